import { createAlipaySockets } from './alipay-socket';
import { fail, type NativeCallbacks, succeed } from './native-callbacks';
import type { NativeApi, NativeFunction, NativeParts } from './native-parts';
import { createNativeRequest } from './native-request';
import { createWeappSockets } from './weapp-socket';

interface StorageOptions extends NativeCallbacks {
  readonly key: string;
  readonly data?: unknown;
}

/** What the API needs beside its parts. */
export interface NativeSurroundings {
  /** `navigateTo` and its sisters. */
  readonly navigation: NativeApi;
  /** How the program was started: `getLaunchOptionsSync`. */
  readonly launchOptions: object;
  /** What `getNetworkType` says. */
  networkAnswer(): object;
}

const SYSTEM = {
  brand: 'host',
  model: 'host',
  pixelRatio: 2,
  screenWidth: 375,
  screenHeight: 667,
  windowWidth: 375,
  windowHeight: 603,
  statusBarHeight: 20,
  language: 'zh_CN',
  version: '8.0.50',
  system: 'iOS 17.0',
  platform: 'ios',
  fontSizeSetting: 16,
  SDKVersion: '3.5.0',
  safeArea: { left: 0, right: 375, top: 20, bottom: 667, width: 375, height: 647 },
};

/** Functions that do something on a screen that nobody sees: they are logged, and succeed. */
const CHROME = [
  'showToast',
  'hideToast',
  'showLoading',
  'hideLoading',
  'setNavigationBarTitle',
  'setNavigationBar',
  'setNavigationBarColor',
  'stopPullDownRefresh',
  'pageScrollTo',
  'vibrateShort',
  'vibrateLong',
  'vibrate',
  'setKeepScreenOn',
  'setClipboardData',
  'setClipboard',
];

function listenerPair({ listeners }: NativeParts, onName: string, offName: string): NativeApi {
  return {
    [onName]: (listener: () => void) => listeners.add(onName, listener),
    [offName]: (listener?: () => void) => listeners.remove(onName, listener),
  };
}

function createStorage(parts: NativeParts): NativeApi {
  const { platform, realm } = parts;
  const stored = new Map<string, unknown>();
  // weapp's sync functions take the key, alipay's an object.
  const keyOf = (argument: string | StorageOptions) => (typeof argument === 'string' ? argument : argument.key);
  return {
    getStorageSync(argument: string | StorageOptions) {
      const data = stored.get(keyOf(argument));
      if (platform === 'alipay') return realm.object({ data: data ?? null });
      return data ?? '';
    },
    setStorageSync(argument: string | StorageOptions, data: unknown) {
      stored.set(keyOf(argument), realm.copy(typeof argument === 'string' ? data : argument.data));
    },
    removeStorageSync: (argument: string | StorageOptions) => void stored.delete(keyOf(argument)),
    clearStorageSync: () => stored.clear(),
    getStorage: (options: StorageOptions) =>
      succeed(parts, options, 'getStorage', { data: stored.get(options.key) ?? null }),
    setStorage(options: StorageOptions) {
      stored.set(options.key, realm.copy(options.data));
      succeed(parts, options, 'setStorage');
    },
    removeStorage(options: StorageOptions) {
      stored.delete(options.key);
      succeed(parts, options, 'removeStorage');
    },
  };
}

function createSystem(parts: NativeParts, { launchOptions }: NativeSurroundings): NativeApi {
  const { realm, thread } = parts;
  const system = () => realm.copy(SYSTEM);
  return {
    getSystemInfoSync: system,
    getWindowInfo: system,
    getDeviceInfo: system,
    getAppBaseInfo: system,
    getSystemInfo: (options: NativeCallbacks) => succeed(parts, options, 'getSystemInfo', system()),
    getLaunchOptionsSync: () => realm.copy(launchOptions),
    getEnterOptionsSync: () => realm.copy(launchOptions),
    canIUse: () => true,
    nextTick: (callback: () => void) => thread.post(callback),
  };
}

function createNetworkApi(parts: NativeParts, { networkAnswer }: NativeSurroundings): NativeApi {
  const { knobs } = parts;
  function getNetworkType(options: NativeCallbacks = {}): void {
    if (knobs.networkQuestion === 'answer') succeed(parts, options, 'getNetworkType', networkAnswer());
    if (knobs.networkQuestion === 'fail') fail(parts, options, 'getNetworkType', { message: 'system error' });
  }
  return {
    ...(knobs.networkQuestion === 'absent' ? {} : { getNetworkType }),
    ...(knobs.networkEvents ? listenerPair(parts, 'onNetworkStatusChange', 'offNetworkStatusChange') : {}),
  };
}

/** The native API: `wx` on weapp, `my` on alipay. Each call of it is recorded. */
export function createNativeApi(parts: NativeParts, surroundings: NativeSurroundings): object {
  const { knobs, platform, realm } = parts;
  const functions: NativeApi = {
    ...(platform === 'weapp' ? createWeappSockets(parts) : createAlipaySockets(parts)),
    request: createNativeRequest(parts),
    ...createStorage(parts),
    ...createSystem(parts, surroundings),
    ...surroundings.navigation,
    ...createNetworkApi(parts, surroundings),
    ...(knobs.appEvents ? listenerPair(parts, 'onAppShow', 'offAppShow') : {}),
    ...(knobs.appEvents ? listenerPair(parts, 'onAppHide', 'offAppHide') : {}),
  };
  for (const name of CHROME) functions[name] = (options: NativeCallbacks = {}) => succeed(parts, options, name);

  const recorded = Object.entries(functions).map(([name, call]): [string, NativeFunction] => [
    name,
    (...args) => {
      parts.record(name, args);
      return call(...args);
    },
  ]);
  return realm.object(Object.fromEntries(recorded));
}
