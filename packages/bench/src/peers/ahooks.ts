import { useWebSocket } from 'ahooks';
import { MATCHED, type Peer, tell } from '../peer';
import { mountHook } from './mount-hook';

/** Has no heartbeat, and a fixed wait. */
export const ahooks: Peer = {
  id: 'ahooks',
  dialect: 'plain',
  connect: (url, settings, listener) =>
    mountHook(() => {
      useWebSocket(url, {
        onOpen: listener.onOpen,
        onMessage: ({ data }) => tell(listener, data),
        ...(settings === 'matched' && {
          reconnectInterval: MATCHED.minDelay,
          reconnectLimit: Number.POSITIVE_INFINITY,
        }),
      });
    }),
};
