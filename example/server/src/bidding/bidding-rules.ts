import type { Lot, Quote } from '../messages';
import type { Bid, BidOutcome } from './lot-store';

/** The least that the next bid on a lot must be, in yuan. */
export function minimumBid(lot: Lot): number {
  return lot.bids === 0 ? lot.startPrice : lot.price + lot.step;
}

/** Says whether a lot takes bids at the given moment. */
export function isRunning(lot: Lot, now: number): boolean {
  return lot.startsAt <= now && now < lot.endsAt;
}

/** An accepted bid with the lot after it, or the rejection. */
export type Decision =
  | { readonly ok: true; readonly quote: Quote; readonly lot: Lot; readonly extended: boolean }
  | Extract<BidOutcome, { ok: false }>;

/** What a decision needs to know beside the bid and the lot. */
export interface DecisionContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** A bid this close to the end, in milliseconds, moves the end to this long from now. */
  readonly overtime: number;
}

/** The answer to a bid on a lot that does not exist. */
export const UNKNOWN_LOT = { ok: false, code: 'unknown-lot', message: 'There is no such lot.' } as const;

/** Decides a bid on a lot. Pure, so that a store can call it inside its transaction. */
export function decideBid(lot: Lot, bid: Bid, { now, overtime }: DecisionContext): Decision {
  if (!isRunning(lot, now)) return { ok: false, code: 'ended', message: 'Bidding on this lot has ended.' };
  const minimum = minimumBid(lot);
  if (bid.amount < minimum) {
    return { ok: false, code: 'too-low', message: `The bid must be at least ${minimum}.`, minimum };
  }
  const { user, amount } = bid;
  const extended = lot.endsAt - now < overtime;
  const seq = lot.seq + 1;
  return {
    ok: true,
    quote: { id: `${lot.id}-${seq}`, seq, lot: lot.id, user, amount, at: now },
    lot: {
      ...lot,
      price: amount,
      bids: lot.bids + 1,
      leader: user.name,
      endsAt: extended ? now + overtime : lot.endsAt,
      seq: extended ? seq + 1 : seq, // a new end is an event of its own
    },
    extended,
  };
}

/** The next round of a lot: back to its first price, for `duration` milliseconds from now. */
export function nextRound(lot: Lot, now: number, duration: number): Lot {
  const { startPrice, seq } = lot;
  return { ...lot, price: startPrice, bids: 0, leader: null, startsAt: now, endsAt: now + duration, seq: seq + 1 };
}
