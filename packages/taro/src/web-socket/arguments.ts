import { type Frame, isArrayBuffer, safeUrl } from '@heartbeat-socket/core';
import { NORMAL_CLOSURE } from '../platform/close-codes';
import { domError } from './dom-error';

/** An absolute address: scheme, user, host, port, and the rest. */
const ADDRESS =
  /^(ws|http)(s?):\/\/([^\s/?#\\@]*@)?(\[[\da-f:.]*:[\da-f:.]*\]|[^\s/?#\\<>^|:@%[\]]+)(?::(\d*))?(?=[/?#]|$)([^#]*)(#?)/i;
/** A token (RFC 9110 §5.6.2), which is what a sub-protocol's name has to be (RFC 6455 §4.1). */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const HIGHEST_PORT = 65_535;
/** What a close frame has room for (RFC 6455 §5.5). */
const REASON_BYTES = 123;

/** Reads the constructor's `url`: with `ws:` or `wss:`, a path, and nothing but ASCII behind the host, as browsers give it back. */
export function readUrl(url: unknown): string {
  const text = String(url)
    .trim()
    .replace(/[\t\n\r]/g, '');
  const [, scheme, secure = '', user = '', host = '', port = '', rest = '', fragment] = ADDRESS.exec(text) ?? [];
  // It may carry a token, which no error shows.
  const got = `"${safeUrl(text)}"`;
  if (!scheme || Number(port) > HIGHEST_PORT) {
    throw domError('SyntaxError', `expected an absolute url that begins with ws:// or wss://, got ${got}`);
  }
  if (fragment)
    throw domError('SyntaxError', `a WebSocket url has no fragment: remove the # and what follows in ${got}`);
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  const isUnderstood = port === '' || Number(port) === (secure ? 443 : 80);
  const authority = `${user}${host.toLowerCase()}${isUnderstood ? '' : `:${Number(port)}`}`;
  return `ws${secure.toLowerCase()}://${authority}${path.replace(/[^\x21\x23-\x3b\x3d\x3f-\x7e]+/gu, encode)}`;
}

/** Reads the constructor's `protocols`. */
export function readProtocols(protocols: unknown): readonly string[] {
  const names = (Array.isArray(protocols) ? protocols : protocols === undefined ? [] : [protocols]).map(String);
  const wrong = names.find((name) => !TOKEN.test(name));
  if (wrong !== undefined) throw domError('SyntaxError', `"${wrong}" cannot name a sub-protocol: it is no token`);
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) {
    throw domError('SyntaxError', `a sub-protocol is named twice in ${names.join(', ')}`);
  }
  return names;
}

/** Checks what `close` was given. */
export function checkClose(code: number, reason: string): void {
  if (code !== NORMAL_CLOSURE && !(code >= 3000 && code <= 4999)) {
    throw domError('InvalidAccessError', `close() takes the code 1000 or one of 3000 to 4999, got ${code}`);
  }
  const bytes = byteLength(reason);
  if (bytes > REASON_BYTES) {
    throw domError('SyntaxError', `a close reason has at most ${REASON_BYTES} bytes of UTF-8, got ${bytes}`);
  }
}

/**
 * Reads what `send` was given: a copy of the bytes that are seen through a view, else text. The caller may change its
 * buffer after the call, and a frame may have to wait.
 */
export function readFrame(data: unknown): Frame {
  if (typeof data === 'string') return data;
  if (isArrayBuffer(data)) return data.slice(0);
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice().buffer as ArrayBuffer;
  }
  if (Object.prototype.toString.call(data) === '[object Blob]') {
    throw domError('NotSupportedError', 'mini-programs cannot send a Blob: send what `await blob.arrayBuffer()` gives');
  }
  return String(data);
}

/** The bytes that a frame takes on the wire: text in UTF-8, a lone surrogate like its replacement. */
export function byteLength(frame: Frame): number {
  if (typeof frame !== 'string') return frame.byteLength;
  let bytes = 0;
  for (const character of frame) {
    const point = character.codePointAt(0) as number;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function encode(text: string): string {
  // A lone surrogate is encoded like its replacement character (URL standard).
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));
}
