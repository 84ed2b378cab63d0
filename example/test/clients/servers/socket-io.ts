import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { Counterpart } from './counterpart';

/** Socket.IO's own server, which asks for a sign of life every second. */
export async function startSocketIoServer(): Promise<Counterpart> {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const io = new Server(http, { pingInterval: 1_000, pingTimeout: 3_000 });
  const texts: string[] = [];
  const bytes: string[] = [];
  io.on('connection', (socket) => {
    socket.on('text', (text) => texts.push(text));
    socket.on('bytes', (data: Buffer) => bytes.push(`${[...data]}`));
  });
  return {
    port: (http.address() as AddressInfo).port,
    texts,
    bytes,
    say: (text) => io.emit('text', text),
    sayBytes: (data) => io.emit('bytes', data),
    // Not awaited: of a line that was cut, nobody answers the goodbye.
    stop: () => void io.close(),
  };
}
