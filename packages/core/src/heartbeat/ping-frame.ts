import type { Guard } from '../connection/retry-policy';
import type { Frame } from '../ports/ports';
import { isArrayBuffer, isFrame } from '../protocol/codec';
import type { ResolvedHeartbeat } from '../socket/resolve-options';
import type { PingInfo } from './heartbeat-options';

/** What a ping sends; undefined when it sends nothing, or its function failed. */
export function pingFrame({ ping }: ResolvedHeartbeat, info: PingInfo, guard: Guard): Frame | undefined {
  if (ping === false) return undefined;
  return typeof ping === 'function' ? guard(() => asFrame(ping(info))) : ping;
}

/** A frame as it is; throws on anything else but undefined. */
export function asFrame(value: unknown): Frame | undefined {
  if (value === undefined || isFrame(value)) return value;
  throw new TypeError(`expected a string or an ArrayBuffer, got ${typeof value}`);
}

/** Whether two frames carry the same. */
export function isSameFrame(one: Frame, other: Frame | null): boolean {
  if (typeof one === 'string' || !isArrayBuffer(one) || !isArrayBuffer(other)) return one === other;
  const bytes = new Uint8Array(one);
  const others = new Uint8Array(other);
  return bytes.length === others.length && bytes.every((byte, at) => byte === others[at]);
}
