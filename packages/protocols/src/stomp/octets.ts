/**
 * Octets as text: one character from U+0000 to U+00FF for each. So one parser reads text frames and binary ones. Mini-programs
 * have neither Node's Buffer nor, on all phones, TextEncoder and TextDecoder.
 */

/** So many arguments a call takes on every engine. */
const CHUNK = 8_192;

/** The octets of a buffer as text. */
export function octetsOf(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parts.push(String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK) as unknown as number[]));
  }
  return parts.join('');
}

/** The buffer of octets that are text. */
export function bufferOf(octets: string): ArrayBuffer {
  const bytes = new Uint8Array(octets.length);
  for (let at = 0; at < octets.length; at += 1) bytes[at] = octets.charCodeAt(at);
  return bytes.buffer;
}

/** How many octets a character that begins at this place takes in UTF-8 (RFC 3629 §3). */
export function octetLength(codePoint: number): 1 | 2 | 3 | 4 {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** Text as octets in UTF-8; half a surrogate pair becomes U+FFFD. */
export function encodeUtf8(text: string): string {
  // A text that is ASCII is its own octets.
  if (!/[^\0-\x7f]/.test(text)) return text;
  const parts: string[] = [];
  for (const character of text) {
    const given = character.codePointAt(0) as number;
    const point = given >= 0xd800 && given < 0xe000 ? 0xfffd : given;
    const length = octetLength(point);
    if (length === 1) parts.push(character);
    else {
      const lead = ((0xf00 >> length) & 0xff) | (point >> (6 * (length - 1)));
      parts.push(String.fromCharCode(lead));
      for (let left = length - 2; left >= 0; left -= 1) {
        parts.push(String.fromCharCode(0x80 | ((point >> (6 * left)) & 0x3f)));
      }
    }
  }
  return parts.join('');
}

/** A sequence of more than one octet that RFC 3629 §4 allows, or a single octet that stands in none. */
const SEQUENCE =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** Octets in UTF-8 as text; each that is none becomes U+FFFD. */
export function decodeUtf8(octets: string): string {
  return octets.replace(SEQUENCE, (sequence) => {
    if (sequence.length === 1) return '\ufffd';
    let point = sequence.charCodeAt(0) & (0x7f >> sequence.length);
    for (let at = 1; at < sequence.length; at += 1) point = (point << 6) | (sequence.charCodeAt(at) & 0x3f);
    return String.fromCodePoint(point);
  });
}
