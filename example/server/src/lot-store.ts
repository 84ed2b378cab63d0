import type { BidRejection, Lot, Quote, User } from './messages';

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
 * Where lots and quotes live. Each method is one transaction: it sees and leaves a whole state, whatever runs beside
 * it, and `onChange` tells the changes of one lot in the order in which they were made.
 */
export interface LotStore {
  /** Every lot, in the order in which to show them. */
  list(): Promise<Lot[]>;
  /** A lot and at most `limit` of its newest quotes, or null when there is no such lot. */
  read(lot: string, limit: number): Promise<LotReading | null>;
  /** Decides a bid. A bid that was decided before gets the answer of then and changes nothing. */
  placeBid(bid: Bid): Promise<BidOutcome>;
  /** Begins a new round of each lot that ended at least `rest` milliseconds ago. */
  startDueRounds(rest: number, duration: number): Promise<void>;
  /** Calls the listener with each change from now on; returns its removal. */
  onChange(listener: (change: LotChange) => void): () => void;
}
