import { noop } from '../ports/clock';

/** What speaks against the connection. A judge may read it; most sockets have none. */
export interface Evidence {
  /** When the first ping without an answer went out, or null. */
  readonly askedAt: number | null;
  /** The round trip of the line then, or null. */
  readonly rtt: number | null;
  /** Whether something happened that breaks connections. */
  readonly isDoubted: boolean;
  /** Whether the heartbeat rests: then nobody judges. */
  readonly isResting: boolean;
  /** The longest silence before a ping that a judge allows. */
  longestSilence: number;
  /** Hears of each change. */
  onChange: () => void;
  /** A ping went out then, over a line of that round trip. */
  asked(at: number, rtt: number | null): void;
  /** Something happened that breaks connections. */
  doubt(): void;
  /** The line has proved that it lives, or nobody waits for an answer any more. */
  proved(): void;
  /** The line is gone. One that died in silence leaves a doubt, which ends with the first proof of another. */
  gone(diedInSilence: boolean): void;
  /** The heartbeat rests. */
  rest(): void;
}

/** Makes the evidence of one socket, from connection to connection: there is none yet. */
export function createEvidence(): Evidence {
  let askedAt: number | null = null;
  let rtt: number | null = null;
  let isDoubted = false;
  let isResting = false;
  /** A line has died in silence, and none has proved since that it is better. */
  let isSuspected = false;
  return {
    get askedAt() {
      return askedAt;
    },
    get rtt() {
      return rtt;
    },
    get isDoubted() {
      return isDoubted;
    },
    get isResting() {
      return isResting;
    },
    longestSilence: Infinity,
    onChange: noop,
    asked(at, trip) {
      askedAt ??= at;
      rtt = trip;
      isResting = false;
      this.onChange();
    },
    doubt() {
      isDoubted = true;
    },
    proved() {
      isSuspected = false;
      if (askedAt === null && !isDoubted) return;
      askedAt = null;
      isDoubted = false;
      this.onChange();
    },
    gone(diedInSilence) {
      isSuspected ||= diedInSilence;
      askedAt = null;
      isDoubted = isSuspected;
      this.onChange();
    },
    rest() {
      isResting = true;
      this.onChange();
    },
  };
}
