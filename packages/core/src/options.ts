import type { CloseCause } from './close-cause';
import type { Codec } from './codec';
import type { HeartbeatSocketError } from './errors';
import type { Background, Frame } from './ports';
import type { MessageInfo } from './resync';

/**
 * Where to connect: a `ws://` or `wss://` url; a function that gives one, asked before every attempt (for a fresh
 * token), its time counting in `connectTimeout`; or null for nowhere.
 */
export type SocketUrl = string | (() => string | Promise<string>) | null;

/** What a `ping` function is given. */
export interface PingInfo {
  /** The number of this ping on its connection, from 1. */
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The last round trip in milliseconds, or null when none was measured. */
  readonly rtt: number | null;
}

/**
 * How a dead line is noticed: by an application-level ping, for no platform gives JavaScript the ping frames of
 * RFC 6455 §5.5.2. Numbers are milliseconds; a changed one holds from the next timer on.
 */
export interface HeartbeatOptions {
  /**
   * Silence (no inbound frame) before a ping. `Infinity` pings only at open and as a probe. One ping goes out at
   * open in any case.
   *
   * @defaultValue 25_000
   */
  interval?: number | undefined;
  /**
   * How long after a ping the line may stay silent. Any inbound frame answers it, unless `onlyPong`.
   *
   * @defaultValue 10_000
   */
  pongTimeout?: number | undefined;
  /**
   * What is sent. A function makes each ping; when it throws or gives no frame, nothing is sent, `onError` hears of it
   * unless it gave `undefined`, and silence ends the line as if a ping had gone out. `false` sends nothing: then `interval + pongTimeout` of silence is death.
   *
   * @defaultValue 'ping'
   */
  ping?: Frame | ((info: PingInfo) => Frame) | false | undefined;
  /**
   * Which frames are pongs: they are neither decoded nor shown. Asked before decoding, with the last ping. By default a
   * text `ping` from the server is a pong too, the echo of ours, unless `reply` answers it.
   *
   * @defaultValue what equals the last ping, or `'pong'`
   */
  isPong?: string | readonly string[] | ((raw: Frame, lastPing: Frame | null) => boolean) | undefined;
  /**
   * Only a pong proves life; other frames do not. Implies `always`.
   *
   * @defaultValue false
   */
  onlyPong?: boolean | undefined;
  /**
   * Ping each `interval` even while frames arrive.
   *
   * @defaultValue false
   */
  always?: boolean | undefined;
  /**
   * Which missed pong in a row ends the line: a whole number from 1. Each earlier miss pings again at once. A probe
   * (after show, after a network change, after a late timer) ends it with its first.
   *
   * @defaultValue 1
   */
  missed?: number | undefined;
  /**
   * Answers a ping of the server: what it returns is sent, and the frame is neither decoded nor shown. `undefined`
   * means that the frame was no ping. Asked of every frame, before `isPong`.
   */
  reply?: ((raw: Frame) => Frame | undefined) | undefined;
  /**
   * Reads the server's time, in epoch milliseconds, from a pong; `undefined` when it tells none. Then `serverNow()` goes
   * by it, and a ping goes out at least every 60 s, even while frames arrive. Not asked of a pong whose round trip
   * could not be measured.
   */
  serverTime?: ((raw: Frame) => number | undefined) | undefined;
}

/** When a lost connection is tried again. Numbers are milliseconds. */
export interface ReconnectOptions {
  /**
   * The longest wait before the first retry.
   *
   * @defaultValue 1_000
   */
  minDelay?: number | undefined;
  /**
   * The longest wait before any retry; not below `minDelay`.
   *
   * @defaultValue 30_000
   */
  maxDelay?: number | undefined;
  /**
   * How much longer each wait may be than the one before: from 1.
   *
   * @defaultValue 2
   */
  factor?: number | undefined;
  /**
   * `'full'` waits a random part of the delay, so that clients that were lost together do not come back together;
   * `'none'` waits all of it; a function makes the wait of the delay.
   *
   * @defaultValue 'full'
   */
  jitter?: 'full' | 'none' | ((delay: number) => number) | undefined;
  /**
   * The loss in a row that ends it, a failed first attempt included: a whole number from 1. The status is then
   * `closed`, the cause `gave-up`; `connect()` begins anew.
   *
   * @defaultValue Infinity
   */
  maxAttempts?: number | undefined;
  /**
   * How long a connection must live to be called healthy: `attempt` is 0 again then.
   *
   * @defaultValue 5_000
   */
  minUptime?: number | undefined;
  /** Gives the wait itself, in place of all the delays above. Not called when there is no retry. */
  delay?: ((attempt: number, cause: CloseCause) => number) | undefined;
  /**
   * Whether to try again after this cause.
   *
   * @defaultValue true, except after the close codes 1002, 1003, 1007 and 1010, after 1008 on a string url, and for an invalid url
   */
  shouldReconnect?: ((cause: CloseCause) => boolean) | undefined;
}

/** What becomes of messages that are sent while the connection is not open. */
export interface OutboxOptions {
  /**
   * The most messages that wait: a whole number from 1.
   *
   * @defaultValue 100
   */
  limit?: number | undefined;
  /**
   * Milliseconds after which a message that waits is dropped, by the wall clock; `Infinity` for never. A changed one
   * holds for what is sent from then on.
   *
   * @defaultValue 30_000
   */
  ttl?: number | undefined;
  /**
   * Which message is dropped when one more comes than `limit`.
   *
   * @defaultValue 'drop-oldest'
   */
  overflow?: 'drop-oldest' | 'drop-newest' | undefined;
}

