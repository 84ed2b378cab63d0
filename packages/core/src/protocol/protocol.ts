import type { HeartbeatOptions, PingInfo } from '../heartbeat/heartbeat-options';
import type { Frame } from '../ports/ports';

/**
 * How a server is spoken to: a session for each connection. It stands in place of `codec`, `handshake`, and the heartbeat's
 * `ping`, `isPong`, `reply` and `serverTime`, which are the plain protocol.
 */
export interface Protocol<In, Out> {
  /** Sub-protocols (RFC 6455 §1.9) to offer, where neither the option `protocols` nor the url function names any. */
  readonly protocols?: readonly string[] | undefined;
  /**
   * Close codes with which a server refuses us for good: a loss with one of them has the cause `refused`. Alipay tells no
   * close codes, so a protocol that can refuse in a frame had better do that.
   */
  readonly refusals?: readonly number[] | undefined;
  /**
   * Begins the session of a connection that has just opened. When it throws, the attempt is lost (`connect-failed`) and
   * tried again.
   *
   * @param info - `isReconnect`: whether this socket has been open before.
   */
  start(info: { readonly isReconnect: boolean }): Session<In, Out>;
}

/**
 * What is said on one connection. It may keep state of its own, for it serves no other. Its functions are asked within a
 * turn: what they call on the socket is done right after it.
 */
export interface Session<In, Out> {
  /**
   * The first frame on the line, before anything else. Left out, or `undefined`: the server speaks first. When it throws,
   * rejects or gives no frame, the attempt is lost (`connect-failed`); a promise that never settles is ended by
   * `connectTimeout`.
   */
  hello?: (() => Frame | undefined | Promise<Frame | undefined>) | undefined;
  /**
   * Reads a frame, and says to the sink what is in it: several messages, or none. Frames are untrusted. What it throws is
   * told (`decode`), and the connection lives on.
   */
  read(frame: Frame, to: Sink<In>): void;
  /** Makes a frame of a message. When it throws, the message is dropped (`invalid`) and the error told (`encode`). */
  write(message: Out): Frame;
  /**
   * Makes a ping. `undefined` sends nothing this time. Left out, none is ever sent: then `silence` ends the line, by
   * default after the heartbeat's `interval` and `pongTimeout`.
   */
  ping?: ((info: PingInfo) => Frame | undefined) | undefined;
}

/**
 * What a session has found in a frame. Its functions may also be called later than in `read`; once the connection is over,
 * or was refused, they do nothing.
 */
export interface Sink<In> {
  /** A message for the user. */
  message(message: In): void;
  /**
   * The answer to a ping.
   *
   * @param seq - the ping's number, where the answer tells it: then a late one measures no wrong round trip.
   * @param serverTime - epoch milliseconds on the server's clock, where the answer tells it.
   */
  pong(seq?: number, serverTime?: number): void;
  /** Sends a frame at once, also before `ready`. */
  reply(frame: Frame): void;
  /** The server has accepted us: the socket is open. A second time does nothing. */
  ready(): void;
  /** What the server told of intervals: they go before the options of the user, on this connection. */
  tune(heartbeat: HeartbeatOptions): void;
  /**
   * The server has refused us: the connection ends with the cause `refused`.
   *
   * @param reason - becomes the cause's `reason`.
   * @param retry - `'never'` by default; `shouldReconnect` has the last word.
   */
  refuse(reason: string, retry?: 'never' | 'backoff'): void;
}
