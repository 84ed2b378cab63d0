import { performance } from 'node:perf_hooks';

/** The longest that Node's own timers wait. */
const MAX_DELAY = 2 ** 31 - 1;

/** The wall clock of the mini-program: the real one, faster where nobody has anything to do, and what it was moved by. */
export interface Clock {
  now(): number;
  /** Moves the clock: time that passed without the program, in milliseconds. No task of `after` comes any sooner. */
  skip(milliseconds: number): void;
  /** Runs the task when so much of the program's time has passed. Returns what calls it off, which is idempotent. */
  after(delay: number, task: () => void): () => void;
  /** Whether it may be faster than the wall's, so that it matters what is under way. */
  readonly isFast: boolean;
  /**
   * Something real is under way, such as a request: until the returned function is called, the program's time goes as
   * the wall's. Calling it again does nothing.
   */
  hold(): () => void;
}

interface Alarm {
  readonly due: number;
  readonly task: () => void;
  handle: NodeJS.Timeout | undefined;
}

/**
 * A clock that tells the real time until it is moved.
 *
 * @param speed - Milliseconds of the program in one of the wall, 1 or more, while this process is idle and nothing is
 * held. Work takes the time that it takes, and so nothing times out because the machine is busy.
 */
export function createClock(speed = 1): Clock {
  const alarms = new Set<Alarm>();
  let skipped = 0;
  let holds = 0;
  /** What the program's time is ahead of the wall's, less what was skipped, and how long this process was idle by then. */
  let ahead = 0;
  let idle = idleTime();

  const pace = () => (holds > 0 ? 1 : speed);

  function elapsed(): number {
    const until = idleTime();
    ahead += (until - idle) * (pace() - 1);
    idle = until;
    return Date.now() + Math.floor(ahead);
  }

  function arm(alarm: Alarm): void {
    clearTimeout(alarm.handle);
    // Too short where this process has something to do meanwhile: `ring` looks.
    const wait = Math.ceil((alarm.due - elapsed()) / pace());
    alarm.handle = setTimeout(() => ring(alarm), Math.min(Math.max(wait, 0), MAX_DELAY));
  }

  function ring(alarm: Alarm): void {
    if (alarm.due > elapsed()) return arm(alarm);
    alarms.delete(alarm);
    alarm.task();
  }

  function changeHolds(by: number): void {
    const before = pace();
    elapsed();
    holds += by;
    if (pace() !== before) for (const alarm of alarms) arm(alarm);
  }

  return {
    isFast: speed > 1,
    now: () => elapsed() + skipped,
    skip(milliseconds) {
      skipped += milliseconds;
    },
    after(delay, task) {
      const alarm: Alarm = { due: elapsed() + delay, task, handle: undefined };
      alarms.add(alarm);
      arm(alarm);
      return () => {
        clearTimeout(alarm.handle);
        alarms.delete(alarm);
      };
    },
    hold() {
      let isHeld = true;
      changeHolds(1);
      return () => {
        if (!isHeld) return;
        isHeld = false;
        changeHolds(-1);
      };
    },
  };
}

/** For how long this process has had nothing to do, in milliseconds. */
function idleTime(): number {
  return performance.eventLoopUtilization().idle;
}
