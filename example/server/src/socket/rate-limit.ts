import type { Clock } from '../clock';

/** How fast messages may come. */
export interface MessageRate {
  readonly perSecond: number;
  /** How many may come at once after a silence. */
  readonly burst: number;
}

/**
 * The rate for a client that shows a list of so many lots, which watches and leaves all of them at once: a list that is
 * longer than the burst would be refused, and in the end shown out.
 */
export function rateForLots({ perSecond, burst }: MessageRate, lots: number): MessageRate {
  return { perSecond: Math.max(perSecond, lots), burst: Math.max(burst, 2 * lots + perSecond) };
}

/** A token bucket: `take` says whether one more message is within the rate. */
export interface TokenBucket {
  take(): boolean;
}

/** Makes a full bucket. */
export function createTokenBucket({ perSecond, burst }: MessageRate, clock: Clock): TokenBucket {
  let tokens = burst;
  let filledAt = clock.now();
  return {
    take() {
      const now = clock.now();
      // A wall clock that jumps back must not drain the bucket.
      tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) * perSecond) / 1_000);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** Counts faults: `add` says whether this one makes `limit` within the last `window` milliseconds. */
export interface FaultCounter {
  add(): boolean;
}

/** Makes a counter of faults over a sliding window. */
export function createFaultCounter(limit: number, window: number, clock: Clock): FaultCounter {
  let times: number[] = [];
  return {
    add() {
      const now = clock.now();
      times = [...times.filter((time) => now - time < window), now];
      return times.length >= limit;
    },
  };
}
