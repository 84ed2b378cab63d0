import Taro, {
  connectSocket,
  getEnv,
  getNetworkType,
  offAppHide,
  offAppShow,
  offNetworkStatusChange,
  onAppHide,
  onAppShow,
  onNetworkStatusChange,
} from '@tarojs/taro';

/**
 * Taro's functions by name, each looked up when it is needed, and `undefined` where this Taro, or this mock of it, has
 * none. The only file that imports Taro.
 *
 * Named imports come first: in an H5 build the default export lacks the APIs unless Taro transpiles the importer
 * (`@tarojs/plugin-platform-h5` 4.2, `runtime/apis`), and a namespace import is lost when it does
 * (`babel-plugin-transform-taroapi` 4.2). The default export serves mocks that have no other, and React's page hooks,
 * which H5 has nowhere else.
 */
export const taroApi = {
  connectSocket: () =>
    find(
      () => connectSocket,
      () => Taro.connectSocket,
    ),
  getEnv: () =>
    find(
      () => getEnv,
      () => Taro.getEnv,
    ),
  getNetworkType: () =>
    find(
      () => getNetworkType,
      () => Taro.getNetworkType,
    ),
  onNetworkStatusChange: () =>
    find(
      () => onNetworkStatusChange,
      () => Taro.onNetworkStatusChange,
    ),
  offNetworkStatusChange: () =>
    find(
      () => offNetworkStatusChange,
      () => Taro.offNetworkStatusChange,
    ),
  onAppShow: () =>
    find(
      () => onAppShow,
      () => Taro.onAppShow,
    ),
  offAppShow: () =>
    find(
      () => offAppShow,
      () => Taro.offAppShow,
    ),
  onAppHide: () =>
    find(
      () => onAppHide,
      () => Taro.onAppHide,
    ),
  offAppHide: () =>
    find(
      () => offAppHide,
      () => Taro.offAppHide,
    ),
  /** Alipay's, which Taro passes on at run time and its types leave out: no named import can ask for it. */
  offSocket: (name: 'Open' | 'Message' | 'Error' | 'Close') =>
    find(() => (Taro as unknown as Record<string, (listener: unknown) => void>)[`offSocket${name}`]),
  useDidShow: () => find(() => Taro.useDidShow),
  useDidHide: () => find(() => Taro.useDidHide),
};

function find<Found>(...looks: Array<() => Found>): Found | undefined {
  for (const look of looks) {
    try {
      const found = look();
      if (typeof found === 'function') return found;
    } catch {
      // A mock of vitest throws on an export that it lacks: to us it is just not there.
    }
  }
  return undefined;
}
