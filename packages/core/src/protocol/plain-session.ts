import type { PingInfo } from '../heartbeat/heartbeat-options';
import type { Frame } from '../ports/ports';
import { atOnce } from '../ports/thenable';
import type { Turns } from '../ports/turns';
import type { ResolvedHeartbeat, ResolvedOptions } from '../socket/resolve-options';
import { asFrame, encodeFrame, isArrayBuffer } from './codec';
import type { Session } from './protocol';

/** A ping that went out. */
interface SentPing {
  readonly seq: number;
  readonly frame: Frame;
}

/** The most pings that are remembered while no pong answers them. */
const MOST_OUT = 3;
/** No ping has this number: such a pong measures nothing. */
const NO_PING = 0;

/** The plain protocol: `codec`, and the heartbeat's `ping`, `isPong`, `reply` and `serverTime`, as they are at each frame. */
export function createPlainSession<In, Out>(
  options: () => Pick<ResolvedOptions<In, Out>, 'codec' | 'heartbeat'>,
  ask: Turns['ask'],
): Session<In, Out> & Required<Pick<Session<In, Out>, 'ping'>> {
  /** Pings that no pong has answered, oldest first. */
  let out: readonly SentPing[] = [];
  let last: SentPing | null = null;
  let hasGreeted = false;

  /** Undefined: the user's function has failed, and nobody knows. */
  function isPongTo(frame: Frame, ping: SentPing | null, { isPong }: ResolvedHeartbeat): boolean | undefined {
    const sent = ping?.frame ?? null;
    if (typeof isPong === 'function') return ask('heartbeat.isPong', () => atOnce(isPong(frame, sent)) === true);
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

  /** The number of the ping that this surely answers; undefined when it may be any; null when it is no pong. */
  function pingOf(frame: Frame, heartbeat: ResolvedHeartbeat): number | undefined | null {
    let isKnown = true;
    // No list is made for a message, of which there are many.
    const meant =
      out.length === 0
        ? out
        : out.filter((ping) => {
            const answer = isPongTo(frame, ping, heartbeat);
            isKnown &&= answer !== undefined;
            return answer;
          });
    // The last one was asked about already while it is out.
    const isOut = out.length > 0 && out[out.length - 1] === last;
    if (meant.length === 0 && (isOut || !isPongTo(frame, last, heartbeat))) return null;
    if (greets(frame, heartbeat)) return NO_PING;
    // One that fits the only ping that is out fits forgotten ones as well: the heartbeat has counted those.
    const seq = isKnown && out.length > 1 && meant.length === 1 ? meant[0]?.seq : undefined;
    const isRepeated = out.length > 0 && meant.length === 0;
    // A late pong answers an earlier ping than the last.
    out = out.filter((ping) => ping !== meant[0]);
    return isRepeated ? NO_PING : seq;
  }

  return {
    read(frame, to) {
      const { codec, heartbeat } = options();
      if (heartbeat) {
        const { reply, serverTime } = heartbeat;
        // First, for the server's "ping" would also be taken for an echo of ours.
        const replied = reply && ask('heartbeat.reply', () => asFrame(reply(frame)));
        if (replied !== undefined) return to.reply(replied);
        const seq = pingOf(frame, heartbeat);
        if (seq !== null) return to.pong(seq, serverTime && ask('heartbeat.serverTime', () => serverTime(frame)));
      }
      to.message(atOnce(codec.decode(frame)));
    },
    write: (message) => encodeFrame(options().codec, message),
    ping(info: PingInfo) {
      const ping = options().heartbeat?.ping;
      const frame = asFrame(typeof ping === 'function' ? ping(info) : ping === false ? undefined : ping);
      if (info.seq === 1) out = [];
      if (frame === undefined) return undefined;
      last = { seq: info.seq, frame };
      out = [...out, last].slice(-MOST_OUT);
      return frame;
    },
  };
}

/** Whether two frames carry the same. */
function isSameFrame(one: Frame, other: Frame | null): boolean {
  if (typeof one === 'string' || !isArrayBuffer(one) || !isArrayBuffer(other)) return one === other;
  const bytes = new Uint8Array(one);
  const others = new Uint8Array(other);
  return bytes.length === others.length && bytes.every((byte, at) => byte === others[at]);
}
