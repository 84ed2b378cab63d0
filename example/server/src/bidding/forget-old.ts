import type { FastifyBaseLogger } from 'fastify';
import type { Cancel, Clock } from '../clock';
import type { Queryable } from '../database/database';

/** What is kept. */
export interface Memory {
  /** How long a bid that comes again gets the answer of before, in milliseconds. */
  readonly bidMemory: number;
  /** How many events of a lot are kept beside those of its present round. */
  readonly keptEvents: number;
}

/** Few enough for a statement to be short: others wait for the rows of a lot meanwhile. */
const BATCH = 5_000;

/** The moment is asked in a subquery: a volatile function beside a column would be called for each row. */
const FORGET_BIDS = `
  WITH gone AS (
    DELETE FROM bids WHERE (user_id, id) IN (
      SELECT user_id, id FROM bids
      WHERE decided_at < (SELECT server_now() - $1 * interval '1 millisecond') ORDER BY decided_at LIMIT $2
    ) RETURNING 1
  )
  SELECT count(*)::integer AS count FROM gone`;

const FORGET_EVENTS = `
  WITH gone AS (
    DELETE FROM lot_events WHERE (lot, seq) IN (
      SELECT old.lot, old.seq FROM lots CROSS JOIN LATERAL (
        SELECT lot, seq FROM lot_events
        WHERE lot = lots.id AND seq <= least(lots.round_seq, lots.seq - $1) ORDER BY seq LIMIT $2
      ) old
    ) RETURNING 1
  )
  SELECT count(*)::integer AS count FROM gone`;

/** Deletes what is older than is kept. Several processes may do so at once. */
export async function forgetOld(database: Queryable, { bidMemory, keptEvents }: Memory): Promise<void> {
  await inBatches(database, FORGET_BIDS, bidMemory);
  await inBatches(database, FORGET_EVENTS, keptEvents);
}

/** Does so every `interval` milliseconds, until it is cancelled. */
export function keepForgetting(
  database: Queryable,
  { clock, log, interval, ...memory }: Memory & { clock: Clock; log: FastifyBaseLogger; interval: number },
): Cancel {
  let isBusy = false;
  return clock.every(interval, async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await forgetOld(database, memory);
    } catch (err) {
      log.error({ err }, 'old bids and events were not deleted');
    } finally {
      isBusy = false;
    }
  });
}

async function inBatches(database: Queryable, statement: string, limit: number): Promise<void> {
  for (;;) {
    const [row] = await database.query<{ count: number }>(statement, [limit, BATCH]);
    if (!row || row.count === 0) return;
  }
}
