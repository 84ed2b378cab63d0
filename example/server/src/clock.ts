/** Undoes what returned it; calling it again does nothing. */
export type Cancel = () => void;

/** Time, as the server sees it; a test brings its own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `task` once, `delay` milliseconds from now. */
  after(delay: number, task: () => void): Cancel;
  /** Runs `task` every `interval` milliseconds until it is cancelled. */
  every(interval: number, task: () => void): Cancel;
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
