import { callSite } from './call-site';
import {
  type Arm,
  type Disarm,
  fakeClock,
  type Handle,
  hostTimers,
  isHost,
  replaceHostTimers,
  restoreHostTimers,
  type TimerFunctions,
} from './host-timers';
import type { Knobs } from './knobs';

interface Timer {
  /** What it is, and who armed it. */
  readonly told: () => string;
  /** Milliseconds between ticks; undefined for a timeout. */
  readonly every: number | undefined;
  readonly armedAt: number;
  readonly run: () => void;
  /** The functions that it was armed with: fake timers may come and go in its life. */
  readonly host: TimerFunctions;
  /** The handle of now: a timer that was stopped has another one than its owner knows. */
  handle: Handle;
  dueAt: number;
}

/** The program's timers: those that code under test armed since `watch`. */
export interface Timers {
  /** Watches the timer functions that are global now. Called again after a test runner has replaced them. */
  watch(): void;
  /** Puts back what `watch` replaced. What is still armed never runs. */
  unwatch(): void;
  /** Stops them all: JavaScript stands still. Again does nothing. */
  freeze(): void;
  /** JavaScript goes on: what fell due meanwhile runs, vanishes or is put off, by the knob `timers`. */
  thaw(): void;
  /** The wall clock is set, and no timer comes sooner or later for that. */
  setClock(by: number): void;
  /** Milliseconds that go on whatever the wall clock is set to. */
  now(): number;
  /** A timer of the platform itself: not watched, and not stopped. */
  after(delay: number, task: () => void): () => void;
  /** The timers that are armed, a line each. */
  left(): string[];
}

/** Makes the watch over the program's timers. */
export function createTimers(knobs: Knobs): Timers {
  const armed = new Map<Handle, Timer>();
  let watching: TimerFunctions | null = null;
  let isFrozen = false;
  let frozenAt = 0;
  /** By how much the wall clock was set. */
  let set = 0;

  const now = () => Date.now() - set;

  function tick(owned: Handle, timer: Timer): void {
    if (armed.get(owned) !== timer) return;
    if (timer.every === undefined) armed.delete(owned);
    else timer.dueAt += timer.every;
    timer.run();
  }

  const stop = (timer: Timer) => timer.host.clearTimeout(timer.handle);

  function start(owned: Handle, timer: Timer): void {
    const { every, host } = timer;
    const again = () => {
      if (every !== undefined) timer.handle = host.setInterval(() => tick(owned, timer), every);
      tick(owned, timer);
    };
    timer.handle = host.setTimeout(again, Math.max(timer.dueAt - now(), 0));
  }

  function armer(name: 'setTimeout' | 'setInterval', host: TimerFunctions): Arm {
    return (task, delay, ...args) => {
      // Fake timers that go put back what they found, which may be the function of a watch that is over.
      if (!watching) return host[name](task, delay, ...args);
      const wait = Math.max(Number(delay) || 0, 0);
      const site = callSite();
      const handle = host[name](() => tick(handle, timer), delay);
      const timer: Timer = {
        told: () => `a timer of ${wait} ms (${name}), armed by ${site()}`,
        every: name === 'setInterval' ? Math.max(wait, 1) : undefined,
        armedAt: now(),
        run: () => task(...args),
        host,
        handle,
        dueAt: now() + wait,
      };
      armed.set(handle, timer);
      if (isFrozen) stop(timer);
      return handle;
    };
  }

  function disarmer(disarm: Disarm): Disarm {
    return (handle) => {
      const timer = armed.get(handle);
      armed.delete(handle);
      if (timer) stop(timer);
      else disarm(handle);
    };
  }

  /** Every tick that fell due while JavaScript stood still, in the order of time. */
  function takeMissed(until: number): Array<{ owned: Handle; timer: Timer; at: number }> {
    const missed = [];
    for (const [owned, timer] of armed) {
      // What the program arms as it goes on is due from then on.
      if (timer.armedAt === until) continue;
      for (let at = timer.dueAt; at <= until; at += timer.every ?? Infinity) {
        missed.push({ owned, timer, at });
        if (timer.every !== undefined) timer.dueAt = at + timer.every;
      }
    }
    return missed.sort((one, other) => one.at - other.at);
  }

  function burst(): void {
    const until = now();
    const missed = takeMissed(until);
    for (const [owned, timer] of armed) if (timer.dueAt > until || timer.armedAt === until) start(owned, timer);
    for (const { owned, timer } of missed) {
      // An earlier one of the burst may have disarmed it.
      if (armed.get(owned) !== timer) continue;
      if (timer.every === undefined) armed.delete(owned);
      if (knobs.timers === 'burst') timer.run();
    }
  }

  return {
    watch() {
      if (watching && isHost(watching)) return;
      const host = hostTimers();
      watching = {
        setTimeout: armer('setTimeout', host),
        clearTimeout: disarmer(host.clearTimeout),
        setInterval: armer('setInterval', host),
        clearInterval: disarmer(host.clearInterval),
      };
      replaceHostTimers(watching);
    },
    unwatch() {
      if (watching) restoreHostTimers();
      watching = null;
      for (const timer of armed.values()) stop(timer);
      armed.clear();
      isFrozen = false;
    },
    freeze() {
      if (isFrozen) return;
      isFrozen = true;
      frozenAt = now();
      for (const timer of armed.values()) stop(timer);
    },
    thaw() {
      if (!isFrozen) return;
      isFrozen = false;
      if (knobs.timers !== 'late') return burst();
      for (const [owned, timer] of armed) {
        timer.dueAt += now() - Math.max(frozenAt, timer.armedAt);
        start(owned, timer);
      }
    },
    setClock(by) {
      set += by;
      fakeClock().setSystemTime(Date.now() + by);
    },
    now,
    after(delay, task) {
      const { setTimeout, clearTimeout } = hostTimers();
      const handle = setTimeout(task, delay);
      return () => clearTimeout(handle);
    },
    left: () => [...armed.values()].map((timer) => timer.told()),
  };
}
