import type { Lot } from '../messages';

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
