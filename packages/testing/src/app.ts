import { fakeClock } from './host-timers';
import type { Sockets } from './sockets';
import type { World } from './world';

/** The app, as its user and its device treat it. */
export interface FakeApp {
  /**
   * The user leaves the app, or the tab. Where the platform stops JavaScript (knob `suspendAfter`), timers and events
   * wait from then on, and the connections meet the knob `kill`. With the knob `refusesWhileHidden` the platform does
   * nothing for a socket from now on. Hiding what is hidden does nothing.
   */
  hide(): void;
  /** The user comes back: JavaScript goes on, and what waited comes by the knobs `resume` and `timers`. */
  show(): void;
  /**
   * The device sleeps for so many milliseconds with the app in front: no event tells it; the wall clock goes on, timers
   * do not (knob `timers`). The connections stay as they are; `server.goSilent()` cuts them. Needs fake timers.
   */
  freeze(milliseconds: number): void;
  /**
   * The wall clock is set by so many milliseconds, back if they are negative: `Date.now()` jumps, and timers stay as far
   * away as they were. Needs fake timers.
   */
  setClock(by: number): void;
}

/** What tells the program that it is shown or hidden. */
export type TellVisible = (visible: boolean) => void;

/** Makes the app of one world. */
export function createApp(world: World, sockets: Sockets, tellVisible: TellVisible): FakeApp {
  const { knobs } = world;
  let cancelSuspension = () => {};

  function suspend(): void {
    world.freeze();
    if (knobs.kill === 'keep') return;
    for (const line of sockets.lines) line.kill(knobs.kill);
  }

  return {
    hide() {
      if (world.isHidden) return;
      // Before the app hears of it: what it does about it is refused already.
      world.isHidden = true;
      world.tell(() => tellVisible(false));
      if (knobs.suspendAfter < Infinity) cancelSuspension = world.timers.after(knobs.suspendAfter, suspend);
    },
    show() {
      if (!world.isHidden) return;
      world.isHidden = false;
      cancelSuspension();
      if (!world.isFrozen) return world.tell(() => tellVisible(true));
      sockets.suspendedConnects = knobs.suspendedConnects;
      world.thaw(() => tellVisible(true));
    },
    freeze(milliseconds) {
      const clock = fakeClock();
      const isHeld = world.isFrozen;
      world.freeze();
      clock.setSystemTime(Date.now() + milliseconds);
      if (!isHeld) world.thaw();
    },
    setClock: world.timers.setClock,
  };
}
