import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Counterpart } from './counterpart';

/** Seconds between the pings of the server. */
const PING = 1;

/** As much of Centrifugo's JSON protocol as the client needs to connect and to live: the server itself is no npm package. */
export async function startCentrifugeImitation(): Promise<Counterpart> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const texts: string[] = [];
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('message', (data) => {
      for (const line of data.toString().split('\n')) {
        const { id, connect, send } = JSON.parse(line);
        if (send) texts.push(send.data);
        if (!connect) continue;
        const reply = { client: 'c', version: '1', ping: PING, pong: true, subs: { lots: {} } };
        socket.send(JSON.stringify({ id, connect: reply }));
      }
    });
    const pings = setInterval(() => socket.send('{}'), PING * 1_000);
    socket.on('close', () => clearInterval(pings));
  });
  return {
    port: (server.address() as AddressInfo).port,
    texts,
    bytes: [],
    say(text) {
      for (const client of server.clients)
        client.send(JSON.stringify({ push: { channel: 'lots', pub: { data: text } } }));
    },
    stop() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
