import type { Lot, Quote, ServerMessage } from '../server/src/messages';

/** Quotes kept for display; older ones are let go. */
export const SHOWN_QUOTES = 50;

/** What the page knows about its lot. */
export interface LotState {
  /** Null until the first snapshot. */
  readonly lot: Lot | null;
  /** Of the present round, newest first. */
  readonly quotes: readonly Quote[];
  /** The newest `seq` seen, over all rounds. */
  readonly lastSeq: number;
  /** The newest `seq` of the last snapshot: quotes above it arrived live. */
  readonly liveAfter: number;
  /** The server has no such lot. */
  readonly missing: boolean;
}

/** What the page knows before the first message. */
export const EMPTY_LOT: LotState = { lot: null, quotes: [], lastSeq: 0, liveAfter: 0, missing: false };

/**
 * The next state of a lot. Messages that belong to another lot change nothing, nor do quotes that are not newer than
 * the newest one known: they came twice, or late. A snapshot always counts: a restarted server counts from one again.
 */
export function reduceLot(state: LotState, message: ServerMessage): LotState {
  switch (message.type) {
    case 'snapshot':
      return withSnapshot(message.lot, message.quotes);
    case 'quote':
      return withQuote(state, message.quote);
    case 'lot':
      return withLot(state, message.lot);
    case 'error':
      return message.code === 'unknown-lot' && message.id === undefined ? { ...EMPTY_LOT, missing: true } : state;
    default:
      return state;
  }
}

/** The least that the next bid must be. */
export function minimumBid({ bids, price, step, startPrice }: Lot): number {
  return bids === 0 ? startPrice : price + step;
}

/** Where a lot is in its life at a given epoch time. */
export function phaseOf({ startsAt, endsAt }: Lot, now: number): 'upcoming' | 'running' | 'ended' {
  if (now < startsAt) return 'upcoming';
  return now < endsAt ? 'running' : 'ended';
}

function withSnapshot(lot: Lot, quotes: readonly Quote[]): LotState {
  const newestFirst = [...quotes].sort((a, b) => b.seq - a.seq).slice(0, SHOWN_QUOTES);
  const lastSeq = newestFirst[0]?.seq ?? 0;
  return { lot, quotes: newestFirst, lastSeq, liveAfter: lastSeq, missing: false };
}

function withQuote(state: LotState, quote: Quote): LotState {
  const { lot, quotes, lastSeq } = state;
  if (lot?.id !== quote.lot || quote.seq <= lastSeq) return state;
  return {
    ...state,
    lot: { ...lot, price: quote.amount, leader: quote.user.name, bids: lot.bids + 1 },
    quotes: [quote, ...quotes].slice(0, SHOWN_QUOTES),
    lastSeq: quote.seq,
  };
}

function withLot(state: LotState, told: Lot): LotState {
  const known = state.lot;
  if (known?.id !== told.id || told.startsAt < known.startsAt) return state;
  if (told.startsAt > known.startsAt) return { ...state, lot: told, quotes: [] };
  if (told.bids >= known.bids) return { ...state, lot: told };
  const { price, leader, bids } = known; // it was overtaken by a quote: only its times are news
  return { ...state, lot: { ...told, price, leader, bids } };
}
