import { useRetryIn } from '@heartbeat-socket/taro';
import { Text, View } from '@tarojs/components';
import type { AppLine } from '../app-line';
import { useLanguage } from '../language';
import type { Texts } from '../texts';
import { ActionButton } from './action-button';
import './connection-banner.css';

/** Says whether the page is live: a quiet line while it is, a banner with the way out while it is not. */
export function ConnectionBanner({ socket }: { socket: AppLine }) {
  const { texts } = useLanguage();
  const retryIn = useRetryIn(socket);
  const { status, rtt } = socket;
  return (
    <View className={`connection connection-${status}`} role="status">
      <View className="connection-dot" />
      <Text id="conn-status" className="connection-text">
        {`${status} · ${describe(socket, retryIn, texts)}`}
      </Text>
      {status === 'open' && rtt !== null && <Text className="connection-rtt">{texts.roundTrip(Math.round(rtt))}</Text>}
      {(status === 'waiting' || status === 'closed') && (
        <ActionButton id="conn-retry" look="banner" onPress={socket.connect}>
          {texts.retryNow}
        </ActionButton>
      )}
    </View>
  );
}

function describe({ status, online }: AppLine, retryIn: number | null, texts: Texts): string {
  if (status !== 'waiting') return texts.status[status];
  return (online ? texts.status.waiting : texts.offline) + (retryIn === null ? '' : texts.retryIn(retryIn));
}
