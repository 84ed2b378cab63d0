import type { CloseCause } from '../connection/close-cause';
import type { HeartbeatOptions } from '../heartbeat/heartbeat-options';
import type { Requests } from '../messages/requests';
import type { OutboxOptions } from '../messages/sending-options';
import type { Background } from '../ports/ports';
import type { Codec } from '../protocol/codec';
import type { Handshake } from '../protocol/handshake';
import type { Protocol } from '../protocol/protocol';

/** Where an attempt goes: a url, or one with what belongs to it, which goes before the options of those names. */
export type Address =
  | string
  | {
      readonly url: string;
      readonly protocols?: readonly string[] | undefined;
      readonly header?: Readonly<Record<string, string>> | undefined;
    }
  /** Nowhere: the socket is `closed` until somebody connects again. */
  | null;

/** What a url function is told. */
export interface UrlInfo {
  /** Losses in a row before this attempt; 0 for the first. */
  readonly attempt: number;
  /** Why the last connection or attempt ended; null before anything was lost. */
  readonly cause: CloseCause | null;
}

/**
 * Where to connect: a `ws://` or `wss://` url; a function that gives an {@link Address}, asked before every attempt (for a
 * fresh token), its time counting in `connectTimeout`; or null for nowhere.
 */
export type SocketUrl = string | ((info: UrlInfo) => Address | Promise<Address>) | null;

/** When a lost connection is tried again. Numbers are milliseconds. */
export interface ReconnectOptions {
  /**
   * The longest wait before the first retry, and the shortest before any other.
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
   * The wait in proportion to the time that the line has been down, from 0: with 0.6, after ten seconds without a line
   * the next wait is six seconds at most. Short outages are over soon, long ones need no hurry.
   *
   * @defaultValue 0.6
   */
  factor?: number | undefined;
  /**
   * `'full'` waits a random half to whole of the delay, and before the first retry any part of it, so that clients that
   * were lost together do not come back together; `'none'` waits all of it; a function makes the wait of the delay. When
   * the function throws or gives no delay, `maxDelay` is used.
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
   * @defaultValue true, except when the server has refused us (`refused`), after the close codes 1002, 1003 and 1010, after 1007 and 1008 on a string url, and for an invalid url
   */
  shouldReconnect?: ((cause: CloseCause) => boolean) | undefined;
}

/** The options of a socket. All are optional, and all can change at any time without a reconnect. */
export interface SocketOptions<In, Out> {
  /** Sub-protocols (RFC 6455 §1.9), used at the next attempt. */
  protocols?: readonly string[] | undefined;
  /** Headers of the handshake, used at the next attempt. They have no effect on H5: browsers send none. */
  header?: Readonly<Record<string, string>> | undefined;
  /**
   * What only the platform knows, handed to `Taro.connectSocket` as it is at the next attempt: `tcpNoDelay`,
   * `perMessageDeflate`, `timeout`, `forceCellularNetwork` (WeChat) …. What the socket says itself, such as `url`, goes
   * before it.
   */
  connectOptions?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Milliseconds until an attempt that has not opened, and been accepted by a `handshake` or `protocol`, is lost.
   *
   * @defaultValue 10_000
   */
  connectTimeout?: number | undefined;
  /**
   * The heartbeat. `false` turns it off; then a connection that dies silently goes undetected. Where the server answers
   * no pings, keep it and say `answered: false`.
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
  /** `requests({ tag, match })`: how requests and their answers look; without it there is no `request`. */
  request?: Requests<In, Out> | undefined;
  /** How frames and messages are made of each other. The default sends strings and ArrayBuffers and receives strings. */
  codec?: Codec<In, Out> | undefined;
  /** `handshake({ hello, accepted, refused })`: a login in band, used at the next attempt. Beside `codec`. */
  handshake?: Handshake<In, Out> | undefined;
  /**
   * How the server is spoken to, used at the next attempt. It stands in place of `codec`, `handshake`, and the heartbeat's
   * `ping`, `isPong`, `reply` and `serverTime`.
   */
  protocol?: Protocol<In, Out> | undefined;
}
