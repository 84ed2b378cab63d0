import type { StartClient } from '../client';
import { createCentrifuge } from '../wiring/centrifuge';

export const startCentrifuge: StartClient = (told) => {
  const client = createCentrifuge('ws://centrifuge.example.com', {
    minReconnectDelay: 100,
    maxReconnectDelay: 500,
    maxServerPingDelay: 2_000,
  });
  client.on('connected', told.up);
  client.on('connecting', told.down);
  client.on('publication', ({ data }) => told.text(data));
  client.connect();
  return { sendText: (text) => client.send(text), stop: () => client.disconnect() };
};
