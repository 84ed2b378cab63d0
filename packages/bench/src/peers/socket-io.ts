import { io } from 'socket.io-client';
import { MATCHED, type Peer } from '../peer';

/** The server sets its heartbeat. WebSocket only: its long polling is another matter. */
export const socketIo: Peer = {
  id: 'socket.io',
  dialect: 'engine.io',
  connect(url, settings, { onOpen, onMessage }) {
    const { origin, pathname } = new URL(url);
    const socket = io(origin.replace(/^ws/, 'http'), {
      path: pathname,
      transports: ['websocket'],
      forceNew: true,
      ...(settings === 'matched' && { reconnectionDelay: MATCHED.minDelay, reconnectionDelayMax: MATCHED.maxDelay }),
    });
    socket.on('connect', onOpen);
    socket.on('quote', onMessage);
    return () => void socket.disconnect();
  },
};
