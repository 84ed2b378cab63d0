import type { Database, Queryable } from '../database/database';
import type { Quote } from '../messages';
import { nextRound } from './bidding-rules';
import { type LotRow, toLot } from './lot-rows';
import type { LotChange, LotStore } from './lot-store';
import { placeBid } from './place-bid';

/** One statement sees one moment, so the quotes fit the lot. */
const READ_LOT = `
  SELECT lots.*, coalesce((
    SELECT jsonb_agg(newest.body -> 'quote' ORDER BY newest.seq DESC) FROM (
      SELECT seq, body FROM lot_events
      WHERE lot = lots.id AND seq > lots.round_seq AND body ->> 'type' = 'quote'
      ORDER BY seq DESC LIMIT $2
    ) newest
  ), '[]') AS quotes
  FROM lots WHERE id = $1`;

const READ_QUOTES_AFTER = `
  SELECT body -> 'quote' AS quote FROM lot_events
  WHERE lot = $1 AND seq > $2 AND body ->> 'type' = 'quote'
  ORDER BY seq LIMIT $3`;

/** A bid that is under way has the lock; when it has moved the end, the lot is left out after all. */
const LIST_ENDED = `
  WITH ended AS (SELECT * FROM lots WHERE ends_at <= server_now() FOR SHARE)
  SELECT * FROM ended ORDER BY place`;

/** Who has the lock of a lot either begins its round already, or is a late bid that the next look comes after. */
const LOCK_DUE = `
  WITH due AS (
    SELECT * FROM lots WHERE ends_at <= server_now() - $1 * interval '1 millisecond' FOR UPDATE SKIP LOCKED
  )
  SELECT due.*, server_now() AS now FROM due`;

const SAVE_ROUND = `
  WITH lot AS (
    UPDATE lots
    SET price = $2, bids = $3, leader = $4, starts_at = $5, ends_at = $6, seq = $7, round_seq = $7 WHERE id = $1
  )
  INSERT INTO lot_events (lot, seq, body) VALUES ($1, $7, $8)`;

/**
 * Makes a store on a database whose schema is up to date.
 *
 * @param overtime - a bid this close to the end of a lot, in milliseconds, moves the end to this long from then
 */
export function createSqlLotStore(database: Database, overtime: number): LotStore {
  async function startDueRounds(transaction: Queryable, rest: number, duration: number): Promise<void> {
    for (const row of await transaction.query<LotRow & { now: Date }>(LOCK_DUE, [rest])) {
      const lot = nextRound(toLot(row), row.now.getTime(), duration);
      const [startsAt, endsAt] = [new Date(lot.startsAt), new Date(lot.endsAt)];
      const event = JSON.stringify({ type: 'lot', lot } satisfies LotChange);
      await transaction.query(SAVE_ROUND, [lot.id, lot.price, lot.bids, lot.leader, startsAt, endsAt, lot.seq, event]);
    }
  }

  return {
    list: async () => (await database.query<LotRow>('SELECT * FROM lots ORDER BY place')).map(toLot),

    listEnded: async () => (await database.query<LotRow>(LIST_ENDED)).map(toLot),

    async read(lot, limit) {
      const [row] = await database.query<LotRow & { quotes: Quote[] }>(READ_LOT, [lot, limit]);
      return row ? { lot: toLot(row), quotes: row.quotes } : null;
    },

    async readQuotesAfter(lot, seq, limit) {
      const rows = await database.query<{ quote: Quote }>(READ_QUOTES_AFTER, [lot, seq, limit]);
      return rows.map(({ quote }) => quote);
    },

    placeBid: (bid) => placeBid(database, bid, overtime),

    startDueRounds: (rest, duration) =>
      database.transaction((transaction) => startDueRounds(transaction, rest, duration)),
  };
}
