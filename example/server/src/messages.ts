import { z } from 'zod';

/*
 * The protocol of the bidding server, for both ends: the server checks what it receives with these schemas, the app
 * imports the types. So nothing in here may need Node.
 */

/** What the server sends, as a frame of its own, to greet each accepted connection. */
export const GREETING = 'SUCCESS';

/** The application-level ping: a text frame that is answered with the same text. One that asks the time is `ping`. */
export const HEARTBEAT = 'header';

/** The most quotes that a snapshot carries. */
export const SNAPSHOT_QUOTES = 50;

/** The longest name of a user, in characters as a reader counts them. */
const LONGEST_NAME = 24;

/** The highest bid, in yuan. */
const HIGHEST_AMOUNT = 999_999_999;

/** A close code of this server, for what RFC 6455 has no code for. */
export const ServerCloseCode = {
  /** No token, a wrong one, or one that has expired: get a new session. */
  Unauthorized: 4401,
  /** Messages kept coming faster than the limit. */
  RateLimited: 4429,
  /** The user has too many connections open. */
  TooManyConnections: 4430,
} as const;

/**
 * What no id and no name may have: control characters, of which the database refuses NUL; halves of characters, which it
 * cannot tell from each other; and direction overrides, which let one name pass for another.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

function isPlain(text: string): boolean {
  return !FORBIDDEN.test(text);
}

const PLAIN = { error: 'expected no control characters' };

const idSchema = z.string().min(1).max(64).refine(isPlain, PLAIN);

/** `ping`: answered at once by a `pong`, whatever else is being worked on. */
const pingSchema = z.object({ type: z.literal('ping') });

/** The last event of a lot that a client has seen: the lot's `startsAt` and `seq` of then. */
const sinceSchema = z.object({ round: z.int().min(0), seq: z.int().min(0) });

/**
 * `watch`: sends a snapshot of the lot now, and what happens to it from then on. An `id` comes back in the snapshot. One
 * who comes back says `since`, and gets only the quotes that follow, if they can be told.
 */
const watchSchema = z.object({
  type: z.literal('watch'),
  lot: idSchema,
  id: idSchema.optional(),
  since: sinceSchema.optional(),
});

/** `unwatch`: no more of this lot. Has no answer. */
const unwatchSchema = z.object({ type: z.literal('unwatch'), lot: idSchema });

/**
 * `bid`: answered by a `bid-result` of the same id. Sent again under its id, by the same user, it is the same bid and gets
 * the same answer, whatever has happened since.
 */
const bidSchema = z.object({
  type: z.literal('bid'),
  id: idSchema,
  lot: idSchema,
  amount: z.int().min(1).max(HIGHEST_AMOUNT),
});

/** The schema of each message that a client may send, by its type. */
export const CLIENT_MESSAGES = {
  ping: pingSchema,
  watch: watchSchema,
  unwatch: unwatchSchema,
  bid: bidSchema,
} as const;

/** What a client may send, apart from {@link HEARTBEAT}. */
export type ClientMessage = z.infer<(typeof CLIENT_MESSAGES)[keyof typeof CLIENT_MESSAGES]>;

/** What is acted on in turn: all but a `ping`. */
export type ClientRequest = Exclude<ClientMessage, { type: 'ping' }>;

/** The last event of a lot that a client has seen. */
export type Since = z.infer<typeof sinceSchema>;

/** The body of `POST /api/session`: a name, and the token of before for one who wants to stay the same user. */
export const sessionRequestSchema = z.object({
  name: z
    .string()
    .trim()
    .refine((name) => name.length > 0 && [...name].length <= LONGEST_NAME, {
      error: `expected 1 to ${LONGEST_NAME} characters`,
    })
    .refine(isPlain, PLAIN),
  token: z.string().max(4_096).optional(),
});

/** The body of `POST /api/session`. */
export type SessionRequest = z.infer<typeof sessionRequestSchema>;

/** Someone who bids. */
export interface User {
  readonly id: string;
  readonly name: string;
}

/** The answer of `POST /api/session`. */
export interface SessionResponse {
  readonly token: string;
  readonly user: User;
}

/** What `GET /api/lots/<lot>/quotes?after=` asks for: the quotes that follow a number, from the first on without it. */
export const quotesRequestSchema = z.object({
  lot: idSchema,
  after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
});

