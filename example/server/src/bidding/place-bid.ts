import { type Database, isUniqueViolation, type Queryable } from '../database/database';
import { type Decision, decideBid, UNKNOWN_LOT } from './bidding-rules';
import { type LotRow, toLot } from './lot-rows';
import type { Bid, BidOutcome, LotChange } from './lot-store';

type Accepted = Extract<Decision, { ok: true }>;
type TimedRow = LotRow & { readonly now: Date };

const READ_LOT = 'SELECT *, server_now() AS now FROM lots WHERE id = $1';

/** The clock is read above the lock, so after the wait for it: else the last bid before the end could come after it. */
const LOCK_LOT = `
  WITH locked AS (SELECT * FROM lots WHERE id = $1 FOR UPDATE)
  SELECT locked.*, server_now() AS now FROM locked`;

const SAVE_OUTCOME = 'INSERT INTO bids (user_id, id, outcome, decided_at) VALUES ($1, $2, $3, server_now())';

/** One statement, for all who bid on the lot wait meanwhile. */
const SAVE_ACCEPTED = `
  WITH lot AS (
    UPDATE lots SET price = $5, bids = $6, leader = $7, ends_at = $8, seq = $9 WHERE id = $4
  ), events AS (
    INSERT INTO lot_events (lot, seq, body)
    SELECT $4, event.seq, event.body FROM jsonb_to_recordset($10::jsonb) AS event (seq integer, body jsonb)
  )
  ${SAVE_OUTCOME}`;

/**
 * Decides a bid in one transaction, by the database's clock and under the lock of the lot's row.
 *
 * @param overtime - a bid this close to the end, in milliseconds, moves the end to this long from then
 */
export async function placeBid(database: Database, bid: Bid, overtime: number): Promise<BidOutcome> {
  try {
    return (
      (await refuseUnlocked(database, bid, overtime)) ??
      (await database.transaction((transaction) => decide(transaction, bid, overtime)))
    );
  } catch (error) {
    // It was decided before. Nobody had to ask for that: the key of the database has kept it from being done twice.
    const earlier = isUniqueViolation(error) ? await findOutcome(database, bid) : undefined;
    if (earlier) return earlier;
    throw error;
  }
}

/**
 * Turns down a bid that nothing can save, without keeping the lot from others: within a round, a price only rises. That
 * the lot has ended is not for here: a bid that is under way may move the end.
 */
async function refuseUnlocked(database: Database, bid: Bid, overtime: number): Promise<BidOutcome | undefined> {
  const [row] = await database.query<TimedRow>(READ_LOT, [bid.lot]);
  const decision = decideOn(row, bid, overtime);
  if (decision.ok || decision.code === 'ended') return undefined;
  await database.query(SAVE_OUTCOME, [bid.user.id, bid.id, JSON.stringify(decision)]);
  return decision;
}

async function decide(transaction: Queryable, bid: Bid, overtime: number): Promise<BidOutcome> {
  const [row] = await transaction.query<TimedRow>(LOCK_LOT, [bid.lot]);
  const decision = decideOn(row, bid, overtime);
  const outcome: BidOutcome = decision.ok ? { ok: true, quote: decision.quote } : decision;
  const saved = [bid.user.id, bid.id, JSON.stringify(outcome)];
  if (decision.ok) await transaction.query(SAVE_ACCEPTED, [...saved, ...stateAfter(decision)]);
  else await transaction.query(SAVE_OUTCOME, saved);
  return outcome;
}

function decideOn(row: TimedRow | undefined, bid: Bid, overtime: number): Decision {
  return row ? decideBid(toLot(row), bid, { now: row.now.getTime(), overtime }) : UNKNOWN_LOT;
}

/** What `SAVE_ACCEPTED` is told of the lot. */
function stateAfter({ quote, lot, extended }: Accepted): unknown[] {
  const events: Array<{ seq: number; body: LotChange }> = [{ seq: quote.seq, body: { type: 'quote', quote } }];
  if (extended) events.push({ seq: lot.seq, body: { type: 'lot', lot } });
  return [lot.id, lot.price, lot.bids, lot.leader, new Date(lot.endsAt), lot.seq, JSON.stringify(events)];
}

async function findOutcome(database: Database, bid: Bid): Promise<BidOutcome | undefined> {
  const [row] = await database.query<{ outcome: BidOutcome }>(
    'SELECT outcome FROM bids WHERE user_id = $1 AND id = $2',
    [bid.user.id, bid.id],
  );
  return row?.outcome;
}
