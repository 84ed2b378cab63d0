import createHeartbeat from 'websocket-heartbeat-miniprogram';
import { MATCHED, type Peer, tell } from '../peer';
import Taro from '../taro-stand-in';

/** Its heartbeat defaults to 15 s and 10 s: `matched` changes only the wait, which knows no growth. */
export const websocketHeartbeatMiniprogram: Peer = {
  id: 'websocket-heartbeat-miniprogram',
  dialect: 'plain',
  connect(url, settings, listener) {
    const made = createHeartbeat({
      miniprogram: Taro,
      connectSocketParams: { url },
      ...(settings === 'matched' && { reconnectTimeout: MATCHED.minDelay }),
    }).then((socket) => {
      socket.onOpen = listener.onOpen;
      socket.onMessage = ({ data }) => tell(listener, data);
      return socket;
    });
    return () => void made.then((socket) => socket.close());
  },
};
