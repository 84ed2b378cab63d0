import { jsonCodec, useHeartbeatSocket } from '@heartbeat-socket/taro';
import { TaroWebSocket } from '@heartbeat-socket/taro/web-socket';
import type { Peer } from '../peer';
import { mountHook } from '../peers/mount-hook';

type Connects = Pick<Peer, 'connect' | 'dialect'>;

const codec = jsonCodec<unknown, unknown>();

/** Our hook in a component that shows the last message. */
const hookReading: Connects = {
  dialect: 'plain',
  connect: (url, _settings, { onOpen, onMessage }) =>
    mountHook(() => {
      const { lastMessage } = useHeartbeatSocket(url, { codec, onOpen, onMessage });
      return lastMessage;
    }),
};

/** An `onmessage` that decodes. */
function listener(Socket: typeof WebSocket): Connects {
  return {
    dialect: 'plain',
    connect(url, _settings, { onOpen, onMessage }) {
      const socket = new Socket(url);
      socket.onopen = onOpen;
      socket.onmessage = ({ data }) => onMessage(JSON.parse(data));
      return () => socket.close();
    },
  };
}

/** What stands beside the peers: a WebSocket itself, one of Taro's, and our hook with a message on the page. */
export const subjects = (): Readonly<Record<'bare' | 'taro-web-socket' | 'hook-reading', Connects>> => ({
  bare: listener(WebSocket),
  'taro-web-socket': listener(TaroWebSocket as typeof WebSocket),
  'hook-reading': hookReading,
});
