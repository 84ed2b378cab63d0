import type { StartClient } from '../client';
import { connectSocketIo } from '../wiring/socket-io';

export const startSocketIo: StartClient = (told) => {
  const socket = connectSocketIo('ws://socket-io.example.com', {
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
    timeout: 3_000,
  });
  socket.on('connect', told.up);
  socket.on('disconnect', told.down);
  socket.on('text', told.text);
  socket.on('bytes', (bytes: ArrayBuffer) => told.bytes(new Uint8Array(bytes)));
  return {
    sendText: (text) => socket.emit('text', text),
    sendBytes: (bytes) => socket.emit('bytes', bytes),
    stop: () => socket.disconnect(),
  };
};
