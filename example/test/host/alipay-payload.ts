import type { NativeParts } from './native-parts';

/** The shapes of Alipay's socket events (docs/platforms.md). */
export interface AlipayPayload {
  /** `my.onSocketMessage`: always flat. */
  message(data: string | Uint8Array): object;
  /** A native task's message, by the knob `payload`. */
  taskMessage(data: string | Uint8Array): object;
}

/** Payloads of one socket. */
export function createAlipayPayload({ knobs, realm }: NativeParts, socketTaskID: number): AlipayPayload {
  let isNestedNext = true;

  function flat(frame: string | Uint8Array) {
    if (typeof frame === 'string') return { data: frame, isBuffer: false };
    if (knobs.binary === 'array-buffer') return { data: realm.arrayBuffer(frame), isBuffer: true };
    return { data: Buffer.from(frame).toString('base64'), isBuffer: true };
  }

  return {
    message: (frame) => realm.object(flat(frame)),
    taskMessage(frame) {
      const isNested = knobs.payload === 'nested' || (knobs.payload === 'both' && isNestedNext);
      isNestedNext = !isNestedNext;
      if (!isNested) return realm.object(flat(frame));
      return realm.object({ data: realm.object({ socketTaskID, ...flat(frame) }) });
    },
  };
}

/** What Alipay sends: text, or base64 text with `isBuffer`. Undefined when it takes neither. */
export function toAlipayFrame(data: unknown, isBuffer: boolean | undefined): string | Uint8Array | undefined {
  if (typeof data !== 'string') return undefined;
  return isBuffer ? Buffer.from(data, 'base64') : data;
}
