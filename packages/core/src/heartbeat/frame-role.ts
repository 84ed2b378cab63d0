import type { Guard } from '../connection/retry-policy';
import type { Frame } from '../ports/ports';
import type { ResolvedHeartbeat } from '../socket/resolve-options';
import { asFrame, isSameFrame } from './ping-frame';

/** What an inbound frame is to the heartbeat: a `message` is for the user, the others are not. */
export type FrameRole = 'message' | 'pong' | 'ping';

/** Tells what an inbound frame is, by the options and the last ping that went out; a ping of the server is answered. */
export function roleOf(
  frame: Frame,
  lastPing: Frame | null,
  { reply, isPong }: ResolvedHeartbeat,
  { guard, send }: { readonly guard: Guard; send(answer: Frame): unknown },
): FrameRole {
  // First, for the server's "ping" would also be taken for an echo of ours.
  const answer = reply && guard(() => asFrame(reply(frame)));
  if (answer !== undefined) {
    send(answer);
    return 'ping';
  }
  return matches(isPong, frame, lastPing, guard) ? 'pong' : 'message';
}

function matches(isPong: ResolvedHeartbeat['isPong'], frame: Frame, lastPing: Frame | null, guard: Guard): boolean {
  if (typeof isPong === 'function') return guard(() => isPong(frame, lastPing)) === true;
  if (isPong === undefined) return frame === 'pong' || isSameFrame(frame, lastPing);
  return typeof isPong === 'string' ? frame === isPong : isPong.includes(frame as string);
}

/**
 * Whether a pong may be a greeting. A list with the ping itself in it tells of a server that echoes pings; the first of
 * its other texts greets a new connection, and was on its way before the ping was: it measures no round trip.
 */
export function mayGreet(frame: Frame, lastPing: Frame | null, { isPong }: ResolvedHeartbeat): boolean {
  return Array.isArray(isPong) && frame !== lastPing && isPong.includes(lastPing as string);
}
