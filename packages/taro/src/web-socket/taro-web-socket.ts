import { NORMAL_CLOSURE } from '../platform/close-codes';
import { warn } from '../platform/create-taro-socket';
import { checkClose, readFrame, readProtocols, readUrl } from './arguments';
import { domError } from './dom-error';
import { createEvent } from './events';
import { createLine, type Line, ReadyState } from './line';
import { SocketEventTarget } from './socket-event-target';

/** As long as the hook waits for a connection. */
const OPEN_TIMEOUT = 10_000;

/** What a `TaroWebSocket` takes beyond the standard. */
export interface TaroWebSocketOptions {
  /** Headers of the handshake. Without effect on H5, where browsers send none. */
  readonly header?: Readonly<Record<string, string>> | undefined;
  /** Further options of `Taro.connectSocket`, such as WeChat's `tcpNoDelay`. None of them takes the place of ours. */
  readonly connectOptions?: Readonly<Record<string, unknown>> | undefined;
  /**
   * How long a connection may take to open, in milliseconds; then `error` and `close` with 1006. `Infinity` leaves it to
   * the platform, which on WeChat and Alipay may never tell.
   *
   * @defaultValue 10 000
   */
  readonly openTimeout?: number | undefined;
}

/**
 * The `WebSocket` of the web platform on `Taro.connectSocket`, for client libraries that take a constructor or a factory:
 * MQTT.js, stompjs, socket.io-client, graphql-ws. It knows the platforms' habits; heartbeat and reconnect stay the
 * library's. It follows the WebSockets standard (https://websockets.spec.whatwg.org), with these differences:
 *
 * - binary frames are ArrayBuffers: `binaryType` stays `'arraybuffer'`, and `send` refuses a Blob;
 * - `close()` without a code says 1000, and `close` comes within 1 s of it, whatever the server does;
 * - a connection that a mini-program had in the background for more than 5 s closes with 1006 when the app is shown;
 * - Alipay tells no close codes: a close by the server is 1006 there;
 * - `error` events carry a `message`.
 *
 * @example
 * ```ts
 * import { TaroWebSocket } from '@heartbeat-socket/taro/web-socket';
 *
 * const socket = new TaroWebSocket('wss://bid.example.com/ws', 'mqtt');
 * socket.onmessage = ({ data }) => show(data);
 * ```
 */
export class TaroWebSocket extends SocketEventTarget {
  static readonly CONNECTING = ReadyState.CONNECTING;
  static readonly OPEN = ReadyState.OPEN;
  static readonly CLOSING = ReadyState.CLOSING;
  static readonly CLOSED = ReadyState.CLOSED;

  /** The address, with `ws:` or `wss:` and a path. */
  readonly url: string;
  readonly #line: Line;

  /**
   * Begins to connect. No event comes before the constructor has returned.
   *
   * @param url - absolute, with `ws:`, `wss:`, `http:` or `https:`, and no fragment
   * @param protocols - sub-protocols, the preferred one first; none if left out
   * @throws SyntaxError for a url or a sub-protocol that the standard does not allow
   * @throws RangeError for an `openTimeout` that is no positive number
   */
  constructor(
    url: string | { toString(): string },
    protocols?: string | readonly string[],
    options: TaroWebSocketOptions = {},
  ) {
    super();
    const { header, connectOptions, openTimeout = OPEN_TIMEOUT } = options;
    if (!(openTimeout > 0)) {
      throw new RangeError(`TaroWebSocket: openTimeout is a positive number of milliseconds, got ${openTimeout}`);
    }
    this.url = readUrl(url);
    const names = readProtocols(protocols);
    const request = { url: this.url, protocols: names.length > 0 ? names : undefined, header, connectOptions };
    const dispatch = (event: Event) => super.dispatchEvent(event);
    this.#line = createLine(request, openTimeout, {
      opened: () => dispatch(createEvent('open', {})),
      message: (data) => dispatch(createEvent('message', { data })),
      closed({ code, reason, wasClean, failure }) {
        if (failure !== null) dispatch(createEvent('error', { message: failure }));
        dispatch(createEvent('close', { code, reason, wasClean }));
      },
    });
  }

  /** As of the browser's own: reactive libraries wrap plain objects in a Proxy, through which no method of it works. */
  get [Symbol.toStringTag](): 'WebSocket' {
    return 'WebSocket';
  }

  get CONNECTING(): 0 {
    return ReadyState.CONNECTING;
  }
  get OPEN(): 1 {
    return ReadyState.OPEN;
  }
  get CLOSING(): 2 {
    return ReadyState.CLOSING;
  }
  get CLOSED(): 3 {
    return ReadyState.CLOSED;
  }

  /** One of the four constants. */
  get readyState(): 0 | 1 | 2 | 3 {
    return this.#line.readyState;
  }

  /**
   * The sub-protocol that the server has chosen, `''` before `open` or without one. Where the platform does not tell, and
   * one was asked for, it is that one.
   */
  get protocol(): string {
    return this.#line.protocol;
  }

  /** `''`: no platform tells. */
  get extensions(): string {
    return '';
  }

  /** Bytes that wait because the platform did not take them, and that were sent after the close. */
  get bufferedAmount(): number {
    return this.#line.bufferedAmount;
  }

  /** Always `'arraybuffer'`: assigning another value has no effect. */
  get binaryType(): 'arraybuffer' {
    return 'arraybuffer';
  }
  set binaryType(type: 'arraybuffer' | 'blob') {
    if (type === 'blob') warn("TaroWebSocket brings binary frames as ArrayBuffers: binaryType stays 'arraybuffer'.");
  }

  /**
   * Sends text or binary data; what is neither is sent as the text of it. While the platform does not take it, as it may
   * not in a hidden app, it waits; when the platform cannot, `error` follows and `close` with 1006. After the close it is
   * dropped, and counted in `bufferedAmount`.
   *
   * @param data - a view is sent as what it shows of its buffer, which may be changed after the call
   * @throws InvalidStateError while connecting
   * @throws NotSupportedError for a Blob
   */
  send(data: string | BufferSource): void {
    if (this.readyState === ReadyState.CONNECTING) {
      throw domError('InvalidStateError', 'it is still connecting: send after the `open` event');
    }
    this.#line.send(readFrame(data));
  }

  /**
   * Closes the connection, or gives up the attempt. `close` follows within 1 s. What waits is not sent any more. Again it
   * does nothing.
   *
   * @param code - 1000, or 3000 to 4999; 1000 if left out
   * @param reason - at most 123 bytes of UTF-8
   * @throws InvalidAccessError for another code
   * @throws SyntaxError for a longer reason
   */
  close(code?: number, reason = ''): void {
    // A whole number of it, as browsers make one (Web IDL, `[Clamp] unsigned short`).
    const whole = code === undefined ? NORMAL_CLOSURE : Math.round(code);
    checkClose(whole, `${reason}`);
    this.#line.close(whole, `${reason}`);
  }
}
