import type { Platform } from './knobs';
import { type Browser, createBrowser } from './native/browser';
import { createMiniProgram } from './native/mini-program';
import { createMy } from './native/my';
import { createWebSocket, type FakeWebSocketClass } from './native/web-socket';
import { createWx } from './native/wx';
import type { PageHooks } from './page';
import type { Sockets } from './sockets';
import { addForwarders, type SingleSocketFunctions } from './taro/alipay-forwarders';
import { createH5App } from './taro/h5-app';
import { createH5ConnectSocket } from './taro/h5-socket';
import { promisify } from './taro/promisify';
import type { World } from './world';

/** Taro's functions by name. */
export type TaroFunctions = Record<string, unknown>;

/** What a platform gives to Taro. */
export interface FakeNative {
  readonly wx?: Readonly<Record<string, unknown>>;
  readonly my?: Readonly<Record<string, unknown>>;
  readonly WebSocket?: FakeWebSocketClass;
}

/** Makes Taro's functions over a platform. Called at each reset. */
export type Runtime = (native: FakeNative) => TaroFunctions;

/** A platform with Taro on it. */
export interface FakePlatform {
  readonly native: FakeNative;
  readonly taro: TaroFunctions;
  /** Every name that Taro has on one platform or another. */
  readonly names: readonly string[];
  tellVisible(visible: boolean): void;
  tellOnline(online: boolean): void;
  /** Takes over the globals that tell of the platform, if it has any. Again does nothing. */
  install(): void;
  restore(): void;
}

const ENV_TYPE = { WEAPP: 'WEAPP', ALIPAY: 'ALIPAY', WEB: 'WEB' } as const;
const ENV: Readonly<Record<Platform, string>> = { weapp: 'WEAPP', alipay: 'ALIPAY', h5: 'WEB' };

const SOCKET_EVENTS = ['onSocketOpen', 'onSocketMessage', 'onSocketError', 'onSocketClose'] as const;
const PROMISED = ['connectSocket', 'sendSocketMessage', 'closeSocket', 'getNetworkType'] as const;
const PLAIN = [
  ...SOCKET_EVENTS,
  ...SOCKET_EVENTS.map((name) => name.replace(/^on/, 'off')),
  'onAppShow',
  'offAppShow',
  'onAppHide',
  'offAppHide',
  'onNetworkStatusChange',
  'offNetworkStatusChange',
];
const NAMES = [...PROMISED, ...PLAIN, 'getEnv', 'ENV_TYPE', 'useDidShow', 'useDidHide'];

/** Three hops of a promise, each a timer of 4 ms. */
const SLOW_PROMISE = 12;

/** Puts Taro on the platform of the world. */
export function createPlatform(
  world: World,
  sockets: Sockets,
  hooks: PageHooks,
  runtime: Runtime = () => ({}),
): FakePlatform {
  const base = world.platform === 'h5' ? createH5(world, sockets) : createMini(world, sockets, world.platform);
  const taro: TaroFunctions = {
    ...base.taro,
    getEnv: () => ENV[world.platform],
    ENV_TYPE,
    ...hooks,
    ...runtime(base.native),
  };
  return { ...base, taro: { ...taro, connectSocket: connectSocketOf(world, sockets, taro) }, names: NAMES };
}

/** What no platform does by itself: a promise that is slow, and one of something that is no task. */
function connectSocketOf({ knobs, timers, record }: World, sockets: Sockets, taro: TaroFunctions) {
  const connectSocket = taro.connectSocket as (options?: object) => Promise<unknown>;
  return (options?: { readonly url?: string }): Promise<unknown> => {
    record('Taro.connectSocket', options);
    if (!sockets.begin(options?.url ?? '')) return Promise.resolve({ errMsg: 'connectSocket:ok' });
    const answer = connectSocket(options);
    if (knobs.promises === 'microtask') return answer;
    const late = (settle: () => void) => void timers.after(SLOW_PROMISE, settle);
    return new Promise((resolve, reject) => {
      answer.then(
        (task) => late(() => resolve(task)),
        (failure) => late(() => reject(failure)),
      );
    });
  };
}

function createMini(world: World, sockets: Sockets, platform: 'weapp' | 'alipay') {
  const program = createMiniProgram(world, platform);
  const native = {
    ...program.functions,
    ...(platform === 'weapp' ? createWx(world, sockets) : createMy(world, sockets)),
  } as Record<string, (argument?: unknown) => unknown>;
  const modifyResult = (name: string, result: unknown) => {
    if (platform === 'alipay' && name === 'connectSocket') addForwarders(native as SingleSocketFunctions, result);
  };
  const taro: TaroFunctions = {};
  for (const name of PLAIN) taro[name] = native[name];
  for (const name of PROMISED) {
    taro[name] = promisify(name, (options) => (native[name] as (options: object) => unknown)(options), modifyResult);
  }
  return {
    native: platform === 'weapp' ? { wx: native } : { my: native },
    taro,
    tellVisible: program.tellVisible,
    tellOnline: program.tellOnline,
    install() {},
    restore() {},
  };
}

function createH5(world: World, sockets: Sockets) {
  const browser: Browser = createBrowser(world);
  const WebSocket = createWebSocket(world, sockets);
  const deprecated = (name: string) => () => console.warn(`Deprecated.Please use socketTask.${name} instead.`);
  return {
    native: { WebSocket },
    taro: {
      ...createH5App(browser, world),
      connectSocket: createH5ConnectSocket(WebSocket, () => world.knobs.slots),
      sendSocketMessage: deprecated('send'),
      closeSocket: deprecated('close'),
      onSocketOpen: deprecated('onOpen'),
      onSocketMessage: deprecated('onMessage'),
      onSocketError: deprecated('onError'),
      onSocketClose: deprecated('onClose'),
    } as TaroFunctions,
    tellVisible: browser.tellVisible,
    tellOnline: browser.tellOnline,
    install: browser.install,
    restore: browser.restore,
  };
}
