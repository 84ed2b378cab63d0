import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';

const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));

/** The bidding server as a process of its own, which can die like one. */
export interface ServerProcess {
  readonly port: number;
  /** Leads the addresses of a build to this server. */
  route(url: string): string;
  start(): Promise<void>;
  /** SIGKILL: no goodbye, no close frame. */
  kill(): Promise<void>;
  /** Another bidder, from outside the page under test. */
  bidder(name: string): Promise<Bidder>;
}

/** A bidder on a line of its own. */
export interface Bidder {
  bid(lot: string, raise?: number): Promise<number>;
  close(): void;
}

/** Starts the server on a free port of loopback. */
export async function startServerProcess(): Promise<ServerProcess> {
  const port = await freePort();
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
      env: { ...process.env, PORT: `${port}`, HOST: '127.0.0.1', LOG_LEVEL: 'silent', SESSION_SECRET: 's'.repeat(32) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const died = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code}`)));
    died.catch(() => {});
    await Promise.race([died, announced(child)]);
  }

  await start();
  return {
    port,
    route: (url) => url.replace(/127\.0\.0\.1:8787/, `127.0.0.1:${port}`),
    start,
    async kill() {
      if (!child || child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    bidder: (name) => connectBidder(port, name),
  };
}

async function announced(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('the server has no output');
  for await (const text of child.stdout.setEncoding('utf8')) {
    if (String(text).includes('Bidding server')) break;
  }
  child.stdout.on('data', () => {});
}

async function connectBidder(port: number, name: string): Promise<Bidder> {
  const response = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  const { token } = (await response.json()) as { token: string };
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws?token=${token}`);
  await once(socket, 'open');
  const messages: Array<Record<string, never>> = [];
  socket.on('message', (data) => {
    const text = data.toString();
    if (text.startsWith('{')) messages.push(JSON.parse(text));
  });

  async function answer(matches: (message: Record<string, unknown>) => boolean): Promise<Record<string, never>> {
    for (;;) {
      const found = messages.find(matches);
      if (found) return found;
      await once(socket, 'message');
    }
  }

  return {
    async bid(lot, raise = 0) {
      messages.length = 0;
      socket.send(JSON.stringify({ type: 'watch', lot }));
      const snapshot = await answer(({ type }) => type === 'snapshot');
      const { price, step } = snapshot.lot as unknown as { price: number; step: number };
      const amount = price + step + raise;
      const id = `${name}-${amount}-${Date.now()}`;
      socket.send(JSON.stringify({ type: 'bid', id, lot, amount }));
      const result = await answer(({ type }) => type === 'bid-result');
      if (!result.ok) throw new Error(`the bid was refused: ${JSON.stringify(result)}`);
      return amount;
    },
    close: () => socket.close(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
