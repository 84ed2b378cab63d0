import { useRetryIn } from '@heartbeat-socket/taro';
import { Text, View } from '@tarojs/components';
import { ActionButton } from '../components/action-button';
import { usePageShown } from '../components/page-shown';
import { formatTimeOfDay } from '../texts/format';
import { useLanguage } from '../texts/language';
import type { Texts } from '../texts/texts';
import type { AppLine } from './app-line';
import { useLastUpdate } from './last-update';
import './connection-banner.css';

/** Says whether the page is live: a quiet line while it is, a banner with the way out while it is not. */
export function ConnectionBanner({ socket }: { socket: AppLine }) {
  const { texts } = useLanguage();
  const retryIn = useRetryIn(socket);
  const lastUpdate = useLastUpdate(socket);
  const isShown = usePageShown();
  // On H5 the pages share a document, where an id stands once.
  const idOf = (id: string) => (isShown ? { id } : {});
  const { status, rtt } = socket;
  return (
    <View className={`connection connection-${status}`}>
      <View className="connection-dot" />
      <View className="connection-texts">
        <View className="connection-state" role="status">
          <Text {...idOf('conn-status')}>
            <Text className="connection-word">{status}</Text>
            {` ${describe(socket, texts)}`}
            {/* Nothing of "in 0 s": the attempt begins in that moment. A screen reader would say it anew each second. */}
            {status === 'waiting' && retryIn ? <Text aria-hidden="true">{texts.retryIn(retryIn)}</Text> : null}
          </Text>
        </View>
        {lastUpdate !== null && (
          <Text className="connection-proof">
            {texts.updatedAt(formatTimeOfDay(lastUpdate))}
            {rtt !== null && <Text className="connection-rtt">{` · ${texts.milliseconds(Math.round(rtt))}`}</Text>}
          </Text>
        )}
      </View>
      {(status === 'waiting' || status === 'closed') && (
        <ActionButton {...idOf('conn-retry')} look="banner" onPress={socket.connect}>
          {texts.retryNow}
        </ActionButton>
      )}
    </View>
  );
}

function describe({ status, online }: AppLine, texts: Texts): string {
  return status === 'waiting' && !online ? texts.offline : texts.status[status];
}
