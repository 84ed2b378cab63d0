/** The server's clock, as far as pongs tell it. */
export interface ServerClock {
  /** Epoch milliseconds on the server's clock; on the device's until a pong has told. */
  now(): number;
  /** Takes in what a pong told: the server's time, and how long the round trip was. */
  sample(serverTime: number, rtt: number): void;
  /** The device's clock was set, or may have been: what was measured before cannot be compared any more. */
  doubt(): void;
  /** Another server, of which nothing is known. */
  forget(): void;
}

/** How many samples are compared. */
const WINDOW = 8;

interface Sample {
  readonly offset: number;
  readonly rtt: number;
}

/**
 * Makes a clock that goes by the sample of the shortest round trip: the pong was under way for half of it, give or take
 * half of it, so the shortest is off by the least (RFC 5905 §10, the clock filter).
 */
export function createServerClock(now: () => number): ServerClock {
  let samples: Sample[] = [];
  let offset = 0;
  return {
    now: () => now() + offset,
    sample(serverTime, rtt) {
      samples = [...samples, { offset: serverTime + rtt / 2 - now(), rtt }].slice(-WINDOW);
      offset = samples.reduce((best, each) => (each.rtt < best.rtt ? each : best)).offset;
    },
    doubt() {
      samples = [];
    },
    forget() {
      samples = [];
      offset = 0;
    },
  };
}
