import { createServer } from 'node:http';
import { requests } from '@heartbeat-socket/core';
import { Server } from 'socket.io';
import { socketIo, socketIoAcks } from '../../src/index';
import { listen } from './node-server';
import { tryServer } from './trial';

tryServer({
  name: 'socket.io',
  idleLimit: 1_500,
  hangsUp: false,
  start: (port) => {
    const http = createServer();
    const io = new Server(http, { pingInterval: 1_000, pingTimeout: 500 });
    io.use((socket, next) => next(socket.handshake.auth.token === 'right' ? undefined : new Error('no such token')));
    io.on('connection', (socket) => {
      socket.on('watch', (room) => socket.join(room));
      socket.on('say', (text, bytes) => io.to('lots').emit('said', text, bytes));
      socket.on('bid', (price, confirm) => confirm({ price }));
    });
    return listen(http, port);
  },
  url: (port) => `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`,
  options: (token) => ({ protocol: socketIo({ auth: { token } }), request: requests(socketIoAcks) }),
  subscription: { event: 'watch', args: ['lots'] },
  say: (text) => ({ event: 'say', args: [text, new TextEncoder().encode(text)] }),
  read({ event, args: [text, bytes] }) {
    const isWhole = Buffer.from(bytes as ArrayBuffer).toString() === text;
    return event === 'said' && isWhole ? String(text) : `not said: ${event}`;
  },
  question: { event: 'bid', args: [7] },
  answer: { price: 7 },
});
