declare function setTimeout(task: () => void, delay: number): unknown;
declare function clearTimeout(id: unknown): void;

/** Undoes what returned it; calling it again does nothing. */
export type Cancel = () => void;

/** Time, as the socket sees it. Every deadline stands on `now`; `wall` is for people. */
export interface Clock {
  /**
   * Milliseconds that never go back, from any beginning. A wall clock that is set back leaves no trace in it; one that is
   * set forward looks like a device that slept, and counts as time that passed.
   */
  now(): number;
  /** Epoch milliseconds. It may jump either way. */
  wall(): number;
  /**
   * Runs `task` once, `delay` milliseconds from now. `Infinity` never comes; anything above 2 147 483 647 is taken for
   * that, for a longer delay would fire at once (HTML, timer initialisation steps).
   */
  after(delay: number, task: () => void): Cancel;
}

/** The longest delay that timers hold. */
export const LONGEST_DELAY = 2_147_483_647;

/** Timers are rounded, and two looks at a clock may be apart: what differs by no more than this does not differ. */
const ROUNDING = 20;

/** From the clock that never goes back to the wall's. It shrinks by what the wall clock is set back. */
export const offsetOf = ({ wall, now }: Pick<Clock, 'wall' | 'now'>): number => wall() - now();

/** Whether the wall clock was set back since there was this offset: then nobody knows how much has passed meanwhile. */
export const wasSetBack = (clock: Pick<Clock, 'wall' | 'now'>, before: number): boolean =>
  before - offsetOf(clock) > ROUNDING;

/** Does nothing. */
export const noop = (): void => {};

/** Makes a clock over the host's own, which are looked up on each call: fake timers installed after the import apply. */
function createSystemClock(): Clock {
  let latest = Number.NEGATIVE_INFINITY;
  /** The sum of all backward steps of the wall clock. */
  let setBack = 0;

  function now(): number {
    const wall = Date.now();
    if (wall < latest) setBack += latest - wall;
    latest = wall;
    return wall + setBack;
  }

  return {
    now,
    wall: () => Date.now(),
    after(delay, task) {
      if (delay === Infinity) return noop;
      const held = Math.min(delay, LONGEST_DELAY);
      const dueAt = now() + held;
      const id = setTimeout(() => {
        // No timer fires early. The time that a clock set back has hidden since the last look is made good here.
        const missing = dueAt - now();
        if (missing > ROUNDING) setBack += missing;
        task();
      }, held);
      return () => clearTimeout(id);
    },
  };
}

/** The host's clock and timers. */
export const systemClock: Clock = /* @__PURE__ */ createSystemClock();
