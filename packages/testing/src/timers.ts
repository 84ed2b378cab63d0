import { callSite } from './call-site';
import type { Knobs } from './knobs';

type Handle = unknown;
type Task = (...args: unknown[]) => void;
type Arm = (task: Task, delay?: number, ...args: unknown[]) => Handle;
type Disarm = (handle?: Handle) => void;

interface TimerFunctions {
  setTimeout: Arm;
  clearTimeout: Disarm;
  setInterval: Arm;
  clearInterval: Disarm;
}

/** What fake timers of vitest and jest put on the `setTimeout` that they install (@sinonjs/fake-timers). */
interface FakeClock {
  setSystemTime(now: number): void;
}

interface Timer {
  readonly what: string;
  readonly repeats: boolean;
  readonly delay: number;
  readonly run: () => void;
  /** The handle of now: a timer that was put off has another one than its owner knows. */
  handle: Handle;
  dueAt: number;
}

/** The program's timers: those that code under test armed since `watch`. */
export interface Timers {
  /** Watches the timer functions that are global now. Called again after a test runner has replaced them. */
  watch(): void;
  /** Puts back what `watch` replaced. */
  unwatch(): void;
  /** Stops them all: JavaScript stands still. */
  freeze(): void;
  /** JavaScript goes on: what fell due meanwhile runs, vanishes or is put off, by the knob `timers`. */
  thaw(): void;
  /** Moves the wall clock while timers stand still. Needs fake timers. */
  skip(milliseconds: number): void;
  /** A timer of the platform itself: not watched, and not stopped. */
  after(delay: number, task: () => void): () => void;
  /** The timers that are armed, a line each. */
  left(): string[];
}

const NAMES = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
const host = globalThis as unknown as TimerFunctions;

/** Makes the watch over the program's timers. */
export function createTimers(knobs: Knobs): Timers {
  const armed = new Map<Handle, Timer>();
  let held: Timer[] = [];
  let isFrozen = false;
  let frozenAt = 0;
  let native: TimerFunctions | null = null;
  let watched: TimerFunctions | null = null;

  function fire(owned: Handle, timer: Timer): void {
    if (!armed.has(owned)) return;
    if (isFrozen) return void held.push(timer);
    if (timer.repeats) timer.dueAt += timer.delay;
    else armed.delete(owned);
    timer.run();
  }

  function armer(name: 'setTimeout' | 'setInterval', arm: Arm): Arm {
    const watching: Arm = (task, delay = 0, ...args) => {
      const timer: Timer = {
        what: `a timer of ${delay} ms (${name}), armed by ${callSite()}`,
        repeats: name === 'setInterval',
        delay,
        run: () => task(...args),
        handle: undefined,
        dueAt: Date.now() + delay,
      };
      const owned = arm(() => fire(owned, timer), delay);
      timer.handle = owned;
      armed.set(owned, timer);
      return owned;
    };
    // Testing tools know fake timers by what stands on the function.
    return Object.assign(watching, arm);
  }

  function disarmer(disarm: Disarm): Disarm {
    return Object.assign((handle?: Handle) => {
      const timer = armed.get(handle);
      armed.delete(handle);
      held = held.filter((each) => each !== timer);
      disarm(timer ? timer.handle : handle);
    }, disarm);
  }

  function watch(): void {
    if (watched && host.setTimeout === watched.setTimeout) return;
    armed.clear();
    const { setTimeout, clearTimeout, setInterval, clearInterval } = host;
    native = { setTimeout, clearTimeout, setInterval, clearInterval };
    watched = {
      setTimeout: armer('setTimeout', setTimeout),
      clearTimeout: disarmer(clearTimeout),
      setInterval: armer('setInterval', setInterval),
      clearInterval: disarmer(clearInterval),
    };
    Object.assign(host, watched);
  }

  const functions = () => native ?? host;

  /** Arms a timer anew for what is left of it. */
  function putOff(owned: Handle, timer: Timer): void {
    const rest = Math.max(timer.dueAt - frozenAt, 0);
    timer.dueAt = Date.now() + rest;
    timer.handle = functions().setTimeout(() => {
      fire(owned, timer);
      if (timer.repeats) timer.handle = functions().setInterval(() => fire(owned, timer), timer.delay);
    }, rest);
  }

  /** Whether a timer has fallen due, without the platform's clock having fired it. */
  const isDue = (timer: Timer) => timer.dueAt <= Date.now() && !held.includes(timer);

  return {
    watch,
    unwatch() {
      for (const name of NAMES) {
        if (native && watched && host[name] === watched[name]) Object.assign(host, { [name]: native[name] });
      }
      watched = null;
      native = null;
      armed.clear();
      held = [];
      isFrozen = false;
    },
    freeze() {
      isFrozen = true;
      frozenAt = Date.now();
      if (knobs.timers !== 'late') return;
      for (const timer of armed.values()) functions().clearTimeout(timer.handle);
    },
    thaw() {
      if (!isFrozen) return;
      isFrozen = false;
      const due = held;
      held = [];
      if (knobs.timers === 'late') {
        for (const [owned, timer] of [...armed]) putOff(owned, timer);
        return;
      }
      for (const timer of [...armed.values()].filter(isDue)) {
        if (!due.includes(timer)) due.push(timer);
        if (!timer.repeats) functions().clearTimeout(timer.handle);
      }
      for (const timer of due.sort((one, other) => one.dueAt - other.dueAt)) {
        const owned = [...armed].find(([, each]) => each === timer)?.[0];
        // An earlier one of the burst may have disarmed it.
        if (owned === undefined) continue;
        if (!timer.repeats) armed.delete(owned);
        if (knobs.timers === 'burst') timer.run();
      }
    },
    skip(milliseconds) {
      const clock = (functions().setTimeout as Arm & { clock?: FakeClock }).clock;
      if (!clock) {
        throw new Error(
          'freeze() moves the clock, which needs fake timers: call vi.useFakeTimers() or jest.useFakeTimers()',
        );
      }
      clock.setSystemTime(Date.now() + milliseconds);
    },
    after(delay, task) {
      const { setTimeout, clearTimeout } = functions();
      const handle = setTimeout(task, delay);
      return () => clearTimeout(handle);
    },
    left: () => [...armed.values()].map((timer) => timer.what),
  };
}
