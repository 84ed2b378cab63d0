import type { Protocol, RequestSettings, Session, Sink } from '@heartbeat-socket/core';
import { quoted, type StompCommand, type StompHeaders, type StompMessage, writeCommand, writeConnect } from './frame';
import { createFrameReader, type StompFrame } from './frame-reader';
import { bufferOf, decodeUtf8 } from './octets';

/** How a STOMP server is spoken to. */
export interface StompOptions {
  /** The header `login` of CONNECT. */
  login?: string | undefined;
  /** The header `passcode` of CONNECT. */
  passcode?: string | undefined;
  /**
   * The header `host` of CONNECT, the virtual host.
   *
   * @defaultValue '/', RabbitMQ's default one
   */
  host?: string | undefined;
  /**
   * More headers of CONNECT, such as a token; they override the others. A function is asked on each connection. When it throws or rejects, the attempt is lost (`connect-failed`).
   */
  headers?: StompHeaders | (() => StompHeaders | Promise<StompHeaders>) | undefined;
  /**
   * Milliseconds between two beats at least, 0 for none: those that we can send, and those that we want ("Heart-beating").
   * The server has its say, and the slower one wins. Where it wants none, the heartbeat's `interval` says when a beat goes out.
   * Where it sends none, only the heartbeat's `silence` ends a line that died silently.
   *
   * @defaultValue { send: 10_000, receive: 10_000 }
   */
  heartBeat?: { readonly send?: number | undefined; readonly receive?: number | undefined } | undefined;
  /**
   * Whether bodies may be binary. `false`: every body is a string. `true`: one whose `content-type` is neither `text/…` nor JSON nor XML, or that
   * has none ("Header content-type"), is an ArrayBuffer if it came in a binary frame.
   *
   * @defaultValue false
   */
  binary?: boolean | undefined;
  /**
   * The longest frame that is taken, in characters (octets, in binary frames). A longer one ends the connection.
   *
   * @defaultValue 1_048_576
   */
  maxFrame?: number | undefined;
}

const BEAT = 10_000;
const MAX_FRAME = 1_048_576;

/** Ours go out a little sooner than promised, for a server may count to the millisecond. */
const HASTE = 0.8;
/** Silence for so many of the server's beats is death: the receiver has to allow for delays ("Heart-beating"). */
const PATIENCE = 2;

const TEXT = /^(text\/|application\/([\w.+-]*\+)?(json|xml)\b)/i;

/**
 * STOMP 1.2 (https://stomp.github.io/stomp-specification-1.2.html), as spoken by RabbitMQ, ActiveMQ and Spring. CONNECTED is
 * ready. An ERROR before it refuses for good; one after it, or a frame that is none of STOMP, ends the connection, and the next attempt
 * comes with back-off. Subscribe with a standing message; `stompReceipts` makes requests of frames.
 */
