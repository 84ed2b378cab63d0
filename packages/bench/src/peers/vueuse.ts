import { type UseWebSocketOptions, useWebSocket } from '@vueuse/core';
import { effectScope } from 'vue';
import { MATCHED, matchedDelay, type Peer, type Settings, tell } from '../peer';

/** Reconnect and heartbeat are off unless asked for. */
function optionsOf(settings: Settings): UseWebSocketOptions {
  if (settings === 'defaults') return { autoReconnect: true, heartbeat: { responseMessage: 'pong' } };
  const { interval, pongTimeout } = MATCHED;
  return { autoReconnect: { delay: matchedDelay }, heartbeat: { responseMessage: 'pong', interval, pongTimeout } };
}

export const vueuse: Peer = {
  id: 'vueuse',
  dialect: 'plain',
  connect(url, settings, listener) {
    const scope = effectScope();
    scope.run(() =>
      useWebSocket(url, {
        ...optionsOf(settings),
        onConnected: listener.onOpen,
        onMessage: (_socket, { data }) => tell(listener, data),
      }),
    );
    return () => scope.stop();
  },
};
