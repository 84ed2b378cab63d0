import { onTestFinished } from 'vitest';
import { type BiddingServer, createBiddingServer, type ServerAddress } from '../src/app';
import type { Database } from '../src/database/database';
import type { SessionResponse } from '../src/messages';
import type { BiddingServerOptions } from '../src/setup/server-options';
import type { ManualClock } from './manual-clock';
import { connect, type TestClient } from './test-client';
import { freshDatabase } from './test-database';

/** A bidding server on a free port, with its log kept. */
export interface TestServer extends ServerAddress {
  readonly server: BiddingServer;
  /** All that was logged so far. */
  log(): string;
  /** Resolves when a line with this message has been logged. */
  logged(message: string): Promise<void>;
  /** Sends JSON to `POST /api/session`. */
  post(body: unknown): Promise<Response>;
  /** Opens a session. */
  session(name: string, token?: string): Promise<SessionResponse>;
  /** Opens a session and a greeted connection for a new user. */
  join(name: string): Promise<TestClient>;
}

/** How a test sets a server up. */
export interface TestServerOptions extends Omit<BiddingServerOptions, 'clock'> {
  /** Rules the database too. */
  clock?: ManualClock;
  /** @defaultValue that of the test file, emptied */
  database?: Database;
}

/** Starts a server that is closed when the test has finished. */
export async function startServer({ database: given, ...options }: TestServerOptions = {}): Promise<TestServer> {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const stream = {
    write(line: string) {
      lines.push(line);
      for (const look of [...waiting]) look();
    },
  };
  // No pings unless asked for: while a manual clock leaps, a client has no time to answer them.
  const quiet = { h5Folder: 'no-such-folder', pingInterval: 1e9 };
  const database = given ?? (await freshDatabase());
  if (!given && options.clock) await options.clock.rule(database);
  const server = createBiddingServer(database, { ...quiet, ...options, log: { level: 'trace', stream } });
  onTestFinished(() => server.close());
  const address = await server.listen();

  const testServer: TestServer = {
    ...address,
    server,
    log: () => lines.join(''),
    logged: (message) =>
      new Promise((resolve) => {
        const look = () => {
          if (!lines.some((line) => JSON.parse(line).msg === message)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    post: (body) =>
      fetch(`${address.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    async session(name, token) {
      const response = await testServer.post({ name, token });
      return (await response.json()) as SessionResponse;
    },
    async join(name) {
      const { token } = await testServer.session(name);
      const client = connect(`${address.wsUrl}?token=${token}`);
      await client.text('SUCCESS');
      return client;
    },
  };
  return testServer;
}
