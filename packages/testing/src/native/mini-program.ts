import type { World } from '../world';
import { appEvents } from './app-events';
import { type NativeCallbacks, succeed } from './callbacks';

const WORDS = {
  weapp: { online: 'wifi', offline: 'none' },
  alipay: { online: 'WIFI', offline: 'NOTREACHABLE' },
} as const;

/** What a mini-program's platform tells of the app and the network, and how the story makes it tell. */
export interface MiniProgram {
  readonly functions: Record<string, unknown>;
  tellVisible(visible: boolean): void;
  tellOnline(online: boolean): void;
}

/** App and network events of WeChat and Alipay. Alipay writes in capitals, and knows `networkAvailable` (@mini-types/my). */
export function createMiniProgram(world: World, platform: 'weapp' | 'alipay'): MiniProgram {
  const { listeners } = world;
  let isOnline = true;
  const networkType = () => WORDS[platform][isOnline ? 'online' : 'offline'];
  return {
    functions: {
      ...appEvents(world, ['onAppShow', 'onAppHide', 'onNetworkStatusChange'], { hasOff: true }),
      getNetworkType(options: NativeCallbacks = {}) {
        const extra = platform === 'alipay' ? { networkAvailable: isOnline } : { errMsg: 'getNetworkType:ok' };
        succeed(options, { networkType: networkType(), ...extra });
      },
    },
    tellVisible: (visible) => listeners.emit(visible ? 'onAppShow' : 'onAppHide', { path: '', query: {} }),
    tellOnline(online) {
      isOnline = online;
      listeners.emit('onNetworkStatusChange', { isConnected: online, networkType: networkType() });
    },
  };
}
