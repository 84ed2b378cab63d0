import { createApp, type FakeApp } from './app';
import { defaultKnobs, type Knobs, type Platform, turn } from './knobs';
import { createNetwork, type FakeNetwork } from './network';
import { createPage, type FakePage } from './page';
import { createPlatform, type FakeNative, type Runtime, type TaroFunctions } from './platform';
import { createServer, type FakeServer } from './server';
import { createSockets } from './sockets';
import { createWorld, type NativeCall } from './world';

/** What a fake is made of; the knobs stand beside the rest. */
export interface FakeTaroOptions extends Partial<Knobs> {
  /** Whose habits the fake has. */
  readonly platform: Platform;
  /**
   * Runs each event that the story brings about, such as React's `act`: with it, `server.say(…)` needs none around it.
   *
   * @defaultValue runs it as it is
   */
  readonly act?: ((event: () => void) => void) | undefined;
  /**
   * Taro's own functions over the fake platform, in place of the ones of this package: for tests that run the published
   * files of Taro. Those that it leaves out stay this package's.
   */
  readonly runtime?: Runtime | undefined;
}

/** A stand-in for `@tarojs/taro`, and all that a test does to the world around it. */
export interface FakeTaro {
  /**
   * Stands in for the module `@tarojs/taro`, its default export included: give it to `vi.mock` or `jest.mock`. It is the
   * same object for ever; its functions are those of the platform of now.
   */
  readonly taro: TaroFunctions;
  readonly server: FakeServer;
  readonly app: FakeApp;
  readonly page: FakePage;
  readonly network: FakeNetwork;
  /** Calls of `Taro.connectSocket` and of the platform's own functions, oldest first. */
  readonly log: readonly NativeCall[];
  /** What Taro stands on: `wx`, `my`, or the browser's `WebSocket`. */
  readonly native: FakeNative;
  /** Turns knobs from now on. Throws on a name that is none. */
  set(knobs: Partial<Knobs>): void;
  /**
   * Begins anew: nothing connected, nothing logged, the knobs as they were given here, else at their defaults. `platform`,
   * `act` and, on the same platform, `runtime` stay as they were unless given.
   */
  reset(options?: Partial<FakeTaroOptions>): void;
  /** What the code under test holds now, a line each: its connections, its listeners and its timers. */
  left(): readonly string[];
  /**
   * Throws when the code under test has left a connection, a listener of the app, the network or the global socket, or a
   * timer, and names each with who opened it. A socket of `useSharedSocket` that nobody holds is not left: its linger ends
   * here. Call it after each test, after unmounting and before the fake timers go:
   * timers are watched from the first call of Taro on. Puts back the globals that the fake has replaced, and begins anew
   * with the knobs that the fake was made or last reset with.
   */
  assertClean(): void;
}

/**
 * Makes a fake of `@tarojs/taro` with the true socket habits of a platform.
 *
 * @example
 * ```ts
 * // fake-taro.ts
 * export const fake = createFakeTaro({ platform: 'weapp', act });
 *
 * // page.test.tsx, under vitest or under jest
 * vi.mock('@tarojs/taro', async () => (await import('./fake-taro')).fake.taro);
 * jest.mock('@tarojs/taro', () => jest.requireActual('./fake-taro').fake.taro);
 * ```
 */
export function createFakeTaro(options: FakeTaroOptions): FakeTaro {
  let current = begin(options);
  const left = () => [...current.world.ledger.left(), ...current.world.timers.left()];

  return {
    taro: taroOf(() => current),
    server: always(() => current.server),
    app: always(() => current.app),
    page: always(() => current.page),
    network: always(() => current.network),
    get log() {
      return current.world.log;
    },
    get native() {
      return current.platform.native;
    },
    set: (knobs) => turn(current.world.knobs, knobs),
    reset(changed = {}) {
      endSharedSockets('all');
      const { platform, act, runtime } = current.options;
      const kept = changed.platform && changed.platform !== platform ? { act } : { act, runtime };
      const next = begin({ platform, ...kept, ...changed });
      current.end();
      current = next;
      current.touch();
    },
    left,
    assertClean() {
      endSharedSockets('lingering');
      const held = left();
      current.end();
      current = begin(current.options);
      if (held.length > 0) throw new Error(`left behind:\n- ${held.join('\n- ')}`);
    },
  };
}

function begin(options: FakeTaroOptions) {
  const { platform: name, act = (event) => event(), runtime, ...turned } = options;
  const knobs = defaultKnobs(name);
  turn(knobs, turned);
  const world = createWorld(name, knobs, act);
  const sockets = createSockets(world);
  const { page, hooks } = createPage(world);
  const platform = createPlatform(world, sockets, hooks, runtime);
  return {
    options,
    world,
    platform,
    page,
    server: createServer(sockets),
    app: createApp(world, sockets, platform.tellVisible),
    network: createNetwork(world, sockets, platform.tellOnline),
    /** The test has begun: the globals of now are watched, fake timers that were installed meanwhile among them. */
    touch() {
      world.timers.watch();
      platform.install();
    },
    end() {
      world.end();
      platform.restore();
    },
  };
}

/** An object that stays the same while what it stands for changes with each reset: tests take a fake apart once. */
function always<Part extends object>(current: () => Part): Part {
  return new Proxy({} as Part, { get: (_target, name) => Reflect.get(current(), name) });
}

/** The module, whose functions look up the world of now when they are called. */
function taroOf(current: () => ReturnType<typeof begin>): TaroFunctions {
  const taro: TaroFunctions = { __esModule: true };
  const { names } = current().platform;
  for (const name of names) {
    const call = (...args: unknown[]) => {
      current().touch();
      const found = current().platform.taro[name] as (...args: unknown[]) => unknown;
      return found(...args);
    };
    Object.defineProperty(taro, name, {
      enumerable: true,
      configurable: true,
      get() {
        const found = current().world.knobs.missing.includes(name) ? undefined : current().platform.taro[name];
        return typeof found === 'function' ? call : found;
      },
    });
  }
  taro.default = taro;
  return taro;
}

/** Shared sockets outlive their components: those that a test has left are no matter of the next. */
function endSharedSockets(which: 'all' | 'lingering'): void {
  const tests = globalThis as { [key: symbol]: ((which: 'all' | 'lingering') => void) | undefined };
  tests[Symbol.for('heartbeat-socket.reset')]?.(which);
}
