/** What a large message carries beside its name: so many bytes in all, as text or as bytes. */
export interface Cargo {
  readonly size: number;
  readonly isBinary: boolean;
}

const textCoder = new TextEncoder();
const textReader = new TextDecoder();

/** A message of that name, which may carry much. */
export function load(name: string, cargo: Cargo | undefined): string | ArrayBuffer {
  if (!cargo) return name;
  const text = fill(name, cargo.size);
  return cargo.isBinary ? (textCoder.encode(text).buffer as ArrayBuffer) : text;
}

function fill(name: string, size: number): string {
  const head = `${name}~${size}~`;
  return head + 'x'.repeat(Math.max(size - head.length, 0));
}

/** A frame as text; Alipay carries bytes as base64. */
export function textOf(frame: unknown, isBase64 = false): string {
  if (isBase64) return Buffer.from(String(frame), 'base64').toString();
  // By its tag: the document has an ArrayBuffer of its own.
  const isBytes = Object.prototype.toString.call(frame) === '[object ArrayBuffer]';
  return isBytes ? textReader.decode(new Uint8Array(frame as ArrayBuffer)) : String(frame);
}

/** The name of a message, once it is sure that nothing else of it is lost. */
export function nameOf(frame: unknown, isBase64 = false): string {
  const text = textOf(frame, isBase64);
  const [, name, size] = /^([^~]*)~(\d+)~/.exec(text.slice(0, 100)) ?? [];
  if (name === undefined) return text;
  return text === fill(name, Number(size)) ? name : `${name}, of whose ${size} bytes ${text.length} came or not these`;
}
