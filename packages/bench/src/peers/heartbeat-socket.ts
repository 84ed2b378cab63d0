import { createHeartbeatSocket, type HeartbeatOptions, jsonCodec, useHeartbeatSocket } from '@heartbeat-socket/taro';
import { MATCHED, type Peer, type Settings } from '../peer';
import { mountHook } from './mount-hook';

const codec = jsonCodec<unknown, unknown>();

/** The waits of `matched` are our defaults. */
function heartbeatOf(settings: Settings): HeartbeatOptions {
  return settings === 'matched' ? { interval: MATCHED.interval, pongTimeout: MATCHED.pongTimeout } : {};
}

/** Our hook, over Taro's own socket task of H5. */
export const hook: Peer = {
  id: 'hook',
  dialect: 'plain',
  connect: (url, settings, { onOpen, onMessage }) =>
    mountHook(() => {
      useHeartbeatSocket(url, { codec, heartbeat: heartbeatOf(settings), onOpen, onMessage });
    }),
};

/** Our core, over the same. */
export const core: Peer = {
  id: 'core',
  dialect: 'plain',
  connect(url, settings, { onOpen, onMessage }) {
    const socket = createHeartbeatSocket(url, { codec, heartbeat: heartbeatOf(settings) });
    socket.on('open', onOpen);
    socket.on('message', onMessage);
    socket.connect();
    return socket.destroy;
  },
};
