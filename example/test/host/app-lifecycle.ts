import type { AppConfig } from './bundle';
import type { Clock } from './clock';
import type { LogicThread } from './logic-thread';
import type { NativeListeners } from './native-listeners';
import type { Kill } from './native-socket';
import { callPage } from './page';
import type { PageStack } from './page-stack';
import type { SocketPool } from './socket-pool';
import type { TimerFate, TrackedTimers } from './tracked-timers';

/** How the app goes to the background. */
export interface BackgroundOptions {
  /**
   * What the platform does to the open sockets: `interrupted` closes them with 1000, the others tell the task nothing.
   *
   * @defaultValue 'interrupted'
   */
  readonly kill?: Kill | 'keep';
  /**
   * Whether the program stops: no timer, no event, until it is back.
   *
   * @defaultValue true
   */
  readonly freeze?: boolean;
  /**
   * What the user touched last: the element with that id hears of it when the platform has hidden the app already, and
   * before the program hears of that.
   */
  readonly tap?: string;
}

/** How the app comes back. */
export interface ForegroundOptions {
  /**
   * What becomes of the timers that fell due while it was frozen.
   *
   * @defaultValue 'burst'
   */
  readonly timers?: TimerFate;
  /**
   * Time in the background beyond what has really passed: the program's `Date` jumps, in milliseconds.
   *
   * @defaultValue 0
   */
  readonly after?: number;
  /**
   * Whether the show events come before the events and timers that were held back. No platform says.
   *
   * @defaultValue 'show-first'
   */
  readonly order?: 'show-first' | 'show-last';
  /**
   * Connects that fail at first, as while WeChat resumes.
   *
   * @defaultValue 0
   */
  readonly suspendedConnects?: number;
}

/** The app's way to the background and back. */
export interface AppLifecycle {
  readonly isHidden: boolean;
  launch(): void;
  background(options?: BackgroundOptions): Promise<void>;
  foreground(options?: ForegroundOptions): Promise<void>;
}

interface LifecycleParts {
  readonly app: AppConfig;
  readonly clock: Clock;
  readonly launchOptions: object;
  readonly listeners: NativeListeners;
  readonly sockets: SocketPool;
  readonly stack: PageStack;
  readonly thread: LogicThread;
  readonly timers: TrackedTimers;
  /** Brings the user's touch to the page on top. */
  tap(id: string): void;
}

/** An app that is not launched yet. */
export function createAppLifecycle(parts: LifecycleParts): AppLifecycle {
  const { app, clock, launchOptions, listeners, sockets, stack, tap, thread, timers } = parts;
  let isHidden = false;

  function call(lifecycle: string): void {
    const method = app[lifecycle];
    if (typeof method === 'function') thread.run(() => method.call(app, launchOptions));
  }

  function callTop(lifecycle: string): void {
    if (stack.top !== undefined) callPage(thread, stack.top, lifecycle);
  }

  function show(): void {
    call('onShow');
    listeners.emit('onAppShow', launchOptions);
    callTop('onShow');
  }

  return {
    get isHidden() {
      return isHidden;
    },
    launch() {
      call('onLaunch');
      show();
    },
    async background({ kill = 'interrupted', freeze = true, tap: touched } = {}) {
      if (isHidden) throw new Error('the app is in the background already');
      isHidden = true;
      // Before the program hears of it: what it does about it is refused already.
      sockets.hide(true);
      if (touched !== undefined) tap(touched);
      callTop('onHide');
      call('onHide');
      listeners.emit('onAppHide', launchOptions);
      // The platforms give some seconds before they act: what the program does on hide is done.
      await thread.idle();
      if (kill !== 'keep') sockets.kill(kill);
      if (!freeze) return;
      timers.freeze();
      thread.freeze();
    },
    async foreground({ timers: fate = 'burst', after = 0, order = 'show-first', suspendedConnects = 0 } = {}) {
      if (!isHidden) throw new Error('the app is not in the background');
      isHidden = false;
      sockets.hide(false);
      clock.skip(after);
      sockets.suspend(suspendedConnects);
      timers.thaw(fate);
      thread.thaw();
      // Both only queue what they held back, so this still comes first.
      if (order === 'show-first') show();
      await thread.idle();
      if (order === 'show-last') show();
    },
  };
}
