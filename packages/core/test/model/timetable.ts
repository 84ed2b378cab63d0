import { vi } from 'vitest';
import { type Clock, systemClock } from '../../src/ports/clock';

/** How far the wall clock has gone ahead of the timers, its backward steps left out. */
let ahead = 0;

/** Milliseconds by the timers; they stand still while the device sleeps. */
export const ticks = (): number => Math.round(performance.now());

/** Milliseconds that never go back: the timers' and the forward steps of the wall clock. Deadlines stand on it. */
export const elapsed = (): number => ticks() + ahead;

/** The clock of the fake timers, which tells when it is next due: time can pass from timer to timer. */
export function createTimetable() {
  const due = new Set<{ readonly at: number }>();
  ahead = 0;

  const clock: Clock = {
    ...systemClock,
    after(delay, task) {
      const entry = { at: ticks() + delay };
      due.add(entry);
      const cancel = systemClock.after(delay, () => {
        due.delete(entry);
        task();
      });
      return () => {
        due.delete(entry);
        cancel();
      };
    },
  };

  return {
    clock,
    next: () => Math.min(...[...due].map(({ at }) => at)) - ticks(),
    /** The wall clock steps, and the timers do not. A step forward is all that a sleep of the device shows, too. */
    step(milliseconds: number) {
      // A clock that nobody looks at just before and after hides what passes in between; that is the clock's own test.
      clock.now();
      vi.setSystemTime(Date.now() + milliseconds);
      clock.now();
      ahead += Math.max(milliseconds, 0);
    },
  };
}
