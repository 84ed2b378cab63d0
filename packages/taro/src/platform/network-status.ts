import type { NetworkStatus } from '@heartbeat-socket/core';
import { noop } from '@heartbeat-socket/core';
import type { Quirks } from './quirks/quirks';
import { taroApi } from './taro-api';

/** What Taro's network calls give on one platform or another. */
interface NetworkReport {
  isConnected?: boolean;
  networkAvailable?: boolean;
  networkType?: string;
}

/** The platform's hints on the network, from Taro's events and the platform's own. */
export function createNetworkStatus(quirks: Quirks): NetworkStatus {
  return {
    current: () => quirks.isOnline() ?? true,
    subscribe(listener) {
      let isActive = true;
      const hear = (report: unknown) => {
        if (isActive) listener(isOnline(report));
      };
      taroApi.onNetworkStatusChange()?.(hear);
      const endOwn = quirks.onNetworkChange(listener);
      // Nothing tells the state at the start but a question; only the news that it is bad changes anything.
      const question = taroApi.getNetworkType()?.();
      question?.then?.((report) => isOnline(report) || hear(report), noop);
      return () => {
        isActive = false;
        endOwn();
        taroApi.offNetworkStatusChange()?.(hear);
      };
    },
  };
}

/** WeChat says `isConnected` and `none`; Alipay `networkAvailable` and `NOTREACHABLE` (@mini-types/my 3.0). */
function isOnline(report: unknown): boolean {
  const { isConnected, networkAvailable, networkType } = (report ?? {}) as NetworkReport;
  return isConnected !== false && networkAvailable !== false && !/^(none|notreachable)$/i.test(networkType ?? '');
}
