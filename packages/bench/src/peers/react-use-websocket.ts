import useWebSocket, { type Options } from 'react-use-websocket';
import { MATCHED, matchedDelay, type Peer, type Settings, tell } from '../peer';
import { mountHook } from './mount-hook';

/** Reconnect and heartbeat are off unless asked for. Its timeout counts from the last message. */
function optionsOf(settings: Settings): Options {
  if (settings === 'defaults') return { shouldReconnect: () => true, heartbeat: true };
  return {
    shouldReconnect: () => true,
    reconnectAttempts: Number.POSITIVE_INFINITY,
    reconnectInterval: (lost) => matchedDelay(lost + 1),
    heartbeat: { interval: MATCHED.interval, timeout: MATCHED.interval + MATCHED.pongTimeout },
  };
}

export const reactUseWebsocket: Peer = {
  id: 'react-use-websocket',
  dialect: 'plain',
  connect(url, settings, listener) {
    const options = optionsOf(settings);
    return mountHook(() => {
      useWebSocket(url, { ...options, onOpen: listener.onOpen, onMessage: ({ data }) => tell(listener, data) });
    });
  },
};