/** The answer of `GET /api/lots/<id>/quotes`: quotes of all rounds, oldest first. */
export interface QuotesResponse {
  readonly quotes: readonly Quote[];
  /** What to ask for `after` next; left out when there were no more. */
  readonly next?: number;
}

/** The body of every HTTP answer that is not a success. */
export interface ApiError {
  readonly error: { readonly code: string; readonly message: string };
}

/** A thing up for bidding, as it stands. Amounts are whole yuan, times are epoch milliseconds on the server's clock. */
export interface Lot {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** An emoji to show it by. */
  readonly image?: string;
  /** The highest quote, or `startPrice` while there is none. */
  readonly price: number;
  /** By how much a quote must exceed `price`. The first quote may equal `startPrice`. */
  readonly step: number;
  readonly startPrice: number;
  /** When this round began. A new value means a new round: the quotes seen before are history. */
  readonly startsAt: number;
  /** When it ends; a late bid moves it. From then on the lot is over. */
  readonly endsAt: number;
  /** How many quotes this round has had. */
  readonly bids: number;
  /** The name of the user whose quote is the highest. */
  readonly leader: string | null;
  /** The number of its last event: each quote, each new end and each new round takes the next, without a gap. */
  readonly seq: number;
}

/** An accepted bid. */
export interface Quote {
  readonly id: string;
  /** Its number among the events of its lot. */
  readonly seq: number;
  readonly lot: string;
  readonly user: User;
  readonly amount: number;
  readonly at: number;
}

/** The answer to `ping`. */
export interface PongMessage {
  readonly type: 'pong';
  /** Epoch milliseconds on the server's clock. */
  readonly now: number;
}

/** The lot as it stands: the answer to `watch`. */
export interface SnapshotMessage {
  readonly type: 'snapshot';
  /** The id of the `watch` that it answers, if that had one. */
  readonly id?: string;
  readonly lot: Lot;
  /** Of this round, newest first, at most {@link SNAPSHOT_QUOTES}. */
  readonly quotes: readonly Quote[];
  /**
   * The quotes are all those that follow this number: it is that of the `since`. Without it they stand for themselves:
   * nothing was asked for, or there is another round, or more has happened than a snapshot carries.
   */
  readonly follows?: number;
  readonly at: number;
}

/** A new quote of a watched lot. */
export interface QuoteMessage {
  readonly type: 'quote';
  readonly quote: Quote;
  readonly at: number;
}

/** A watched lot got a new end, ended, or began a new round. */
export interface LotMessage {
  readonly type: 'lot';
  readonly lot: Lot;
  readonly at: number;
}

/** Why a bid was turned down. */
export type BidRejection = 'too-low' | 'ended' | 'unknown-lot';

/** The answer to a `bid`. It may come before or after the `quote` that the watchers get. */
export type BidResultMessage =
  | { readonly type: 'bid-result'; readonly id: string; readonly ok: true; readonly quote: Quote }
  | {
      readonly type: 'bid-result';
      readonly id: string;
      readonly ok: false;
      readonly code: BidRejection;
      readonly message: string;
      /** With `too-low`: the least that would have been accepted. */
      readonly minimum?: number;
    };

/**
 * What went wrong. After `unauthorized`, `rate-limited` in a row, `too-many-errors` and `too-many-connections` the
 * server closes; Alipay tells its clients no close code, so this frame is how they learn why.
 */
type ErrorCode =
  | 'bad-json'
  | 'unknown-type'
  | 'invalid-message'
  | 'unknown-lot'
  | 'rate-limited'
  | 'unauthorized'
  | 'too-many-errors'
  | 'too-many-connections'
  | 'internal';

/** The answer to a message that could not be taken. The connection lives on unless the code says otherwise. */
export interface ErrorMessage {
  readonly type: 'error';
  readonly code: ErrorCode;
  readonly message: string;
  /** The id of the message that it answers, if that had one. */
  readonly id?: string;
}

/** What the server sends, apart from {@link GREETING} and {@link HEARTBEAT}. */
export type ServerMessage = PongMessage | SnapshotMessage | QuoteMessage | LotMessage | BidResultMessage | ErrorMessage;
