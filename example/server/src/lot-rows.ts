import type { Queryable } from './database/database';
import type { LotChange } from './lot-store';
import type { Lot } from './messages';

/** A row of `lots`. */
export interface LotRow {
  readonly id: string;
  readonly title_zh: string;
  readonly title_en: string;
  readonly image: string | null;
  readonly start_price: number;
  readonly step: number;
  readonly price: number;
  readonly bids: number;
  readonly leader: string | null;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly seq: number;
}

/** The lot that a row tells of. */
export function toLot(row: LotRow): Lot {
  return {
    id: row.id,
    title: { zh: row.title_zh, en: row.title_en },
    ...(row.image === null ? {} : { image: row.image }),
    price: row.price,
    step: row.step,
    startPrice: row.start_price,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at.getTime(),
    bids: row.bids,
    leader: row.leader,
    seq: row.seq,
  };
}

/** Writes what can change of a lot within a round. The caller has the lock of its row. */
export async function saveLot(transaction: Queryable, lot: Lot): Promise<void> {
  await transaction.query('UPDATE lots SET price = $2, bids = $3, leader = $4, ends_at = $5, seq = $6 WHERE id = $1', [
    lot.id,
    lot.price,
    lot.bids,
    lot.leader,
    new Date(lot.endsAt),
    lot.seq,
  ]);
}

/** Writes the first state of a round. The caller has the lock of the lot's row. */
export async function saveRound(transaction: Queryable, lot: Lot): Promise<void> {
  await saveLot(transaction, lot);
  await transaction.query('UPDATE lots SET starts_at = $2, round_seq = seq WHERE id = $1', [
    lot.id,
    new Date(lot.startsAt),
  ]);
}

/** Adds an event to a lot, which all servers are told of when the transaction is committed. */
export async function addEvent(transaction: Queryable, change: LotChange): Promise<void> {
  const { lot, seq } = change.type === 'quote' ? change.quote : { lot: change.lot.id, seq: change.lot.seq };
  await transaction.query('INSERT INTO lot_events (lot, seq, body) VALUES ($1, $2, $3)', [
    lot,
    seq,
    JSON.stringify(change),
  ]);
}
