import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { WebSocketServer } from 'ws';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** A real server on one port of loopback: it greets, answers pings, says what it heard, and serves a page. */
export interface LineServer {
  readonly port: number;
  /** What came in, pings left out. */
  readonly received: readonly string[];
  /** Close codes of lines that ended. */
  readonly closes: readonly number[];
  readonly lines: number;
  closeAll(code: number, reason: string): void;
  /** As a process that is killed: no close frame, and nobody listens any more. */
  kill(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
}

/** @param pages - The folder of a built H5 page, if there is one to serve. */
export async function startLineServer(pages?: string): Promise<LineServer> {
  const received: string[] = [];
  const closes: number[] = [];
  const sockets = new WebSocketServer({ noServer: true });
  let http: Server | null = null;
  let port = 0;
  let count = 0;

  sockets.on('connection', (socket) => {
    count += 1;
    socket.send(`welcome ${count}`);
    socket.on('close', (code) => closes.push(code));
    socket.on('message', (data) => {
      const text = data.toString();
      if (text === 'ping') return socket.send('pong');
      received.push(text);
      socket.send(`heard ${text}`);
    });
  });

  async function start(): Promise<void> {
    http = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const file = join(pages ?? '', pathname === '/' ? 'index.html' : pathname);
      if (pages === undefined || !existsSync(file)) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      createReadStream(file).pipe(response);
    });
    http.on('upgrade', (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted, request));
    });
    http.listen(port, '127.0.0.1');
    await once(http, 'listening');
    port = (http.address() as AddressInfo).port;
  }

  await start();
  return {
    get port() {
      return port;
    },
    received,
    closes,
    get lines() {
      return sockets.clients.size;
    },
    closeAll(code, reason) {
      for (const socket of sockets.clients) socket.close(code, reason);
    },
    start,
    async kill() {
      const ending = http;
      http = null;
      if (!ending) return;
      const ended = once(ending, 'close');
      ending.close();
      ending.closeAllConnections();
      for (const socket of sockets.clients) socket.terminate();
      await ended;
    },
  };
}
