import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startTcpProxy, type TcpProxy } from '@heartbeat-socket/tcp-proxy';
import { WebSocket, WebSocketServer } from 'ws';

/** A client that says nothing for so long is gone: it pings far more often. */
const SILENCE = 1_500;

/** A real server behind a proxy that can fail as networks do. */
export interface RealServer {
  readonly proxy: TcpProxy;
  readonly url: string;
  /** Every frame but pings, with its connection's number, in order of arrival. */
  readonly received: readonly string[];
  /** Connections that are open at the server's end. */
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
  let said = 0;

  server.on('connection', (socket) => {
    const reaper = setTimeout(() => socket.terminate(), SILENCE);
    socket.on('close', () => clearTimeout(reaper));
    socket.on('error', () => {});
    socket.on('message', (data) => {
      reaper.refresh();
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
    open: () => open().length,
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
