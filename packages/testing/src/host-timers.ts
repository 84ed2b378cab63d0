export type Handle = unknown;
export type Arm = (task: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) => Handle;
export type Disarm = (handle?: Handle) => void;

/** The timer functions of a test environment. */
export interface TimerFunctions {
  setTimeout: Arm;
  clearTimeout: Disarm;
  setInterval: Arm;
  clearInterval: Disarm;
}

/** What fake timers of vitest and jest put on the `setTimeout` that they install (@sinonjs/fake-timers). */
interface FakeClock {
  setSystemTime(now: number): void;
}

const NAMES = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
const host = globalThis as unknown as TimerFunctions;

/**
 * What each function that watches stands for. Fake timers keep the global that they found and put it back when they go,
 * perhaps long after its watch has ended: it is never taken for a function of the environment.
 */
const originals = new WeakMap<object, Arm | Disarm>();

const own = <Name extends keyof TimerFunctions>(name: Name) =>
  (originals.get(host[name]) ?? host[name]) as TimerFunctions[Name];

/** The environment's own functions of now, whatever watches them. */
export function hostTimers(): TimerFunctions {
  // A browser's timer functions want to be called on the window.
  return {
    setTimeout: own('setTimeout').bind(globalThis),
    clearTimeout: own('clearTimeout').bind(globalThis),
    setInterval: own('setInterval').bind(globalThis),
    clearInterval: own('clearInterval').bind(globalThis),
  };
}

/** Puts functions in the place of the environment's own. */
export function replaceHostTimers(watching: TimerFunctions): void {
  for (const name of NAMES) {
    const original = own(name);
    // Testing tools know fake timers by what stands on the function.
    originals.set(Object.assign(watching[name], original), original);
    Object.assign(host, { [name]: watching[name] });
  }
}

/** Whether the global functions are these. */
export function isHost(watching: TimerFunctions): boolean {
  return NAMES.every((name) => host[name] === watching[name]);
}

/** Puts the environment's own functions back. */
export function restoreHostTimers(): void {
  for (const name of NAMES) Object.assign(host, { [name]: own(name) });
}

/** The clock of fake timers, whose wall time can be moved: the timers stay as far away as they were. Throws where time is real. */
export function fakeClock(): FakeClock {
  const { clock } = own('setTimeout') as Arm & { clock?: FakeClock };
  if (clock) return clock;
  throw new Error('freeze() moves the clock, which needs fake timers: call vi.useFakeTimers() or jest.useFakeTimers()');
}
