import FakeTimers from '@sinonjs/fake-timers';

const FAKED = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] as const;
/** Longer than any schedule lasts: what the hook forgets after a while it has forgotten by the next one. */
const BETWEEN_SCHEDULES = 30 * 86_400_000;

let beginning = Date.UTC(2026, 0, 1);

/** Simulated time: the timers', and the wall clock's, which may be set. */
export interface Time {
  /** Milliseconds that passed for the program: neither while it stood still, nor by setting the clock. */
  ticks(): number;
  /** Milliseconds that passed, for the program or not; setting the clock makes none. */
  elapsed(): number;
  /** Lets time pass, from timer to timer; `afterwards` runs after each. */
  pass(milliseconds: number, afterwards: () => Promise<void>): Promise<void>;
  /** Says that the wall clock was set. */
  wasSet(by: number): void;
  /** Says that so much passed while the program stood still. */
  wasStill(milliseconds: number): void;
  /** A timer that is not the program's. */
  after(delay: number, task: () => void): void;
  end(): void;
}

const immediate = setImmediate;

/** Everything that is under way without a timer is through: promises, and React's own tasks. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => void immediate(resolve));
}

/** Takes over the timers and the clock of this thread. */
export function startTime(isStill: () => boolean): Time {
  beginning += BETWEEN_SCHEDULES;
  const clock = FakeTimers.install({ now: beginning, toFake: [...FAKED] });
  let set = beginning;
  let still = 0;
  return {
    ticks: () => clock.now - set - still,
    elapsed: () => clock.now - set,
    async pass(milliseconds, afterwards) {
      // What has just happened comes before what time brings.
      await settle();
      let isThere = false;
      clock.setTimeout(() => {
        isThere = true;
      }, milliseconds);
      while (!isThere) {
        const wasStill = isStill();
        const before = clock.now;
        clock.next();
        if (wasStill) still += clock.now - before;
        await settle();
        await afterwards();
      }
    },
    wasSet(by) {
      set += by;
    },
    wasStill(milliseconds) {
      still += milliseconds;
    },
    after: (delay, task) => void clock.setTimeout(task, delay),
    end: () => clock.uninstall(),
  };
}
