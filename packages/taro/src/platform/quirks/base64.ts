const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of bytes (RFC 4648 §4): mini-programs have neither `btoa` nor `Buffer`. */
export function toBase64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const bits = (first << 16) | (second << 8) | third;
    for (let sextet = 0; sextet < 4; sextet += 1) {
      text += at + sextet > bytes.length ? '=' : ALPHABET.charAt((bits >> (18 - 6 * sextet)) & 63);
    }
  }
  return text;
}

/** Bytes of base64, which may be broken into lines, as Android's encoder does by default; null for text that is none. */
export function fromBase64(text: string): ArrayBuffer | null {
  const digits = text.replace(/=+\s*$|\s/g, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  for (let at = 0, filled = 0; at < digits.length; at += 1) {
    const value = ALPHABET.indexOf(digits.charAt(at));
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffffff;
    if (at % 4 > 0) bytes[filled++] = bits >> (6 - 2 * (at % 4));
  }
  return bytes.buffer;
}
