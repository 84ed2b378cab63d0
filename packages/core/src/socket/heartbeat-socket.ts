import type { Freshness } from '../heartbeat/freshness';
import type { SocketEvents } from '../messages/delivery';
import type { MessageListener } from '../messages/resync';
import type { RequestOptions, SendOptions, SendResult } from '../messages/sending-options';
import type { TraceEvent } from '../recorder/trace';
import type { Hold } from './holders';
import type { SocketOptions, SocketUrl } from './options';
import type { SnapshotChange, SocketSnapshot } from './snapshot';

/** A socket: what the user holds, outliving many connections. */
export interface HeartbeatSocket<In, Out> {
  /** What the socket shows now: the same object until something in it changes. */
  getSnapshot(): SocketSnapshot<In>;
  /**
   * Calls the listener after changes of the snapshot, and returns the end of it. It is told whether only `lastMessage`
   * has changed (`'message'`), so that who does not show it need not look.
   */
  subscribe(listener: (change: SnapshotChange) => void): () => void;
  /**
   * Calls the listener at each event of that name, and returns the end of it. The events are those of
   * {@link SocketCallbacks}, without the "on".
   */
  on<Type extends keyof SocketEvents<In, Out>>(
    type: Type,
    listener: (...args: SocketEvents<In, Out>[Type]) => void,
  ): () => void;
  /**
   * Calls a listener at each message, with what it has missed in between if it can fetch that. Returns the end of it,
   * which is idempotent.
   */
  listen<Result = unknown>(listener: MessageListener<In, Out, Result>): () => void;
  /**
   * Replaces all options and, if given, the url, in one step; each holds from its next use, and the newest url from the
   * next attempt. The destination stays the same: for another one, make another socket. Invalid options are told as an
   * `invalid-option` error, once, and the old ones stay.
   */
  setOptions(options: SocketOptions<In, Out>, url?: SocketUrl): void;
  /**
   * Sends a message: `'sent'` when it was handed to the platform, `'queued'` while the socket is not open yet, also before
   * anybody has connected it, and `'dropped'` when it is closed. In a function that the socket asks (url, `ping`, codec …)
   * it is done right after, and answers `'queued'`. What the platform then fails to send is queued again, once, at its place: the server may get it
   * twice. Where that matters, use `request`.
   */
  send(message: Out, options?: SendOptions): SendResult;
  /**
   * Sends a message and resolves with the server's answer, by the option `request`. Rejects with a
   * {@link HeartbeatSocketError} otherwise, at the latest after its timeout. A rejection that nobody handles does no harm.
   */
  request<Result>(data: Out, options?: RequestOptions): Promise<Result>;
  /** Wants the connection, now: ends a wait and an earlier `disconnect()`. Nothing happens while `open` or `connecting`. */
  connect(): void;
  /**
   * Closes, and stays closed until `connect()` or `reconnect()`.
   *
   * @param code - 1000, the default, or 3000–4999 (RFC 6455 §7.4.2). Any other is told as an error, and 1000 is used.
   * @param reason - cut to 123 bytes of UTF-8 (RFC 6455 §5.5).
   */
  disconnect(code?: number, reason?: string): void;
  /** Gives up the connection there is, if any, for a new one. */
  reconnect(): void;
  /** Epoch milliseconds on the server's clock as far as it is known, else on the device's. */
  serverNow(): number;
  /** How far what the socket shows can be trusted now. */
  freshness(): Freshness;
  /**
   * Calls the listener when `freshness()` has become another, and has pings go out after `maxAge / 2` of silence at the
   * latest meanwhile, whatever `heartbeat.interval` says. Returns the end of it, which is idempotent.
   *
   * @param maxAge - milliseconds, from 2; `Infinity` leaves the interval as it is.
   * @throws HeartbeatSocketError `invalid-option`
   */
  watch(maxAge: number, listener: () => void): () => void;
  /**
   * Calls the listener with what happens in the socket, in the moment in which it does and in the middle of it: a log
   * may read it, and must not act on it. Returns the end of it, which is idempotent. `recordSocket` keeps it.
   */
  trace(listener: (event: TraceEvent, at: number) => void): () => void;
  /** Milliseconds until the next attempt, or null while none is timed. Unlike `retryAt`, a clock that is set back does not move it. */
  retryIn(): number | null;
  /** Whether the next hold connects: nobody has, and no `disconnect()` stands against it, or the hold is `afresh`. */
  canBegin(afresh?: boolean): boolean;
  /**
   * Wants the socket for a component. From now on it shows `connecting`, and what is sent waits; it connects with the
   * hold's `connect()`, and stays connected while anybody holds it and nobody has said `disconnect()`. `afresh` ends an
   * earlier `disconnect()`.
   */
  hold(afresh?: boolean): Hold;
  /** Closes for good: nothing connects it again, and no listener is called any more, but for what waited and is dropped. */
  destroy(): void;
}
