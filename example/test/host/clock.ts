/** The wall clock of the mini-program: the real one, and what it was moved by. */
export interface Clock {
  now(): number;
  /** Moves the clock: time that passed without the program, in milliseconds. */
  skip(milliseconds: number): void;
}

/** A clock that tells the real time until it is moved. */
export function createClock(): Clock {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    skip(milliseconds) {
      skipped += milliseconds;
    },
  };
}
