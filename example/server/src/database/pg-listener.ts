import pRetry, { AbortError } from 'p-retry';
import pg from 'pg';
import type { NoticeListener } from './database';

const SHORTEST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;

/** Listens on a connection of its own, and on a new one whenever that is lost. Rejects when the first does not open. */
export async function listenOnPostgres(
  settings: pg.ClientConfig,
  channel: string,
  { onNotice, onLost, onResumed }: NoticeListener,
): Promise<() => Promise<void>> {
  const stopped = new AbortController();
  let current = await connect();

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(settings);
    client.on('notification', ({ payload }) => onNotice(payload ?? ''));
    client.on('error', () => {}); // its end follows
    try {
      await client.connect();
      await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end();
      throw error;
    }
    client.once('end', () => {
      if (!stopped.signal.aborted) resume();
    });
    return client;
  }

  function resume(): void {
    onLost(new Error('the database ended the connection that listens'));
    const attempts = {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: SHORTEST_PAUSE,
      maxTimeout: LONGEST_PAUSE,
      randomize: true,
      signal: stopped.signal,
    };
    pRetry(connect, attempts).then(
      (client) => {
        current = client;
        if (stopped.signal.aborted) return client.end();
        onResumed();
      },
      (error: unknown) => {
        if (!stopped.signal.aborted) throw error;
      },
    );
  }

  return async () => {
    stopped.abort(new AbortError('no longer listening'));
    await current.end();
  };
}
