import type { StartClient } from '../client';
import { connectMqtt } from '../wiring/mqtt';

export const startMqtt: StartClient = (told) => {
  const client = connectMqtt('ws://mqtt.example.com/', { keepalive: 2, reconnectPeriod: 300, connectTimeout: 3_000 });
  client.on('connect', () => client.subscribe(['down/text', 'down/bytes'], { qos: 1 }, told.up));
  client.on('close', told.down);
  client.on('message', (topic, payload) =>
    topic === 'down/text' ? told.text(payload.toString()) : told.bytes(new Uint8Array(payload)),
  );
  return {
    sendText: (text) => client.publish('up/text', text, { qos: 1 }),
    // biome-ignore lint/suspicious/noExplicitAny: its types want a Buffer of Node, and it takes any Uint8Array.
    sendBytes: (bytes) => client.publish('up/bytes', bytes as any, { qos: 1 }),
    stop: () => client.end(true),
  };
};