/** Options of one `send`. */
export interface SendOptions {
  /**
   * `false`: sent now or dropped, never queued.
   *
   * @defaultValue true
   */
  queue?: boolean | undefined;
}

/** How requests and their answers look on this server. */
export interface RequestSettings<In, Out> {
  /** Puts the id of the request into its message. What it throws rejects the request, with `encode`. */
  tag(data: Out, id: string): Out;
  /**
   * Reads the id of a message that is an answer; `undefined` for any other. With `error`, the request is rejected with
   * it, else resolved with `value`. An answer is not told to `onMessage`, unless nobody waits for it any more.
   */
  match(message: In): { readonly id: string; readonly error?: unknown; readonly value?: unknown } | undefined;
}

/** Options of one `request`. */
export interface RequestOptions {
  /**
   * Milliseconds after which it is rejected, whatever became of it.
   *
   * @defaultValue 10_000
   */
  timeout?: number | undefined;
  /**
   * Send it again, under the same id, after each reconnect until its timeout: the server has to make one of the two.
   *
   * @defaultValue false
   */
  retry?: boolean | undefined;
}

/** The options of a socket. All are optional; all but `key` can change at any time without a reconnect. */
export interface SocketOptions<In, Out> {
  /**
   * Names the destination. A new key reconnects, and forgets `lastMessage`, `cause` and `attempt`.
   *
   * @defaultValue the string url; for a url function one constant
   */
  key?: string | undefined;
  /** Sub-protocols (RFC 6455 §1.9), used at the next attempt. */
  protocols?: readonly string[] | undefined;
  /** Headers of the handshake, used at the next attempt. They have no effect on H5: browsers send none. */
  header?: Readonly<Record<string, string>> | undefined;
  /**
   * Milliseconds until an attempt that has not opened is lost.
   *
   * @defaultValue 10_000
   */
  connectTimeout?: number | undefined;
  /**
   * The heartbeat; `false` turns it off, and a line that dies in silence is then not noticed. Turned on while a
   * connection is open, it begins with the next one.
   */
  heartbeat?: HeartbeatOptions | false | undefined;
  /** The reconnect; with `false` any loss ends in `closed`. */
  reconnect?: ReconnectOptions | false | undefined;
  /**
   * On hide of the app: `'pause'` stops the heartbeat and leaves the connection to the platform; `'disconnect'`
   * closes it and opens it on show; `'keep'` changes nothing.
   *
   * @defaultValue 'pause' on mini-programs, 'keep' on H5
   */
  background?: Background | undefined;
  /** What waits for the connection to open; with `false` nothing does, and `send` while not open is `'dropped'`. */
  outbox?: OutboxOptions | false | undefined;
  /** How requests and their answers look; without it there is no `request`. */
  request?: RequestSettings<In, Out> | undefined;
  /** How frames and messages are made of each other. The default sends strings and ArrayBuffers and receives strings. */
  codec?: Codec<In, Out> | undefined;
}

/**
 * Why something that was sent did not go out:
 * - `disabled`: not open, and there is no outbox; `not-queued`: not open, and `queue: false`;
 * - `full`: the outbox was full, by `overflow`; `expired`: it waited for longer than `ttl`;
 * - `closed`: the socket is closed, or was while it waited; `key-changed`: it was for another destination;
 * - `send-failed`: the platform did not take it, the second time too if there is an outbox;
 * - `invalid`: the codec could not make a frame of it.
 */
export type DropReason =
  | 'disabled'
  | 'not-queued'
  | 'full'
  | 'expired'
  | 'closed'
  | 'key-changed'
  | 'send-failed'
  | 'invalid';

/**
 * What a socket tells. The newest function is the one called; what it throws goes to `onError` and breaks nothing.
 */
export interface SocketCallbacks<In, Out> {
  /** The connection is open. `downtime` is the milliseconds since the last one was lost, 0 for the first. */
  onOpen?: ((info: { isReconnect: boolean; downtime: number }) => void) | undefined;
  /** A message came in. Called for each, in order; not for pongs, for answered pings, or for frames that do not decode. */
  onMessage?: ((message: In, info: MessageInfo) => void) | undefined;
  /** A connection was lost or an attempt failed; once for each. `retryAt`: epoch ms of the next attempt, null if none is timed. */
  onClose?: ((cause: CloseCause, info: { retryAt: number | null }) => void) | undefined;
  /** Something went wrong that did not end the line. Without any `onError` it is a warning in development. */
  onError?: ((error: HeartbeatSocketError) => void) | undefined;
  /** The status changed. Each change is told, in order, also when the next has happened already. */
  onStatusChange?: ((status: Status, previous: Status) => void) | undefined;
  /** Something that was sent did not go out, or failed to. */
  onDrop?: ((data: Out, reason: DropReason) => void) | undefined;
}

/**
 * `idle` never asked; `connecting`; `open`; `waiting` for the next attempt; `suspended` wants to connect, but the app
 * is hidden; `closed` not wanted, or given up.
 */
export type Status = 'idle' | 'connecting' | 'open' | 'waiting' | 'suspended' | 'closed';
