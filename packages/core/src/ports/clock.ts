declare function setTimeout(task: () => void, delay: number): unknown;
declare function clearTimeout(id: unknown): void;

/** Undoes what returned it; calling it again does nothing. */
export type Cancel = () => void;

/** Time, as the socket sees it. */
export interface Clock {
  /** Epoch milliseconds: the wall clock, which may jump. */
  now(): number;
  /** Runs `task` once, `delay` milliseconds from now; a delay of `Infinity` never comes. */
  after(delay: number, task: () => void): Cancel;
}

/** The longest delay that timers hold: a longer one would fire at once (HTML, timer initialisation steps). */
export const LONGEST_DELAY = 2_147_483_647;

/** Does nothing. */
export const noop = (): void => {};

/** The host's own timers, looked up on each call, so that fake timers installed after the import still apply. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, task) {
    if (delay === Infinity) return noop;
    const id = setTimeout(task, delay);
    return () => clearTimeout(id);
  },
};
