import type { Frame } from '../ports/ports';

/** Turns frames into messages and back. What either function throws goes to `onError`; the connection lives on. */
export interface Codec<In, Out> {
  /** Makes a frame of what is sent. */
  encode(message: Out): Frame;
  /** Makes a message of a frame. Frames are untrusted: check what you read. */
  decode(frame: Frame): In;
}

/** Whether a value is an ArrayBuffer, also one of another realm (mini-programs and tests have several). */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

/** Whether a value can go over the line as it is. */
export function isFrame(value: unknown): value is Frame {
  return typeof value === 'string' || isArrayBuffer(value);
}

const passFrame = (message: Frame): Frame => {
  if (isFrame(message)) return message;
  throw new TypeError(`expected a string or an ArrayBuffer, got ${typeof message}: give a codec, such as jsonCodec()`);
};

/** The default codec: sends strings and ArrayBuffers, receives strings; an inbound binary frame is a `decode` error. */
export const textCodec: Codec<string, Frame> = {
  encode: passFrame,
  decode(frame) {
    if (typeof frame === 'string') return frame;
    throw new TypeError(
      'a binary frame came in, and the text codec reads strings only: give rawCodec or a codec of yours',
    );
  },
};

/** Passes strings and ArrayBuffers as they are, both ways. */
export const rawCodec: Codec<Frame, Frame> = { encode: passFrame, decode: (frame) => frame };

/**
 * JSON in text frames, both ways. `parse` makes a message of the parsed value, or throws; without it the value is
 * taken as it is, unchecked. A schema's own function fits: `jsonCodec(schema.parse)`.
 */
export function jsonCodec<In, Out = In>(parse: (value: unknown) => In = (value) => value as In): Codec<In, Out> {
  return {
    encode: (message) => JSON.stringify(message),
    decode: (frame) => parse(JSON.parse(textCodec.decode(frame))),
  };
}

/** Makes a frame of a message; throws when the codec does, or makes no frame. */
export function encodeFrame<Out>(codec: Pick<Codec<unknown, Out>, 'encode'>, message: Out): Frame {
  const frame: unknown = codec.encode(message);
  if (isFrame(frame)) return frame;
  throw new TypeError(`the codec made ${typeof frame} of it, expected a string or an ArrayBuffer`);
}

/** A frame as it is; throws on anything else but undefined. */
export function asFrame(value: unknown): Frame | undefined {
  if (value === undefined || isFrame(value)) return value;
  throw new TypeError(`expected a string or an ArrayBuffer, got ${typeof value}`);
}
