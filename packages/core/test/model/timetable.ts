import { type Clock, systemClock } from '../../src/ports/clock';

/** Milliseconds by the timers; they stand still while the device sleeps. */
export const ticks = (): number => Math.round(performance.now());

/** The clock of the fake timers, which tells when it is next due: time can pass from timer to timer. */
export function createTimetable() {
  const due = new Set<{ readonly at: number }>();
  const clock: Clock = {
    now: systemClock.now,
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
  return { clock, next: () => Math.min(...[...due].map(({ at }) => at)) - ticks() };
}
