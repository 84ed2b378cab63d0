import type { Clock } from './clock';
import type { LogicThread } from './logic-thread';

/** Upper bound of the ticks that one interval catches up on in a burst. */
const MAX_BURST = 1_000;
/**
 * A timeout below this never vanishes: the platforms let the program run for seconds after hide, so it has run by then.
 * React's scheduler, which waits for nothing longer, would stand still for good without it.
 */
const SHORT_DELAY = 100;

/**
 * What becomes of the timers that fell due while the program was frozen: all run at once, intervals with each missed
 * tick (`burst`), they never run (`vanish`), or every timer goes on with what was left of it (`late`).
 */
export type TimerFate = 'burst' | 'vanish' | 'late';

type Callback = (...args: unknown[]) => void;

interface Timer {
  readonly callback: Callback;
  readonly args: unknown[];
  readonly delay: number;
  readonly every: number | undefined;
  due: number;
  cancel(): void;
}

/** The four timer functions of the program, counted, and stopped while it is frozen. */
export interface TrackedTimers {
  readonly globals: {
    setTimeout(callback: Callback, delay?: number, ...args: unknown[]): number;
    setInterval(callback: Callback, delay?: number, ...args: unknown[]): number;
    clearTimeout(id?: number): void;
    clearInterval(id?: number): void;
  };
  /** Milliseconds until each pending timer is due. */
  pending(): number[];
  freeze(): void;
  thaw(fate: TimerFate): void;
  stop(): void;
}

/** Timers that run in `thread`, by `clock`. */
export function createTrackedTimers(thread: LogicThread, clock: Clock): TrackedTimers {
  const timers = new Map<number, Timer>();
  let lastId = 0;
  let frozenAt: number | undefined;

  function arm(id: number, timer: Timer): void {
    if (frozenAt !== undefined) return;
    timer.cancel = clock.after(timer.due - clock.now(), () => fire(id, timer));
  }

  function fire(id: number, timer: Timer): void {
    if (timers.get(id) !== timer) return;
    if (timer.every === undefined) {
      timers.delete(id);
    } else {
      timer.due = clock.now() + timer.every;
      arm(id, timer);
    }
    thread.run(() => timer.callback(...timer.args));
  }

  function add(repeat: boolean, callback: Callback, delay: number | undefined, args: unknown[]): number {
    const wait = Math.max(Number(delay) || 0, 1);
    const timer: Timer = {
      callback,
      args,
      delay: wait,
      every: repeat ? wait : undefined,
      due: clock.now() + wait,
      cancel() {},
    };
    timers.set(++lastId, timer);
    arm(lastId, timer);
    return lastId;
  }

  function remove(id?: number): void {
    if (id === undefined) return;
    timers.get(id)?.cancel();
    timers.delete(id);
  }

  /** An earlier one of the burst may clear a later one, so each looks whether it is still there. */
  function burst(id: number, timer: Timer): void {
    const missed = timer.every === undefined ? 1 : 1 + Math.floor((clock.now() - timer.due) / timer.every);
    for (let tick = Math.min(missed, MAX_BURST); tick > 0; tick--) {
      thread.post(() => {
        if (timers.get(id) !== timer) return;
        if (timer.every === undefined) timers.delete(id);
        timer.callback(...timer.args);
      });
    }
  }

  function resume(id: number, timer: Timer, fate: TimerFate, frozenFor: number): void {
    const isDue = timer.due <= clock.now();
    const isShort = timer.every === undefined && timer.delay < SHORT_DELAY;
    if (fate === 'late') {
      timer.due += frozenFor;
    } else if (isDue && (fate === 'burst' || isShort)) {
      burst(id, timer);
      if (timer.every === undefined) return;
    } else if (isDue && timer.every === undefined) {
      timers.delete(id);
      return;
    }
    if (timer.every !== undefined && timer.due <= clock.now()) timer.due = clock.now() + timer.every;
    arm(id, timer);
  }

  return {
    globals: {
      setTimeout: (callback, delay, ...args) => add(false, callback, delay, args),
      setInterval: (callback, delay, ...args) => add(true, callback, delay, args),
      clearTimeout: remove,
      clearInterval: remove,
    },
    pending: () => [...timers.values()].map((timer) => timer.due - clock.now()),
    freeze() {
      frozenAt = clock.now();
      for (const timer of timers.values()) timer.cancel();
    },
    thaw(fate) {
      if (frozenAt === undefined) return;
      const frozenFor = clock.now() - frozenAt;
      frozenAt = undefined;
      const byDue = [...timers].sort(([, one], [, other]) => one.due - other.due);
      for (const [id, timer] of byDue) resume(id, timer, fate, frozenFor);
    },
    stop() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}
