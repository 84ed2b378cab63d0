import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** A real server for the host's own tests. */
export interface TestServer {
  readonly url: string;
  readonly httpUrl: string;
  /** A handshake at this url waits for `admit`. */
  readonly heldUrl: string;
  /** What happened, in order: `connect`, each text as it came, `bytes …`, `close <code> <reason>`. */
  readonly events: readonly string[];
  say(data: string | Uint8Array): void;
  closeAll(code: number, reason: string): void;
  admit(): void;
  stop(): Promise<void>;
}

/** Listens on a free port of loopback. */
export async function startTestServer(): Promise<TestServer> {
  const events: string[] = [];
  const clients = new Set<WebSocket>();
  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => response.end(JSON.stringify({ method: request.method, body: JSON.parse(body) })));
  });
  const sockets = new WebSocketServer({ noServer: true });
  const lines = new Set<Duplex>();
  const held: Array<() => void> = [];
  http.on('upgrade', (request, socket, head) => {
    const accept = () =>
      sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted));
    lines.add(socket);
    socket.on('error', () => {}); // a client may break off while it is held
    if (request.url === '/ws') accept();
    else if (request.url === '/held') held.push(accept);
    else socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
  });
  sockets.on('connection', (socket) => {
    clients.add(socket);
    events.push('connect');
    socket.on('message', (data: Buffer, isBinary) => {
      events.push(isBinary ? `bytes ${[...data].join(' ')}` : data.toString());
    });
    socket.on('close', (code, reason) => {
      clients.delete(socket);
      events.push(`close ${code} ${reason}`.trim());
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;

  return {
    url: `ws://127.0.0.1:${port}/ws`,
    heldUrl: `ws://127.0.0.1:${port}/held`,
    httpUrl: `http://127.0.0.1:${port}/`,
    events,
    say(data) {
      for (const client of clients) client.send(data);
    },
    closeAll(code, reason) {
      for (const client of clients) client.close(code, reason);
    },
    admit() {
      for (const accept of held.splice(0)) accept();
    },
    stop() {
      for (const line of lines) line.destroy();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
}
