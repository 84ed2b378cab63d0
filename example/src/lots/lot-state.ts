import type { Lot, Quote, Since, SnapshotMessage } from '../../server/src/messages';
import type { LineMessage } from '../line/app-line';

/** Quotes kept for display; older ones are let go. */
export const SHOWN_QUOTES = 50;

/** What the page knows about its lot. */
export interface LotState {
  /** Null until the first snapshot. */
  readonly lot: Lot | null;
  /** Of the present round, newest first. */
  readonly quotes: readonly Quote[];
  /** The number of the last event in the last snapshot: quotes above it arrived live. */
  readonly liveAfter: number;
  /** The server has no such lot. */
  readonly missing: boolean;
  /** How the round before ended, if that was seen. */
  readonly lastRound: LastRound | null;
}

/** How a round ended. */
export interface LastRound {
  readonly price: number;
  /** Null when nobody has bid. */
  readonly winner: string | null;
}

/** What the page knows before the first snapshot. */
export const EMPTY_LOT: LotState = { lot: null, quotes: [], liveAfter: 0, missing: false, lastRound: null };

/** What the page knows of a lot that there is not. */
export const MISSING_LOT: LotState = { ...EMPTY_LOT, missing: true };

/**
 * The next state of a lot. Messages about another lot change nothing, nor does what is not newer than the last event
 * known: it came twice, or late.
 */
export function reduceLot(state: LotState, message: LineMessage): LotState {
  const { lot } = state;
  if (lot && message.type === 'quote') return withQuote(state, lot, message.quote);
  return lot && message.type === 'lot' ? withLot(state, lot, message.lot) : state;
}

/** The last event that is known, to ask the server for what followed; undefined before the first snapshot. */
export function sinceOf({ lot }: LotState): Since | undefined {
  return lot ? { round: lot.startsAt, seq: lot.seq } : undefined;
}

/** The state after a snapshot: what it has follows what is known, or stands for itself. */
export function withSnapshot(known: LotState, { lot, quotes, follows }: SnapshotMessage): LotState {
  const before = follows === undefined ? [] : known.quotes;
  return {
    lot,
    quotes: [...quotes, ...before].slice(0, SHOWN_QUOTES),
    liveAfter: lot.seq,
    missing: false,
    // Of a round that ended while the line was down, the last bids may be missing.
    lastRound: known.lot?.startsAt === lot.startsAt ? known.lastRound : null,
  };
}

/** The lot as it was listed or as it was watched, whichever tells more. */
export function newestOf(listed: Lot, watched: Lot | null): Lot {
  return watched && watched.seq >= listed.seq ? watched : listed;
}

/** The least that the next bid must be. */
export function minimumBid({ bids, price, step, startPrice }: Lot): number {
  return bids === 0 ? startPrice : price + step;
}

/** Where a lot is in its life; `overdue`: its end has passed, but a late bid that we have not heard of may have moved it. */
export type Phase = 'upcoming' | 'running' | 'overdue' | 'ended';

/** Where a lot is in its life at a given epoch time, as far as that is known without (`isLive`) a live line. */
export function phaseOf({ startsAt, endsAt }: Lot, now: number, isLive: boolean): Phase {
  if (now < startsAt) return 'upcoming';
  if (now < endsAt) return 'running';
  return isLive ? 'ended' : 'overdue';
}

function withQuote(state: LotState, lot: Lot, quote: Quote): LotState {
  const { lot: lotId, user, amount, seq } = quote;
  if (lotId !== lot.id || seq <= lot.seq) return state;
  return {
    ...state,
    lot: { ...lot, price: amount, leader: user.name, bids: lot.bids + 1, seq },
    quotes: [quote, ...state.quotes].slice(0, SHOWN_QUOTES),
  };
}

function withLot(state: LotState, lot: Lot, told: Lot): LotState {
  if (told.id !== lot.id || told.seq < lot.seq) return state;
  if (told.startsAt === lot.startsAt) return { ...state, lot: told };
  return { ...state, lot: told, quotes: [], lastRound: { price: lot.price, winner: lot.leader } };
}
