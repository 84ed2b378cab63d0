import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startTcpProxy, type TcpProxy } from '@heartbeat-socket/tcp-proxy';
import { WebSocket, WebSocketServer } from 'ws';

/**
 * A client that says nothing for so long is gone: it pings far more often. Its connection is left as it is: closing it
 * would tell the client of a line that has died in silence.
 */
const SILENCE = 1_500;

/** A real server behind a proxy that can fail as networks do. */
export interface RealServer {
  readonly proxy: TcpProxy;
  readonly url: string;
  /** Every frame but pings, in order of arrival. */
  readonly received: readonly string[];
  /** How many connections are open at the server's end, and were heard of lately. */
  open(): number;
  /** Says the next number on each open connection, and gives it. */
  say(): string;
  close(code: number): void;
  /** Ends every connection without a word. */
  fall(): void;
  stop(): Promise<void>;
}

/** Starts a server and its proxy on free ports of loopback. */
export async function startRealServer(): Promise<RealServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const proxy = await startTcpProxy((server.address() as AddressInfo).port);
  const received: string[] = [];
  const heardAt = new WeakMap<WebSocket, number>();
  let said = 0;

  server.on('connection', (socket) => {
    heardAt.set(socket, Date.now());
    socket.on('error', () => {});
    socket.on('message', (data) => {
      heardAt.set(socket, Date.now());
      const frame = String(data);
      if (frame === 'ping') return socket.send('pong');
      received.push(frame);
      if (frame.startsWith('q')) socket.send(`yes ${frame.split('#')[1]}`);
    });
  });

  const open = () => [...server.clients].filter(({ readyState }) => readyState === WebSocket.OPEN);
  return {
    proxy,
    url: proxy.url.replace('http', 'ws'),
    received,
    open: () => open().filter((socket) => Date.now() - (heardAt.get(socket) ?? 0) < SILENCE).length,
    say() {
      said += 1;
      for (const socket of open()) socket.send(`m${said}`);
      return `m${said}`;
    },
    close(code) {
      for (const socket of open()) socket.close(code);
    },
    fall() {
      for (const socket of server.clients) socket.terminate();
    },
    async stop() {
      for (const socket of server.clients) socket.terminate();
      await proxy.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
