import type { Knobs, Platform } from './knobs';
import { createLedger, type Ledger } from './ledger';
import { createListeners, type Listeners } from './listeners';
import { createTimers, type Timers } from './timers';

/** A call of the platform's own functions. */
export interface NativeCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** What the parts of one fake share; a reset makes a new one. */
export interface World {
  readonly platform: Platform;
  readonly knobs: Knobs;
  readonly ledger: Ledger;
  readonly listeners: Listeners;
  readonly timers: Timers;
  readonly log: NativeCall[];
  record(name: string, ...args: unknown[]): void;
  /** Tells the program something, now or, while its JavaScript stands still, when that goes on. */
  tell(event: () => void): void;
  /** Tells it in a later turn: after the promises that the program has under way. */
  tellLater(event: () => void): void;
  /** JavaScript stands still from now on. */
  freeze(): void;
  /** JavaScript goes on; `show` is the app's show event, if there is one. */
  thaw(show?: () => void): void;
  readonly isFrozen: boolean;
  /** The user has left the app. */
  isHidden: boolean;
  /** The platform does nothing for a socket now, because the app is hidden. A browser knows no such thing. */
  readonly refuses: boolean;
  /** The next world begins: nobody is told anything of this one any more. */
  end(): void;
}

/** Hops after which every promise chain of Taro and of a hook has run: Taro's own takes three. */
const TURN = 16;
/** What a turn lasts where each hop of a promise is a timer of about 4 ms. */
const SLOW_TURN = 30;

/** Makes the world of one test. `act` runs each event that the program is told. */
export function createWorld(platform: Platform, knobs: Knobs, act: (event: () => void) => void): World {
  const ledger = createLedger();
  const timers = createTimers(knobs);
  const log: NativeCall[] = [];
  let waiting: Array<() => void> = [];
  let isFrozen = false;
  let isOver = false;

  function tell(event: () => void): void {
    if (isOver) return;
    if (isFrozen) waiting.push(event);
    else act(event);
  }

  function hop(left: number, event: () => void): void {
    if (left === 0) tell(event);
    else Promise.resolve().then(() => hop(left - 1, event));
  }

  const world: World = {
    platform,
    knobs,
    ledger,
    timers,
    log,
    listeners: createListeners(ledger),
    record: (name, ...args) => void log.push({ name, args }),
    tell,
    tellLater(event) {
      if (knobs.promises === 'macrotask') timers.after(SLOW_TURN, () => tell(event));
      else hop(TURN, event);
    },
    freeze() {
      isFrozen = true;
      timers.freeze();
    },
    thaw(show) {
      isFrozen = false;
      const events = waiting;
      waiting = [];
      if (show && knobs.resume === 'show-first') tell(show);
      for (const event of events) tell(event);
      act(timers.thaw);
      if (show && knobs.resume === 'events-first') tell(show);
    },
    get isFrozen() {
      return isFrozen;
    },
    isHidden: false,
    get refuses() {
      return world.isHidden && knobs.refusesWhileHidden && platform !== 'h5';
    },
    end() {
      isOver = true;
      timers.unwatch();
    },
  };
  return world;
}
