import { Text, View } from '@tarojs/components';
import { formatTimeOfDay } from '../texts/format';
import { useLanguage } from '../texts/language';
import type { Loss } from './line-health';
import './loss-list.css';
import { Notice } from '../components/notice';

/** How many are shown; the log has them all. */
const SHOWN = 20;

/** Why connections were lost, the newest on top. */
export function LossList({ losses }: { losses: readonly Loss[] }) {
  const { texts } = useLanguage();
  if (losses.length === 0) return <Notice title={texts.noLosses} hint={texts.noLossesHint} />;
  return (
    <View id="line-losses">
      {losses.slice(0, SHOWN).map(({ at, connection, cause, downtime }) => (
        <View key={`${at}-${connection}`} className="loss-row">
          <View className="loss-head">
            <Text className="loss-kind">
              {texts.causes[cause.kind] + (cause.code === null ? '' : ` ${cause.code}`)}
            </Text>
            <Text className="loss-time">{formatTimeOfDay(at)}</Text>
          </View>
          <Text className="loss-detail">
            {`${texts.attempt(connection)} · ${downtime === null ? texts.stillDown : texts.downFor((downtime / 1_000).toFixed(1))}`}
          </Text>
          <Text className="loss-hint">{texts.causeHints[cause.kind]}</Text>
        </View>
      ))}
    </View>
  );
}
