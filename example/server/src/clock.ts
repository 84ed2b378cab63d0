/** Undoes what returned it; calling it again does nothing. */
export type Cancel = () => void;

/** What is due at a time. That of a promise is done when it resolves: whoever moves a clock by hand waits for it. */
export type Task = () => unknown;

/** Time, as the server sees it; a test brings its own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `task` once, `delay` milliseconds from now. */
  after(delay: number, task: Task): Cancel;
  /** Runs `task` every `interval` milliseconds until it is cancelled. */
  every(interval: number, task: Task): Cancel;
}

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, task) {
    const id = setTimeout(task, delay);
    return () => clearTimeout(id);
  },
  every(interval, task) {
    const id = setInterval(task, interval);
    return () => clearInterval(id);
  },
};
