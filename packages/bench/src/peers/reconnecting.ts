import { WebSocket as PartySocket } from 'partysocket';
import ReconnectingWebSocket from 'reconnecting-websocket';
import { type Listener, MATCHED, type Peer, type Settings, tell } from '../peer';

/** Neither has a heartbeat. */
function optionsOf(settings: Settings) {
  if (settings === 'defaults') return {};
  const { minDelay, maxDelay } = MATCHED;
  return { minReconnectionDelay: minDelay, maxReconnectionDelay: maxDelay, reconnectionDelayGrowFactor: 2 };
}

function listen(socket: PartySocket | ReconnectingWebSocket, listener: Listener): () => void {
  socket.onopen = listener.onOpen;
  socket.onmessage = ({ data }) => tell(listener, data);
  return () => socket.close();
}

export const partysocket: Peer = {
  id: 'partysocket',
  dialect: 'plain',
  connect: (url, settings, listener) => listen(new PartySocket(url, [], optionsOf(settings)), listener),
};

/** The ancestor of partysocket. */
export const reconnectingWebsocket: Peer = {
  id: 'reconnecting-websocket',
  dialect: 'plain',
  connect: (url, settings, listener) => listen(new ReconnectingWebSocket(url, [], optionsOf(settings)), listener),
};
