import type { ErrorCode } from '@heartbeat-socket/taro';
import type { Lot } from '../../server/src/messages';
import type { Refusal } from '../line/refusal';

interface Placed {
  readonly amount: number;
  /** The `startsAt` of the round that it was placed in. */
  readonly round: number;
}

/** What became of the last bid. */
export type BidState =
  | { readonly phase: 'none' }
  | ({ readonly phase: 'sending' } & Placed)
  /** The line was lost before the answer came: the bid is sent again, under its id, once there is another. */
  | ({ readonly phase: 'checking' } & Placed)
  | ({ readonly phase: 'accepted' } & Placed)
  | ({
      readonly phase: 'rejected';
      readonly code: string;
      readonly minimum: number | null;
    } & Placed)
  /** It surely never left the device. */
  | ({ readonly phase: 'not-sent' } & Placed)
  /** It may or may not have reached the server, and no answer has come in time. */
  | ({ readonly phase: 'unknown' } & Placed);

/** What can happen to a bid. One is under way at a time. */
export type BidEvent =
  | ({ readonly type: 'placed' } & Placed)
  | { readonly type: 'line-lost' }
  | { readonly type: 'accepted' }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly refusal: Refusal | undefined };

/** The next state of the bid. */
export function reduceBid(state: BidState, event: BidEvent): BidState {
  if (event.type === 'placed') return { phase: 'sending', amount: event.amount, round: event.round };
  if (!isUnderWay(state)) return state;
  const { amount, round } = state;
  switch (event.type) {
    case 'line-lost':
      return { phase: 'checking', amount, round };
    case 'accepted':
      return { phase: 'accepted', amount, round };
    case 'failed':
      return failed({ amount, round }, event);
  }
}

/** Whether its answer is still awaited. */
export function isUnderWay(bid: BidState): bid is Extract<BidState, { phase: 'sending' | 'checking' }> {
  return bid.phase === 'sending' || bid.phase === 'checking';
}

/** Whether somebody has bid more since it was accepted. */
export function isOutbid(bid: BidState, lot: Lot): boolean {
  return bid.phase === 'accepted' && bid.round === lot.startsAt && lot.price > bid.amount;
}

function failed(placed: Placed, { code, refusal }: Extract<BidEvent, { type: 'failed' }>): BidState {
  // A server that broke over it may have taken it all the same.
  if (refusal && refusal.code !== 'internal') {
    const minimum = 'minimum' in refusal ? (refusal.minimum ?? null) : null;
    return { phase: 'rejected', ...placed, code: refusal.code, minimum };
  }
  return { phase: code === 'not-sent' || code === 'encode' ? 'not-sent' : 'unknown', ...placed };
}
