import { noop, systemClock } from '@heartbeat-socket/core';

/** A value that may change far more often than it is worth rendering. */
export interface PacedState<State> {
  get(): State;
  /** The first state, which a server renders too. */
  getInitial(): State;
  /** Changes it. The first change after a quiet interval is told at once, later ones when the interval is over. */
  set(state: State): void;
  /** Changes it, and tells that at once; the interval begins anew. */
  setNow(state: State): void;
  /** Says what is rendered: that is no news any more. */
  shown(state: State): void;
  /** Tells one listener of changes. Its end leaves no timer. */
  subscribe(listener: () => void): () => void;
}

/** Makes a paced state; `interval` is asked for milliseconds whenever one begins. */
export function createPacedState<State>(initial: State, interval: () => number): PacedState<State> {
  let state = initial;
  let rendered = initial;
  let isPaced = false;
  let tell: (() => void) | null = null;
  let cancelTimer = noop;

  function flush(): void {
    cancelTimer();
    if (!tell) return;
    isPaced = true;
    cancelTimer = systemClock.after(interval(), () => {
      isPaced = false;
      // What came in the same task as the first may be rendered with it.
      if (!Object.is(state, rendered)) flush();
    });
    tell();
  }

  function change(next: State, isDue: boolean): void {
    if (Object.is(next, state)) return;
    state = next;
    if (isDue) flush();
  }

  return {
    get: () => state,
    getInitial: () => initial,
    set: (next) => change(next, !isPaced),
    setNow: (next) => change(next, true),
    shown(next) {
      rendered = next;
    },
    subscribe(listener) {
      tell = listener;
      return () => {
        tell = null;
        isPaced = false;
        cancelTimer();
      };
    },
  };
}
