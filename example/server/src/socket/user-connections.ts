import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock';
import type { Database, Queryable } from '../database/database';

/** How many connections each user has, on all servers of a database together. */
export interface UserConnections {
  /** Counts one more and answers true, or answers false at the limit. Rejects when the database fails. */
  take(user: string): Promise<boolean>;
  /** Counts one less. */
  release(user: string): void;
  /** Takes this server and its connections out of the count. */
  stop(): Promise<void>;
}

/** What the count needs. */
export interface UserConnectionsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly limit: number;
}

/** Between two signs of life of a server, in milliseconds. */
const BEAT = 10_000;
/** A server that has been silent for so long was killed: its connections count no more. */
const LEASE = 3 * BEAT;
/** From then on its rows are deleted. */
const BURIAL = 3_600_000;

/** How long a server that stops waits for the database to know. */
const GOODBYE = 2_000;

/** Any number will do that no other lock has. */
const LOCK = 8_788;

const SEEN = `
  INSERT INTO servers (id, seen_at) VALUES ($1, server_now()) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`;
const BURY = `DELETE FROM servers WHERE seen_at < server_now() - $1 * interval '1 millisecond'`;

const COUNT_OTHERS = `
  SELECT coalesce(sum(count), 0)::integer AS count FROM connections JOIN servers ON servers.id = connections.server
  WHERE user_id = $1 AND server <> $2 AND seen_at > server_now() - $3 * interval '1 millisecond'`;
const SAVE = `
  INSERT INTO connections (user_id, server, count) VALUES ($1, $2, $3)
  ON CONFLICT (user_id, server) DO UPDATE SET count = excluded.count`;
const DELETE = 'DELETE FROM connections WHERE user_id = $1 AND server = $2';

/** Counts from zero for this server, which gives signs of life until it is stopped. */
export async function countUserConnections(options: UserConnectionsOptions): Promise<UserConnections> {
  const { database, clock, log, limit } = options;
  const server = randomUUID();
  const own = new Map<string, number>();
  /** Whose row may say something else than `own`, for a statement has failed. */
  const unsaved = new Set<string>();
  const working = new Map<string, Promise<unknown>>();

  /** One thing at a time for a user: a connection that has ended makes room for the next. */
  function inTurn<Result>(user: string, task: () => Promise<Result>): Promise<Result> {
    const result = (working.get(user) ?? Promise.resolve()).then(task);
    const done = result
      .catch(() => unsaved.add(user))
      .finally(() => {
        if (working.get(user) === done) working.delete(user);
      });
    working.set(user, done);
    return result;
  }

  /** What is written is the count and not a step: what went wrong once is put right by the next. */
  async function save(queryable: Queryable, user: string, count: number): Promise<void> {
    if (count === 0) await queryable.query(DELETE, [user, server]);
    else await queryable.query(SAVE, [user, server, count]);
  }

  function release(user: string): void {
    const left = (own.get(user) ?? 0) - 1;
    if (left > 0) own.set(user, left);
    else own.delete(user);
    rewrite(user);
  }

  function rewrite(user: string): void {
    inTurn(user, () => save(database, user, own.get(user) ?? 0)).catch((err: unknown) =>
      log.error({ err, user }, 'connections not counted'),
    );
  }

  async function beat(): Promise<void> {
    await database.query(SEEN, [server]);
    await database.query(BURY, [BURIAL]);
    const again = [...unsaved];
    unsaved.clear();
    for (const user of again) rewrite(user);
  }

  await beat();
  const stopBeats = clock.every(BEAT, () =>
    beat().catch((err: unknown) => log.error({ err }, 'no sign of life for the count of connections')),
  );

  return {
    take: (user) =>
      inTurn(user, async () => {
        const isFree = await database.transaction(async (transaction) => {
          await transaction.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [LOCK, user]);
          const [others] = await transaction.query<{ count: number }>(COUNT_OTHERS, [user, server, LEASE]);
          const count = own.get(user) ?? 0;
          if (count + (others?.count ?? 0) >= limit) return false;
          await save(transaction, user, count + 1);
          return true;
        });
        if (isFree) own.set(user, (own.get(user) ?? 0) + 1);
        return isFree;
      }),
    release,
    async stop() {
      stopBeats();
      const goodbye = Promise.all(working.values()).then(() =>
        database.query('DELETE FROM servers WHERE id = $1', [server]),
      );
      // A database that is gone keeps no server from ending: without its signs of life, its count is forgotten all the same.
      await within(
        GOODBYE,
        goodbye.catch((err: unknown) => log.error({ err }, 'this server is not signed off')),
      );
    },
  };
}

/** Settles with the promise, which must not reject, or after so many milliseconds. */
function within(milliseconds: number, promise: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    promise.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
