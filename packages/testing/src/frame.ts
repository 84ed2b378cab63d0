/** A WebSocket message: text, or bytes. */
export type Frame = string | ArrayBuffer;

/** The bytes or the text of what code under test handed to the platform; undefined when it is neither. */
export function frameOf(data: unknown): Frame | undefined {
  if (typeof data === 'string') return data;
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice().buffer as ArrayBuffer;
  }
  // By its tag: a test environment may have an ArrayBuffer of its own.
  return Object.prototype.toString.call(data) === '[object ArrayBuffer]' ? (data as ArrayBuffer) : undefined;
}

/** Base64 of bytes, as Alipay carries them. */
export function toBase64(bytes: ArrayBuffer): string {
  // One by one: a function takes no more than some hundred thousand arguments.
  return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
}

/** Bytes of base64. */
export function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer as ArrayBuffer;
}
