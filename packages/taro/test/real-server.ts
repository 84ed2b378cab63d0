import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';

/** A real WebSocket server on loopback, which answers pings and remembers how it was closed. */
export async function startServer(onConnection: (socket: ServerSocket, index: number) => void = () => {}) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const sockets: ServerSocket[] = [];
  const closes: Array<{ code: number; reason: string }> = [];
  const received: string[] = [];
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (data, isBinary) => {
      const text = data.toString();
      received.push(isBinary ? `binary ${text.length}` : text);
      if (text === 'ping') socket.send('pong');
    });
    socket.on('close', (code, reason) => closes.push({ code, reason: reason.toString() }));
    onConnection(socket, sockets.length - 1);
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets,
    closes,
    received,
    async stop() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
