import type { SocketEvents } from '../messages/delivery';
import type { RequestOptions, SendOptions, SendResult } from '../messages/sending-options';
import type { TraceEvent } from '../recorder/trace';
import type { Feature, Hooks } from './feature';
import type { Hold } from './holders';
import type { SocketOptions, SocketUrl } from './options';
import type { SnapshotChange, SocketSnapshot } from './snapshot';

/** Asks, by the option `request`. */
export type Ask<Out> = <Result>(data: Out, options?: RequestOptions) => Promise<Result>;

/** What `request` is without the option `request: requests({ tag, match })`: it cannot be called. */
export interface NeedsOptionRequest {
  readonly missing: 'request: requests({ tag, match })';
}

/** What `request` is with such an option. */
export type AskOf<Out, Request> = [Request] extends [undefined] ? NeedsOptionRequest : Ask<Out>;

/** A socket: what the user holds, outliving many connections. `Ask` is what its `request` is. */
export interface HeartbeatSocket<In, Out, Ask = unknown> {
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
  readonly request: Ask;
  /**
   * Says something on every connection, such as a subscription: on the present one at once, on each further one after
   * `onOpen` and before what waits. It waits for no connection in the outbox, and outlives `disconnect()`.
   *
   * @param farewell - said when it ends on a connection on which it was said, unless another one like it still stands.
   * @returns the end of it, which is idempotent.
   */
  standing(message: Out, farewell?: Out): () => void;
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
  /**
   * The part of the socket that a feature is, made when it is first asked for. For features, such as `listen` and
   * `watchFreshness`, which are imported where they are used.
   *
   * @returns undefined while there is no socket, which only happens to a shared one
   */
  extend<Part extends Hooks>(feature: Feature<In, Out, Part>): Part | undefined;
  /** Attaches something to the socket, and returns the end of it. A shared one attaches it to each further one, too. */
  attach(attach: (socket: HeartbeatSocket<In, Out>) => () => void): () => void;
  /**
   * Closes for good: nothing connects it again. Subscribers hear of the end; no other listener is called any more, but for
   * what waited and is dropped.
   */
  destroy(): void;
}
