import type { Frame } from '@heartbeat-socket/core';
import { quoted, readHead, type StompHeaders } from './frame';
import { decodeUtf8, octetLength, octetsOf } from './octets';

/** A frame of a STOMP server, whole. */
export interface StompFrame {
  readonly command: string;
  readonly headers: StompHeaders;
  /** The body as it came: text, or octets as text. */
  readonly body: string;
  readonly isBinary: boolean;
}

/** Command and headers fit into this. They are searched anew with each piece that comes, so the bound is low. */
const HEAD_LIMIT = 16_384;

/** A frame whose head is read and whose body is not. */
interface Begun {
  readonly command: string;
  readonly headers: StompHeaders;
  readonly parts: string[];
  /** Octets of the body that are still to come, or null where a NUL ends it. */
  left: number | null;
  size: number;
}

/**
 * Reads STOMP frames, several out of one WebSocket frame or one out of several (STOMP 1.2, "STOMP Frames"; the protocol is a
 * stream). Throws on what is none, and must not be used then: nobody knows where the next frame begins.
 *
 * `@stomp/stompjs` has a parser, but it needs TextEncoder and TextDecoder, and bounds nothing.
 *
 * @param limit - the longest frame, in characters or octets.
 */
export function createFrameReader(limit: number): (frame: Frame, emit: (frame: StompFrame) => void) => void {
  let isBinary = false;
  /** The beginning of a head. */
  let head = '';
  let begun: Begun | null = null;

  function begin(text: string): string {
    const start = /^(?:\r?\n)*/.exec(text)?.[0].length ?? 0;
    const end = /\r?\n\r?\n/.exec(text.slice(start, start + HEAD_LIMIT));
    if (!end) {
      head = text.slice(start);
      if (head.length >= HEAD_LIMIT) throw new RangeError(`expected headers of at most ${HEAD_LIMIT} characters`);
      if (head.includes('\0')) throw new TypeError(`expected an empty line after the headers, got ${quoted(head)}`);
      return '';
    }
    head = '';
    const raw = text.slice(start, start + end.index);
    const { command, headers } = readHead(isBinary ? decodeUtf8(raw) : raw);
    begun = { command, headers, parts: [], left: contentLength(headers), size: 0 };
    if (raw.length + (begun.left ?? 0) > limit) throw tooLong();
    begun.size = raw.length;
    return text.slice(start + end.index + end[0].length);
  }

  /** Takes what belongs to the body, and returns the rest, or undefined as long as there is more to come. */
  function fill(frame: Begun, text: string): string | undefined {
    const end = frame.left === null ? text.indexOf('\0') : endOf(frame, text);
    const isWhole = end !== -1 && end < text.length;
    const part = isWhole ? text.slice(0, end) : text;
    frame.parts.push(part);
    frame.size += part.length;
    if (frame.size > limit) throw tooLong();
    if (!isWhole) return undefined;
    if (text[end] !== '\0')
      throw new TypeError(`expected NUL after the body of ${frame.command}, got ${quoted(text.slice(end))}`);
    return text.slice(end + 1);
  }

  /** Where the body ends by its content-length; the length of the text if it does not end in it. */
  function endOf(frame: Begun, text: string): number {
    let left = frame.left as number;
    let at = 0;
    if (isBinary) {
      at = Math.min(left, text.length);
      left -= at;
    } else {
      while (left > 0 && at < text.length) {
        const length = octetLength(text.codePointAt(at) as number);
        left -= length;
        at += length === 4 ? 2 : 1;
      }
      if (left < 0)
        throw new TypeError(`expected content-length to end ${frame.command} after a character, got one cut`);
    }
    frame.left = left;
    return at;
  }

  const tooLong = () =>
    new RangeError(`expected frames of at most ${limit} characters (option maxFrame), got a longer one`);

  return (frame, emit) => {
    const kind = typeof frame !== 'string';
    if (kind !== isBinary && (begun || head))
      throw new TypeError('expected the rest of a frame, got another kind of frame');
    isBinary = kind;
    let rest = typeof frame === 'string' ? frame : octetsOf(frame);
    while (rest !== '') {
      if (!begun) rest = begin(head + rest);
      if (!begun) return;
      const after = fill(begun, rest);
      if (after === undefined) return;
      const { command, headers, parts } = begun as Begun;
      begun = null;
      emit({ command, headers, body: parts.join(''), isBinary });
      rest = after;
    }
  };
}

function contentLength(headers: StompHeaders): number | null {
  const value = headers['content-length'];
  if (value === undefined) return null;
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw new TypeError(`expected content-length to be a number, got ${quoted(value)}`);
}
