import type { Frame } from '../ports/ports';
import type { Turns } from '../ports/turns';
import { isArrayBuffer, isFrame } from '../protocol/codec';
import type { ResolvedHeartbeat } from '../socket/resolve-options';
import type { PingInfo } from './heartbeat-options';

/** A ping that went out. */
export interface SentPing {
  readonly frame: Frame;
  /** When, by the clock. */
  readonly at: number;
}

/** What an inbound frame is to the heartbeat: a `message` is for the user, the others are not. */
export type FrameRole = 'message' | 'pong' | 'ping';

/** The pings of one connection, and what answers them. */
export interface Pings {
  sent(ping: SentPing): void;
  /** The line has lived since the pings before this time: their pongs are not waited for any more. */
  giveUp(before: number): void;
  /** Tells what a frame is. `answer` sends what `reply` makes of a ping of the server. */
  roleOf(frame: Frame, options: ResolvedHeartbeat, answer: (frame: Frame) => void): FrameRole;
  /** Takes a pong in. Gives the round trip if it surely answers one ping, else null. */
  answered(pong: Frame, at: number, options: ResolvedHeartbeat): number | null;
}

/** The most pings that are remembered while no pong answers them. */
const MOST_OUT = 3;

/** Makes the pings of a connection that has sent none. */
export function createPings(ask: Turns['ask']): Pings {
  /** Pings that no pong has answered, oldest first. */
  let out: readonly SentPing[] = [];
  let last: SentPing | null = null;
  let givenUpBefore = -Infinity;
  let hasGreeted = false;

  function isPongTo(frame: Frame, ping: SentPing | null, { isPong }: ResolvedHeartbeat): boolean {
    const sent = ping?.frame ?? null;
    if (typeof isPong === 'function') return ask(() => isPong(frame, sent)) === true;
    if (isPong === undefined) return frame === 'pong' || isSameFrame(frame, sent);
    return typeof isPong === 'string' ? frame === isPong : isPong.includes(frame as string);
  }

  /**
   * A list with the ping itself in it tells of a server that echoes pings. The first of its other texts greets a new
   * connection; it was on its way before the ping was, and measures no round trip.
   */
  function greets(frame: Frame, { isPong }: ResolvedHeartbeat): boolean {
    if (hasGreeted || !Array.isArray(isPong) || frame === last?.frame) return false;
    hasGreeted = isPong.includes(last?.frame as string);
    return hasGreeted;
  }

  return {
    sent(ping) {
      last = ping;
      out = [...out, ping].slice(-MOST_OUT);
    },
    giveUp(before) {
      givenUpBefore = before;
    },
    roleOf(frame, options, answer) {
      const { reply } = options;
      // First, for the server's "ping" would also be taken for an echo of ours.
      const replied = reply && ask(() => asFrame(reply(frame)));
      if (replied !== undefined) {
        answer(replied);
        return 'ping';
      }
      // A late pong answers an earlier ping than the last.
      if (isPongTo(frame, last, options)) return 'pong';
      for (const ping of out) if (ping !== last && isPongTo(frame, ping, options)) return 'pong';
      return 'message';
    },
    answered(pong, at, options) {
      if (greets(pong, options)) return null;
      const meant = out.length === 1 ? out : out.filter((ping) => isPongTo(pong, ping, options));
      const waitedFor = meant.filter((ping) => ping.at >= givenUpBefore);
      const answeredPing = waitedFor[0] ?? meant[0];
      out = out.filter((ping) => ping !== answeredPing);
      // Where several pings may be meant, or none, a pong proves life and measures nothing.
      const trip = waitedFor.length === 1 && answeredPing ? at - answeredPing.at : Infinity;
      return trip <= options.pongTimeout ? trip : null;
    },
  };
}

/** What a ping sends; undefined when it sends nothing, or its function failed. */
export function pingFrame({ ping }: ResolvedHeartbeat, info: PingInfo, ask: Turns['ask']): Frame | undefined {
  if (ping === false) return undefined;
  return typeof ping === 'function' ? ask(() => asFrame(ping(info))) : ping;
}

/** A frame as it is; throws on anything else but undefined. */
function asFrame(value: unknown): Frame | undefined {
  if (value === undefined || isFrame(value)) return value;
  throw new TypeError(`expected a string or an ArrayBuffer, got ${typeof value}`);
}

/** Whether two frames carry the same. */
function isSameFrame(one: Frame, other: Frame | null): boolean {
  if (typeof one === 'string' || !isArrayBuffer(one) || !isArrayBuffer(other)) return one === other;
  const bytes = new Uint8Array(one);
  const others = new Uint8Array(other);
  return bytes.length === others.length && bytes.every((byte, at) => byte === others[at]);
}
