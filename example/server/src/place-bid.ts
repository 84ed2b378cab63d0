import { type Decision, decideBid, UNKNOWN_LOT } from './bidding-rules';
import { type Database, isUniqueViolation, type Queryable } from './database/database';
import { addEvent, type LotRow, saveLot, toLot } from './lot-rows';
import type { Bid, BidOutcome } from './lot-store';

/** The clock is read above the lock, so after the wait for it: else the last bid before the end could come after it. */
const LOCK_LOT = `
  WITH locked AS (SELECT * FROM lots WHERE id = $1 FOR UPDATE)
  SELECT locked.*, server_now() AS now FROM locked`;

/**
 * Decides a bid in one transaction, by the database's clock and under the lock of the lot's row.
 *
 * @param overtime - a bid this close to the end, in milliseconds, moves the end to this long from then
 */
export async function placeBid(database: Database, bid: Bid, overtime: number): Promise<BidOutcome> {
  try {
    return await database.transaction((transaction) => decide(transaction, bid, overtime));
  } catch (error) {
    // The same bid came twice at the same moment, for two lots or for none: no lock kept the second one waiting.
    const earlier = isUniqueViolation(error) ? await findOutcome(database, bid) : undefined;
    if (earlier) return earlier;
    throw error;
  }
}

async function decide(transaction: Queryable, bid: Bid, overtime: number): Promise<BidOutcome> {
  const [row] = await transaction.query<LotRow & { now: Date }>(LOCK_LOT, [bid.lot]);
  const earlier = await findOutcome(transaction, bid);
  if (earlier) return earlier;
  const now = row?.now.getTime();
  const decision: Decision = row && now !== undefined ? decideBid(toLot(row), bid, { now, overtime }) : UNKNOWN_LOT;
  if (decision.ok) {
    const { quote, lot, extended } = decision;
    await saveLot(transaction, lot);
    await addEvent(transaction, { type: 'quote', quote });
    if (extended) await addEvent(transaction, { type: 'lot', lot });
  }
  const outcome: BidOutcome = decision.ok ? { ok: true, quote: decision.quote } : decision;
  await transaction.query('INSERT INTO bids (user_id, id, outcome, decided_at) VALUES ($1, $2, $3, server_now())', [
    bid.user.id,
    bid.id,
    JSON.stringify(outcome),
  ]);
  return outcome;
}

/** A statement of its own, after the lock: within that one it would not see what the holder before has written. */
async function findOutcome(connection: Queryable, bid: Bid): Promise<BidOutcome | undefined> {
  const [row] = await connection.query<{ outcome: BidOutcome }>(
    'SELECT outcome FROM bids WHERE user_id = $1 AND id = $2',
    [bid.user.id, bid.id],
  );
  return row?.outcome;
}
