// Checked by `npm run types` and `npm run types:versions`: each line after an @ts-expect-error must not compile.
import { TaroWebSocket } from '@heartbeat-socket/taro/web-socket';

export function connect(): void {
  const socket = new TaroWebSocket('wss://bid.example.com', ['mqtt'], { header: { Authorization: 'Bearer a' } });
  // What clients are written against.
  socket satisfies WebSocket;
  TaroWebSocket satisfies new (
    url: string | URL,
    protocols?: string | string[],
  ) => WebSocket;
  TaroWebSocket.OPEN satisfies 1;
  socket.CLOSED satisfies 3;

  socket.onmessage = ({ data }) => data.byteLength;
  socket.onclose = ({ code, reason, wasClean }) => [code satisfies number, reason satisfies string, wasClean];
  socket.onerror = ({ message }) => message satisfies string | undefined;
  socket.addEventListener('close', ({ code }) => code satisfies number, { once: true });
  socket.addEventListener('close', { handleEvent: ({ code }) => code satisfies number });
  socket.addEventListener('lot', (event) => event.type satisfies string);
  // @ts-expect-error an open event has no code
  socket.addEventListener('open', ({ code }) => code);
  socket.send(new Uint8Array(2));
  // @ts-expect-error mini-programs cannot send one
  socket.send(new Blob());
  // @ts-expect-error nothing but 'arraybuffer' has an effect
  socket.binaryType satisfies 'blob';
}
