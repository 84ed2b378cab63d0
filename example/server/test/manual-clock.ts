import type { Clock } from '../src/clock';

interface Timer {
  at: number;
  readonly task: () => void;
  /** Undefined for a timer that runs once. */
  readonly interval: number | undefined;
}

/** A clock that stands still until it is told to advance. */
export interface ManualClock extends Clock {
  /** Moves the time on, running what comes due on the way, in order, each to its end. */
  advance(duration: number): Promise<void>;
  /** How many timers are armed. */
  armed(): number;
}

/** Makes a clock that shows a moment in 2026. */
export function createManualClock(): ManualClock {
  let now = 1_780_000_000_000;
  const timers = new Set<Timer>();

  function arm(delay: number, task: () => void, interval?: number) {
    const timer = { at: now + delay, task, interval };
    timers.add(timer);
    return () => void timers.delete(timer);
  }

  return {
    now: () => now,
    after: (delay, task) => arm(delay, task),
    every: (interval, task) => arm(interval, task, interval),
    armed: () => timers.size,
    async advance(duration) {
      const end = now + duration;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = next.at;
        if (next.interval === undefined) timers.delete(next);
        else next.at += next.interval;
        next.task();
        await new Promise(setImmediate);
      }
      now = end;
    },
  };
}
