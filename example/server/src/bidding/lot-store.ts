import type { BidRejection, Lot, Quote, User } from '../messages';

/** A bid as it reaches the store. */
export interface Bid {
  /** The bidder's own id of it: the same user and id is the same bid. */
  readonly id: string;
  readonly lot: string;
  readonly user: User;
  readonly amount: number;
}

/** What became of a bid. */
export type BidOutcome =
  | { readonly ok: true; readonly quote: Quote }
  | { readonly ok: false; readonly code: BidRejection; readonly message: string; readonly minimum?: number };

/** A lot with its newest quotes, read at one moment. */
export interface LotReading {
  readonly lot: Lot;
  /** Newest first. */
  readonly quotes: readonly Quote[];
}

/** Something that happened to a lot. */
export type LotChange = { readonly type: 'quote'; readonly quote: Quote } | { readonly type: 'lot'; readonly lot: Lot };

/**
 * Where lots and quotes live. Each method is one transaction, by the database's clock: it sees and leaves a whole state,
 * whatever runs beside it, in this process or another.
 */
export interface LotStore {
  /** Every lot, in the order in which to show them. */
  list(): Promise<Lot[]>;
  /** The lots that are over for good: no bid is under way that could still move the end. */
  listEnded(): Promise<Lot[]>;
  /** A lot and at most `limit` of its newest quotes of this round, or null when there is no such lot. */
  read(lot: string, limit: number): Promise<LotReading | null>;
  /** At most `limit` quotes of a lot that follow a number, those of past rounds too as far as they are kept, oldest first. */
  readQuotesAfter(lot: string, seq: number, limit: number): Promise<Quote[]>;
  /** Decides a bid. A bid that was decided before gets the answer of then and changes nothing. */
  placeBid(bid: Bid): Promise<BidOutcome>;
  /** Begins a new round of each lot that ended at least `rest` milliseconds ago; of several at once, one does it. */
  startDueRounds(rest: number, duration: number): Promise<void>;
}
