/** The times that every schedule runs with, in milliseconds: short, so that much happens. */
export const TIMING = {
  interval: 5_000,
  pongTimeout: 2_000,
  /** The longer of the two that components have. */
  connectTimeout: 4_000,
  minDelay: 500,
  maxDelay: 4_000,
  linger: 1_000,
  /** A probe's deadline, after a show or a late timer. */
  probe: 1_500,
  /** Longer than a platform takes for a promise, or for an answer, where each step of it is a timer. */
  slow: 100,
} as const;
