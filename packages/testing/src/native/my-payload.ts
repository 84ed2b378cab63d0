import { type Frame, toBase64 } from '../frame';
import type { Knobs } from '../knobs';

/** The shapes of Alipay's message events. */
export interface MyPayload {
  /** `my.onSocketMessage`: always flat. */
  flat(frame: Frame): object;
  /** A native task's: by the knob `payload`. */
  ofTask(frame: Frame): object;
}

/** Shapes the messages of one socket (@mini-types/my 3.0 has them nested, the open docs flat). */
export function createMyPayload(knobs: Knobs, socketTaskID: number): MyPayload {
  let isNestedNext = true;
  function flat(frame: Frame) {
    if (typeof frame === 'string') return { data: frame, isBuffer: false };
    return { data: knobs.binary === 'base64' ? toBase64(frame) : frame, isBuffer: true };
  }
  return {
    flat,
    ofTask(frame) {
      const isNested = knobs.payload === 'nested' || (knobs.payload === 'both' && isNestedNext);
      isNestedNext = !isNestedNext;
      return isNested ? { data: { socketTaskID, ...flat(frame) } } : flat(frame);
    },
  };
}
