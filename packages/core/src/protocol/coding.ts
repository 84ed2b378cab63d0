import { type ErrorCode, textOf } from '../errors';
import type { Frame } from '../ports/ports';
import { type Codec, isFrame } from './codec';

/** The codec of now, with its faults told instead of thrown: `undefined` stands for what it could not make. */
export interface Coding<In, Out> {
  encode(message: Out): Frame | undefined;
  /** In an object, since a message may be `undefined` itself. */
  decode(frame: Frame): { readonly message: In } | undefined;
}

/** Makes the coding of one socket; `report` hears of each fault. */
export function createCoding<In, Out>(
  codec: () => Codec<In, Out>,
  report: (code: ErrorCode, message: string, thrown?: unknown) => void,
): Coding<In, Out> {
  return {
    encode(message) {
      try {
        const frame: unknown = codec().encode(message);
        if (isFrame(frame)) return frame;
        throw new TypeError(`the codec made ${typeof frame} of it, expected a string or an ArrayBuffer`);
      } catch (thrown) {
        report('encode', `a message could not be sent: ${textOf(thrown)}`, thrown);
        return undefined;
      }
    },
    decode(frame) {
      try {
        return { message: codec().decode(frame) };
      } catch (thrown) {
        report('decode', `a frame did not decode: ${textOf(thrown)}`, thrown);
        return undefined;
      }
    },
  };
}
