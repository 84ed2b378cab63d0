import { type AppVisibility, noop, systemClock, textOf } from '@heartbeat-socket/core';
import { contained } from './contained';

/**
 * The first wait of a close that was refused, in milliseconds: as long as a connect waits while WeChat resumes. A refusal
 * may also come after the show that it should have waited for, and some Taro has no app events: so there is a timer too.
 */
const FIRST_WAIT = 300;
const LONGEST_WAIT = 30_000;

/** Closes a socket that was given up, again and again until the platform has taken it. */
export interface Closer {
  /** Begins, or begins anew. Never throws. */
  close(): void;
  /** There is nothing to close any more. */
  stop(): void;
}

/**
 * Whether the platform refused a call because the app is in the background. WeChat's guide on the network says that
 * unfinished calls end with `fail interrupted`, and that no network call can be made until the app is back; while it
 * resumes it says "suspend" (report: cnblogs.com, NorthHarbor). An independent mini-program engine refuses `connect`,
 * `send` and `close` from the moment of hiding, and the socket of a refused `close` lives on and keeps its slot.
 */
export function isRefusal(text: string): boolean {
  return /interrupted|suspend/i.test(text);
}

/**
 * Makes a closer. `close` tells `fail` what the platform did not do; a call that is not answered counts as taken. Between
 * a refusal and its end it listens to the app and has a timer; else it holds nothing.
 */
export function createCloser(close: (fail: (failure: unknown) => void) => unknown, visibility: AppVisibility): Closer {
  let latest = 0;
  let wait = FIRST_WAIT;
  let rest = noop;

  function tryNow(): void {
    rest();
    const mine = ++latest;
    contained(
      () => close((failure) => hear(mine, failure)),
      (thrown) => hear(mine, thrown),
    );
  }

  function hear(mine: number, failure: unknown): void {
    if (mine !== latest || !isRefusal(textOf(failure))) return;
    // A refusal may come twice, by `fail` and by a rejection.
    latest += 1;
    rest();
    const cancel = systemClock.after(wait, tryNow);
    const unsubscribe = visibility.subscribe((visible) => {
      if (!visible) return;
      wait = FIRST_WAIT;
      tryNow();
    });
    rest = () => {
      rest = noop;
      cancel();
      unsubscribe();
    };
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }

  return {
    close() {
      wait = FIRST_WAIT;
      tryNow();
    },
    stop() {
      latest += 1;
      rest();
    },
  };
}
