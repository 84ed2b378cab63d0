import { createHeartbeatSocket, jsonCodec, type SocketOptions, useHeartbeatSocket } from '@heartbeat-socket/taro';
import { MATCHED, type Peer, type Settings } from '../peer';
import { mountHook } from './mount-hook';

const codec = jsonCodec<unknown, unknown>();

function optionsOf(settings: Settings): Pick<SocketOptions<unknown, unknown>, 'heartbeat' | 'reconnect'> {
  if (settings !== 'matched') return {};
  const { interval, pongTimeout, minDelay, maxDelay } = MATCHED;
  // In proportion to the outage, waits double where each is as long as all before it together.
  return { heartbeat: { interval, pongTimeout }, reconnect: { minDelay, maxDelay, factor: 1 } };
}

/** Our hook, over Taro's own socket task of H5. */
export const hook: Peer = {
  id: 'hook',
  dialect: 'plain',
  connect: (url, settings, { onOpen, onMessage }) =>
    mountHook(() => {
      useHeartbeatSocket(url, { ...optionsOf(settings), codec, onOpen, onMessage });
    }),
};

/** Our core, over the same. */
export const core: Peer = {
  id: 'core',
  dialect: 'plain',
  connect(url, settings, { onOpen, onMessage }) {
    const socket = createHeartbeatSocket(url, { ...optionsOf(settings), codec });
    socket.on('open', onOpen);
    socket.on('message', onMessage);
    socket.connect();
    return socket.destroy;
  },
};
