import type { Frame } from '../ports/ports';

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
 * RFC 6455 §5.5.2. Numbers are milliseconds; a changed `interval` or
 * `silence` holds at once, everything else from the next ping on.
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
   * unless it gave `undefined`, and silence ends the line as if a ping had gone out. `false` sends nothing; then `silence`
   * ends the line.
   *
   * @defaultValue 'ping'
   */
  ping?: Frame | ((info: PingInfo) => Frame) | false | undefined;
  /**
   * Whether the server answers pings. `false` makes the ping a keep-alive, for servers and proxies that hang up on idle
   * and answer nothing (Netty's read idle, Tomcat's `maxIdleTimeout`, nginx's `proxy_read_timeout`): it goes out after
   * `interval` without anything *sent*, sets no deadline, and measures no `rtt`. A line that dies without a close is then
   * noticed only by `silence`.
   *
   * @defaultValue true
   */
  answered?: boolean | undefined;
  /**
   * Inbound silence that ends the line, whatever was sent.
   *
   * @defaultValue Infinity; with `ping: false` `interval + pongTimeout`
   */
  silence?: number | undefined;
  /**
   * Which frames are pongs: they are neither decoded nor shown. Asked before decoding, with the last ping, and
   * with earlier ones that were not answered: a late pong is a pong. By default a text `ping` from the server is a pong too, the echo of ours, unless `reply` answers it.
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
   * Which missed pong in a row ends the line: a whole number from 1. Each earlier miss pings again at once. Probes
   * (after a show, a network change or a late timer) count like any other ping.
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
   * by it, and a ping goes out at least every 60 s, even while frames arrive. What a pong tells whose round trip could
   * not be measured is not used.
   */
  serverTime?: ((raw: Frame) => number | undefined) | undefined;
}
