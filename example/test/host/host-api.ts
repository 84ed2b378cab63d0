import type { BackgroundOptions, ForegroundOptions } from './app-lifecycle';
import type { Knobs, Platform } from './knobs';
import type { NativeCall } from './native-parts';
import type { Network } from './network';
import type { ViewElement } from './view-tree';

/** What to start; the knobs stand beside it. */
export interface LaunchOptions extends Partial<Knobs> {
  readonly platform: Platform;
  /**
   * The global name of the native API, for a platform whose own habits are not imitated: `tt`, `qq`, `jd`, `swan`.
   *
   * @defaultValue 'wx' on weapp, 'my' on alipay
   */
  readonly native?: string;
  /** The folder that holds the compiled `app.js`. */
  readonly dist: string;
  /** Route of the first page, such as `pages/lot/index`. */
  readonly page: string;
  readonly query?: Record<string, string>;
  /**
   * How many times as fast as the wall's the program's time goes, 1 or more: its `Date` and its timers. While this
   * process has something to do, and while a request, a handshake or a frame of the program is under way, it goes as
   * the wall's: nothing times out because the machine is busy.
   *
   * @defaultValue 1
   */
  readonly speed?: number;
}

/** What the program has open on the native side. */
export interface OpenCounts {
  readonly sockets: number;
  readonly timers: number;
  /** App-global listeners by the name of the function that added them; a name without one is left out. */
  readonly listeners: Record<string, number>;
}

/** A line that the program wrote to its console. */
export interface HostConsole {
  readonly level: string;
  readonly text: string;
}

/** A running mini-program. Elements are those of the page on top. */
export interface Host {
  /**
   * May be turned while the program runs. At the launch only count `networkEvents`, `appEvents`, `socketOff`, `offline`,
   * `promises`, and whether `networkQuestion` is absent.
   */
  readonly knobs: Knobs;
  /** The native calls, in order: `connectSocket`, `SocketTask.send`, `request`, … */
  readonly log: readonly NativeCall[];
  readonly console: readonly HostConsole[];
  /** What the program threw out of a callback. A test that expects it takes it out, else `close` throws it. */
  readonly errors: unknown[];
  readonly network: Network;
  readonly open: OpenCounts;
  /** How often the program's pages have called `setData`: what crosses the bridge to the view. */
  readonly setDataCalls: number;
  /**
   * Settles when the condition holds; looks on each event of the program. A condition that throws does not hold. Rejects
   * after `within` milliseconds (60 000 when left out), with the page's tree in the message.
   */
  until(condition: () => unknown, within?: number): Promise<void>;
  /** What the program's `Date` says now. */
  now(): number;
  /** Settles when so much of the program's time has passed, in milliseconds. */
  pass(milliseconds: number): Promise<void>;
  /** The page's tree, what is open and the last calls, as text. */
  describe(): string;
  /** Throws when there is none. */
  element(id: string): ViewElement;
  has(id: string): boolean;
  /** The text of the element with that id. Throws when there is none. */
  text(id: string): string;
  /** All elements of the page on top, in document order. */
  elements(): readonly ViewElement[];
  /** The elements of a class, in document order. */
  find(className: string): ViewElement[];
  /** Through the page's handlers, as the native view layer does it. Rejects when the element is disabled. */
  tap(id: string): Promise<void>;
  input(id: string, value: string): Promise<void>;
  /** Any other event of the view layer, by its name in lower case. */
  fire(id: string, type: string, detail?: object): Promise<void>;
  navigateTo(url: string): Promise<void>;
  redirectTo(url: string): Promise<void>;
  reLaunch(url: string): Promise<void>;
  switchTab(url: string): Promise<void>;
  navigateBack(delta?: number): Promise<void>;
  /** Unloads every page. */
  leave(): Promise<void>;
  background(options?: BackgroundOptions): Promise<void>;
  foreground(options?: ForegroundOptions): Promise<void>;
  /** Half-open from now on: nothing in or out of the sockets that are open, and no event of theirs. */
  cutLine(): void;
  /** Brings a frame into the sockets that are open, as if their server had sent it. */
  receive(frame: string | Uint8Array): void;
  /** Connects that are `held` say what they have to say; frames that the knob `hold` has held arrive. */
  letGo(): Promise<void>;
  /** Stops everything. Throws what the program threw. */
  close(): void;
}
