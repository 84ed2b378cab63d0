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

type TaroStatic = typeof Taro;

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
  connectSocket: () => find('connectSocket', () => connectSocket),
  getEnv: () => find('getEnv', () => getEnv),
  getNetworkType: () => find('getNetworkType', () => getNetworkType),
  onNetworkStatusChange: () => find('onNetworkStatusChange', () => onNetworkStatusChange),
  offNetworkStatusChange: () => find('offNetworkStatusChange', () => offNetworkStatusChange),
  onAppShow: () => find('onAppShow', () => onAppShow),
  offAppShow: () => find('offAppShow', () => offAppShow),
  onAppHide: () => find('onAppHide', () => onAppHide),
  offAppHide: () => find('offAppHide', () => offAppHide),
  useDidShow: () => find('useDidShow'),
  useDidHide: () => find('useDidHide'),
  /** Of the app's one socket on Alipay, by the default export alone: on H5 it only warns. */
  closeSocket: () => find('closeSocket'),
  /** Alipay's, which Taro passes on at run time and its types leave out: no named import can ask for it. */
  offSocket: (name: 'Open' | 'Message' | 'Error' | 'Close') =>
    find(`offSocket${name}` as keyof TaroStatic) as ((listener: unknown) => void) | undefined,
};

/** By its named import, if there is one, then in the default export, and in what jest makes of a mock's default export. */
function find<Name extends keyof TaroStatic>(
  name: Name,
  named: () => unknown = () => undefined,
): TaroStatic[Name] | undefined {
  const looks = [named, () => Taro[name], () => (Taro as unknown as { default: TaroStatic }).default[name]];
  for (const look of looks) {
    try {
      const found = look();
      if (typeof found === 'function') return found as TaroStatic[Name];
    } catch {
      // A mock of vitest throws on an export that it lacks: to us it is just not there.
    }
  }
  return undefined;
}
