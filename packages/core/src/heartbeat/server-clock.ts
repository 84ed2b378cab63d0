import { type Clock, offsetOf, wasSetBack } from '../ports/clock';

/** The server's clock, as far as pongs tell it. */
export interface ServerClock {
  /** Epoch milliseconds on the server's clock; on the device's until a pong has told. */
  now(): number;
  /** Takes in what a pong told: the server's time, and how long the round trip was. */
  sample(serverTime: number, rtt: number): void;
}

/** How many samples are compared. */
const WINDOW = 8;
/** Times are whole milliseconds. */
const ROUNDING = 2;

interface Sample {
  /** From the clock that never goes back to the server's. */
  readonly offset: number;
  readonly rtt: number;
  /** From the clock that never goes back to the wall's. */
  readonly wallOffset: number;
}

/**
 * Makes a clock that goes by the sample of the shortest round trip: the pong was under way for half of it, give or take
 * half of it, so the shortest is off by the least (RFC 5905 §10, the clock filter). Two samples that cannot both be right
 * say that one of the clocks was set in between: the older is forgotten. So is one from before the wall clock was set
 * back, which may have hidden time, once there is another.
 */
export function createServerClock(clock: Pick<Clock, 'now' | 'wall'>): ServerClock {
  const { now, wall } = clock;
  let samples: readonly Sample[] = [];
  let offset: number | null = null;
  return {
    now: () => (offset === null ? wall() : now() + offset),
    sample(serverTime, rtt) {
      const newest = { offset: serverTime + rtt / 2 - now(), rtt, wallOffset: offsetOf(clock) };
      const agreeing = samples.filter(
        (each) =>
          Math.abs(each.offset - newest.offset) <= (each.rtt + rtt) / 2 + ROUNDING &&
          !wasSetBack(clock, each.wallOffset),
      );
      samples = [...agreeing, newest].slice(-WINDOW);
      offset = samples.reduce((best, each) => (each.rtt < best.rtt ? each : best)).offset;
    },
  };
}
