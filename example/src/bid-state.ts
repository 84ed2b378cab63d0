import type { BidResultMessage, ErrorMessage, ServerMessage } from '../server/src/messages';

/** How long to wait for the answer to a bid, in milliseconds, before its outcome counts as unknown. */
export const ANSWER_TIMEOUT = 10_000;

interface Placed {
  readonly id: string;
  readonly amount: number;
}

/** What became of the last bid. */
export type BidState =
  | { readonly phase: 'none' }
  | ({ readonly phase: 'sending' } & Placed)
  | ({ readonly phase: 'accepted' } & Placed)
  | ({
      readonly phase: 'rejected';
      readonly code: string;
      readonly message: string;
      readonly minimum: number | null;
    } & Placed)
  /** It surely never left the device. */
  | ({ readonly phase: 'not-sent' } & Placed)
  /** It may or may not have reached the server. */
  | ({ readonly phase: 'unknown' } & Placed);

/** What can happen to a bid. */
export type BidEvent =
  | { readonly type: 'placed'; readonly id: string; readonly amount: number }
  | { readonly type: 'not-sent'; readonly id: string }
  /** The line was lost, or the answer took too long. */
  | { readonly type: 'answer-lost' }
  /** A message came in; `userId` is ours, null before the first session. */
  | { readonly type: 'message'; readonly message: ServerMessage; readonly userId: string | null };

/** The next state of the bid. An unknown outcome is settled when our amount turns up among the quotes of a snapshot. */
export function reduceBid(state: BidState, event: BidEvent): BidState {
  if (event.type === 'placed') return { phase: 'sending', id: event.id, amount: event.amount };
  if (state.phase !== 'sending' && state.phase !== 'unknown') return state;
  const { id, amount } = state;
  switch (event.type) {
    case 'not-sent':
      return event.id !== id ? state : { phase: 'not-sent', id, amount };
    case 'answer-lost':
      return { phase: 'unknown', id, amount };
    case 'message':
      return withMessage(state, event.message, event.userId);
  }
}

function withMessage(state: BidState & Placed, message: ServerMessage, userId: string | null): BidState {
  const { id, amount } = state;
  switch (message.type) {
    case 'bid-result':
      if (message.id !== id) return state;
      return message.ok ? { phase: 'accepted', id, amount: message.quote.amount } : rejected(state, message);
    case 'error':
      return message.id === id ? rejected(state, message) : state;
    case 'snapshot':
      return message.quotes.some((quote) => quote.user.id === userId && quote.amount === amount)
        ? { phase: 'accepted', id, amount }
        : state;
    default:
      return state;
  }
}

function rejected({ id, amount }: Placed, refusal: ErrorMessage | Extract<BidResultMessage, { ok: false }>): BidState {
  const minimum = 'minimum' in refusal ? (refusal.minimum ?? null) : null;
  return { phase: 'rejected', id, amount, code: refusal.code, message: refusal.message, minimum };
}
