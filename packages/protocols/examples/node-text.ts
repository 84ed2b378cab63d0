import { WebSocketServer } from 'ws';

new WebSocketServer({ port: 8080 }).on('connection', (socket) => {
  // A phone in a tunnel closes nothing: without this, its connection stays for hours.
  const idle = setTimeout(() => socket.terminate(), 60_000);
  socket.on('close', () => clearTimeout(idle));
  socket.on('message', (data) => {
    idle.refresh();
    if (String(data) === 'ping') return socket.send('pong');
    // The app's messages.
  });
});
