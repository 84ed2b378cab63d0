import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { dialectOf } from '../dialects/dialect';

/** A real server on loopback that speaks what the url of a connection asks for. */
export interface DialectServer {
  readonly port: number;
  close(): void;
}

/** Starts it on a free port. `onConnection` gets each connection, its url, and the TCP socket under it. */
export async function startDialectServer(
  onConnection: (socket: WebSocket, url: string, line: Socket) => void = () => {},
): Promise<DialectServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  server.on('connection', (socket, { url = '', socket: line }) => {
    const { dialect, settings } = dialectOf(url);
    for (const frame of dialect.greeting(settings)) socket.send(frame);
    socket.on('message', (data) => {
      for (const answer of dialect.answer(String(data), settings)) socket.send(answer);
    });
    // A line that breaks closes, and that is all there is to say of it.
    socket.on('error', () => {});
    const { ping } = dialect;
    if (ping) {
      const pings = setInterval(() => socket.send(ping.frame), ping.every(settings));
      socket.on('close', () => clearInterval(pings));
    }
    onConnection(socket, url, line);
  });
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
