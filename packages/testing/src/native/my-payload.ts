import { type Frame, frameOf, fromBase64, toBase64 } from '../frame';
import type { Knobs } from '../knobs';
import type { Line } from '../line';
import type { World } from '../world';
import { fail, type NativeCallbacks, REFUSED, succeed } from './callbacks';

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

/** Alipay sends text, or base64 text with `isBuffer`; anything else fails (open docs of my.sendSocketMessage). */
export function sendOn(
  world: World,
  line: Line | null,
  options: NativeCallbacks & { data?: unknown; isBuffer?: boolean },
): void {
  if (world.refuses) return world.tellLater(() => fail(options, REFUSED));
  const text = typeof options.data === 'string' ? options.data : undefined;
  const frame = text === undefined ? undefined : frameOf(options.isBuffer ? fromBase64(text) : text);
  if (frame !== undefined && line?.send(frame)) world.tellLater(() => succeed(options, {}));
  else world.tellLater(() => fail(options, { error: 11, errorMessage: '未知错误' }));
}