export function stomp(
  options: StompOptions & { readonly binary: true },
): Protocol<StompMessage<string | ArrayBuffer>, StompCommand>;
export function stomp(
  options?: StompOptions & { readonly binary?: false | undefined },
): Protocol<StompMessage, StompCommand>;
export function stomp(options: StompOptions = {}): Protocol<StompMessage<string | ArrayBuffer>, StompCommand> {
  const { heartBeat, binary = false, maxFrame = MAX_FRAME } = options;
  const send = duration('heartBeat.send', heartBeat?.send ?? BEAT);
  const receive = duration('heartBeat.receive', heartBeat?.receive ?? BEAT);
  if (!(maxFrame >= 1)) throw new RangeError(`stomp: expected maxFrame to be a number from 1, got ${String(maxFrame)}`);

  function connectWith(headers: StompHeaders | undefined): string {
    const { login, passcode, host = '/' } = options;
    return writeConnect({
      'accept-version': '1.2',
      'heart-beat': `${send},${receive}`,
      host,
      ...(login !== undefined && { login }),
      ...(passcode !== undefined && { passcode }),
      ...headers,
    });
  }

  function hello(): string | Promise<string> {
    const { headers } = options;
    if (typeof headers !== 'function') return connectWith(headers);
    return Promise.resolve(headers()).then(connectWith);
  }

  function start(): Session<StompMessage<string | ArrayBuffer>, StompCommand> {
    const readFrames = createFrameReader(maxFrame);
    let isConnected = false;
    let isOver = false;

    function take(frame: StompFrame, to: Sink<StompMessage<string | ArrayBuffer>>): void {
      if (isOver) return;
      const { command, headers } = frame;
      if (command === 'ERROR') {
        isOver = true;
        return to.refuse(reasonOf(frame), isConnected ? 'backoff' : 'never');
      }
      if (!isConnected) {
        if (command !== 'CONNECTED') throw new TypeError(`expected CONNECTED, got ${quoted(command)}`);
        if (headers.version !== '1.2')
          throw new TypeError(`expected version 1.2, got ${quoted(headers.version ?? '1.0')}`);
        isConnected = true;
        tune(headers['heart-beat'], to);
        return to.ready();
      }
      if (command !== 'MESSAGE' && command !== 'RECEIPT')
        throw new TypeError(`expected MESSAGE, RECEIPT or ERROR, got ${quoted(command)}`);
      to.message({ command, headers, body: binary ? bodyOf(frame) : bodyText(frame) });
    }

    return {
      hello,
      read(frame, to) {
        if (isOver) return;
        try {
          readFrames(frame, (whole) => take(whole, to));
        } catch (error) {
          isOver = true;
          to.refuse(`STOMP: ${(error as Error).message}`, 'backoff');
        }
      },
      write: writeCommand,
      ping: () => '\n',
    };
  }

  /** "Heart-beating": each direction at the slower of what one can do and the other wants. */
  function tune(header: string | undefined, to: Sink<unknown>): void {
    const [, sends, wants] = /^(\d{1,9}),(\d{1,9})$/.exec(header ?? '') ?? [];
    const theirs = Number(sends ?? 0);
    const wanted = Number(wants ?? 0);
    to.tune({
      answered: false,
      ...(send === 0 && { interval: Number.POSITIVE_INFINITY }),
      ...(send > 0 && wanted > 0 && { interval: Math.ceil(HASTE * Math.max(send, wanted)) }),
      ...(receive > 0 && theirs > 0 && { silence: PATIENCE * Math.max(receive, theirs) }),
    });
  }

  return { protocols: ['v12.stomp'], start };
}

/**
 * Requests that a STOMP server confirms: `request: requests(stompReceipts)`. They get a header `receipt`, and resolve with the
 * headers of the RECEIPT. Brokers send one; Spring's simple broker does not.
 */
export const stompReceipts: RequestSettings<StompMessage<unknown>, StompCommand> = {
  tag: (frame, id) => ({ ...frame, headers: { ...frame.headers, receipt: id } }),
  match({ command, headers }) {
    const id = command === 'RECEIPT' ? headers['receipt-id'] : undefined;
    return id === undefined ? undefined : { id, value: headers };
  },
};

function bodyText({ body, isBinary }: StompFrame): string {
  return isBinary ? decodeUtf8(body) : body;
}

function bodyOf(frame: StompFrame): string | ArrayBuffer {
  return !frame.isBinary || TEXT.test(frame.headers['content-type'] ?? '') ? bodyText(frame) : bufferOf(frame.body);
}

/** Brokers say what in the header `message`, and why in the body. */
function reasonOf(error: StompFrame): string {
  const texts = [error.headers.message, bodyText(error).trim()].filter((text) => text);
  return texts.join(': ') || 'ERROR';
}

function duration(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 0 && value < 1e9) return value;
  throw new RangeError(`stomp: expected ${name} to be milliseconds, a whole number from 0, got ${String(value)}`);
}
