import type { Knobs, Platform } from './knobs';
import type { LogicThread } from './logic-thread';
import type { NativeListeners } from './native-listeners';
import type { Realm } from './realm';
import type { SocketPool } from './socket-pool';

/** What going offline does to the sockets that are open. */
export interface OfflineOptions {
  /**
   * `drop`: the platform notices and closes them with 1006. `silent`: half-open, as after a change of cell.
   *
   * @defaultValue 'drop'
   */
  readonly lines?: 'drop' | 'silent';
}

/** The phone's network, as a test moves it. */
export interface Network {
  /** No connect and no request gets out; the program is told. */
  offline(options?: OfflineOptions): void;
  /** Connects and requests get out again; the program is told. */
  online(): void;
  /** Only tells the program, true or not, whatever the knob `networkNews` says. */
  report(isConnected: boolean): void;
}

/** A network that a test can move, with what the native API needs of it. */
export interface NativeNetwork extends Network {
  isOnline(): boolean;
  /** What `getNetworkType` says, true or not: alipay's types are in upper case, and none of them is `none`. */
  answer(): object;
}

interface NetworkParts {
  readonly platform: Platform;
  readonly knobs: Knobs;
  readonly realm: Realm;
  readonly thread: LogicThread;
  readonly listeners: NativeListeners;
  sockets(): SocketPool;
}

const TYPES: Record<Platform, { readonly on: string; readonly off: string }> = {
  weapp: { on: 'wifi', off: 'none' },
  alipay: { on: 'WIFI', off: 'NOTREACHABLE' },
};

/** Online at first, or as the knob `offline` has it. */
export function createNetwork(parts: NetworkParts): NativeNetwork {
  const { platform, knobs, realm, thread, listeners, sockets } = parts;
  let isOnline = !knobs.offline;
  const typeOf = (isConnected: boolean) => (isConnected ? TYPES[platform].on : TYPES[platform].off);

  function report(isConnected: boolean): void {
    thread.post(() => {
      const event = realm.object({ isConnected, networkType: typeOf(isConnected) });
      listeners.emit('onNetworkStatusChange', event);
    });
  }

  function isSaidOnline(): boolean {
    return knobs.networkNews === 'online' || (knobs.networkNews !== 'offline' && isOnline);
  }

  function tell(): void {
    if (knobs.networkNews !== 'none') report(isSaidOnline());
  }

  return {
    isOnline: () => isOnline,
    answer() {
      const known = platform === 'alipay' ? { networkAvailable: isSaidOnline() } : {};
      return { ...known, networkType: typeOf(isSaidOnline()) };
    },
    report,
    offline({ lines = 'drop' } = {}) {
      isOnline = false;
      sockets().each((socket) => {
        if (lines === 'drop') socket.drop();
        else socket.cut();
      });
      tell();
    },
    online() {
      isOnline = true;
      tell();
    },
  };
}
