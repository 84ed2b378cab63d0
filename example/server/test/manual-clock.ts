import type { Clock, Task } from '../src/clock';
import type { Queryable } from '../src/database/database';

interface Timer {
  at: number;
  readonly task: Task;
  /** Undefined for a timer that runs once. */
  readonly interval: number | undefined;
}

/** A clock that stands still until it is told to advance. */
export interface ManualClock extends Clock {
  /** Moves the time on, running what comes due on the way, in order, each to its end. */
  advance(duration: number): Promise<void>;
  /** Has a test's database show this time too. */
  rule(database: Queryable): Promise<void>;
  /** How many timers are armed. */
  armed(): number;
}

/** Makes a clock that shows a moment in 2026. */
export function createManualClock(): ManualClock {
  let now = 1_780_000_000_000;
  const timers = new Set<Timer>();
  const ruled: Queryable[] = [];

  function arm(delay: number, task: Task, interval?: number) {
    const timer = { at: now + delay, task, interval };
    timers.add(timer);
    return () => void timers.delete(timer);
  }

  async function moveTo(time: number): Promise<void> {
    now = time;
    for (const database of ruled) await database.query('UPDATE manual_clock SET now = $1', [new Date(now)]);
  }

  return {
    now: () => now,
    after: (delay, task) => arm(delay, task),
    every: (interval, task) => arm(interval, task, interval),
    armed: () => timers.size,
    async rule(database) {
      await database.query('INSERT INTO manual_clock VALUES ($1)', [new Date(now)]);
      ruled.push(database);
    },
    async advance(duration) {
      const end = now + duration;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        if (next.interval === undefined) timers.delete(next);
        await moveTo(next.at);
        if (next.interval !== undefined) next.at += next.interval;
        await next.task();
        await new Promise(setImmediate);
      }
      await moveTo(end);
    },
  };
}
