import type { Frame } from '@heartbeat-socket/core';
import { bufferOf, encodeUtf8, octetsOf } from './octets';

/** Headers of a STOMP frame. */
export type StompHeaders = Readonly<Record<string, string>>;

/** What an app may say to a STOMP server (STOMP 1.2, "Client Frames"); the session itself says CONNECT and the beats. */
export interface StompCommand {
  readonly command: 'SEND' | 'SUBSCRIBE' | 'UNSUBSCRIBE' | 'ACK' | 'NACK' | 'BEGIN' | 'COMMIT' | 'ABORT';
  /**
   * Such as `destination`, `id`, `ack`, `receipt`. `content-length` is written where it is needed: for a binary body, and
   * for a text with a NUL in it.
   */
  readonly headers?: StompHeaders | undefined;
  /** Only SEND has one. With an ArrayBuffer, the frame goes out as a binary one. */
  readonly body?: string | ArrayBuffer | undefined;
}

/** What comes from a STOMP server (STOMP 1.2, "Server Frames"), but for CONNECTED and ERROR, which the session takes. */
export interface StompMessage<Body = string> {
  /** RECEIPT answers a frame that had the header `receipt`, with the header `receipt-id`. */
  readonly command: 'MESSAGE' | 'RECEIPT';
  /** Without prototype. Where one comes twice, the first is meant ("Repeated Header Entries"). */
  readonly headers: StompHeaders;
  readonly body: Body;
}

const COMMANDS = new Set<unknown>(['SEND', 'SUBSCRIBE', 'UNSUBSCRIBE', 'ACK', 'NACK', 'BEGIN', 'COMMIT', 'ABORT']);

/** "Value Encoding": what stands for what in a header. */
const ESCAPES: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', ':': '\\c', '\\': '\\\\' };
const UNESCAPES: Readonly<Record<string, string>> = { '\\r': '\r', '\\n': '\n', '\\c': ':', '\\\\': '\\' };

/** Makes the frame of what an app says; throws what is wrong with it. */
export function writeCommand({ command, headers = {}, body }: StompCommand): Frame {
  if (!COMMANDS.has(command)) {
    throw new TypeError(`STOMP: expected a command of ${[...COMMANDS].join(', ')}, got ${String(command)}`);
  }
  if (body !== undefined && command !== 'SEND') {
    throw new TypeError(`STOMP: expected no body, for only SEND may have one, got one in ${command}`);
  }
  const escaped = Object.keys(headers)
    .filter((name) => name !== 'content-length')
    .map((name) => `${writeHeader(name)}:${writeHeader(textOf(name, headers[name]))}`);
  const head = [command, ...escaped];
  if (body === undefined || typeof body === 'string') {
    if (!body?.includes('\0')) return `${head.join('\n')}\n\n${body ?? ''}\0`;
    return `${[...head, `content-length:${encodeUtf8(body).length}`].join('\n')}\n\n${body}\0`;
  }
  if (Object.prototype.toString.call(body) !== '[object ArrayBuffer]') {
    throw new TypeError(`STOMP: expected body to be a string or an ArrayBuffer, got ${typeof body}`);
  }
  const lines = encodeUtf8([...head, `content-length:${body.byteLength}`].join('\n'));
  return bufferOf(`${lines}\n\n${octetsOf(body)}\0`);
}

/** Makes a CONNECT. It escapes nothing, for servers of 1.0 ("Value Encoding"); so what would need it is refused. */
export function writeConnect(headers: StompHeaders): string {
  const lines = Object.keys(headers).map((name) => {
    const value = textOf(name, headers[name]);
    if (/[\r\n\0:]/.test(name) || /[\r\n\0]/.test(value)) {
      throw new TypeError(`STOMP: expected a CONNECT header on one line, got a line break, NUL or colon in ${name}`);
    }
    return `${name}:${value}`;
  });
  return `${['CONNECT', ...lines].join('\n')}\n\n\0`;
}

/** Reads command and headers; throws what is wrong with them. */
export function readHead(text: string): { readonly command: string; readonly headers: StompHeaders } {
  const [command = '', ...lines] = text.split(/\r?\n/);
  const isEscaped = command !== 'CONNECTED';
  const headers: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new TypeError(`expected a header "name:value", got ${quoted(line)} in ${quoted(command)}`);
    const raw = [line.slice(0, colon), line.slice(colon + 1)] as const;
    const [name, value] = isEscaped ? [readHeader(raw[0]), readHeader(raw[1])] : raw;
    if (!(name in headers)) headers[name] = value;
  }
  return { command, headers };
}

/** A piece of what came in, short enough for a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function writeHeader(text: string): string {
  if (text.includes('\0')) throw new TypeError('STOMP: expected no NUL in a header, got one');
  return text.replace(/[\r\n:\\]/g, (character) => ESCAPES[character] as string);
}

function readHeader(text: string): string {
  return text.replace(/\\[\s\S]?/g, (escaped) => {
    const character = UNESCAPES[escaped];
    if (character === undefined)
      throw new TypeError(`expected \\r, \\n, \\c or \\\\, got ${quoted(escaped)} in a header`);
    return character;
  });
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`STOMP: expected the header ${name} to be a string, got ${typeof value}`);
}
