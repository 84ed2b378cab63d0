import type { NetworkStatus } from '@heartbeat-socket/core';
import { noop } from '@heartbeat-socket/core';
import { contained, isThenable } from './contained';
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
    current: () => contained(quirks.isOnline) ?? true,
    subscribe(listener) {
      let isActive = true;
      // Chromium reports a change of connection, of type "4g", at the moment it goes offline (156, taro-h5 4.2).
      const hear = (report: unknown) => {
        if (isActive) listener(isOnline(report) && contained(quirks.isOnline) !== false);
      };
      contained(() => taroApi.onNetworkStatusChange()?.(hear));
      const endOwn = contained(() => quirks.onNetworkChange(listener));
      // Nothing tells the state at the start but a question; only the news that it is bad changes anything.
      const question = contained(() => taroApi.getNetworkType()?.());
      if (isThenable(question)) question.then((report) => isOnline(report) || hear(report), noop);
      return () => {
        isActive = false;
        contained(() => endOwn?.());
        contained(() => taroApi.offNetworkStatusChange()?.(hear));
      };
    },
  };
}

/** WeChat says `isConnected` and `none`; Alipay `networkAvailable` and `NOTREACHABLE` (@mini-types/my 3.0). */
function isOnline(report: unknown): boolean {
  const { isConnected, networkAvailable, networkType } = (report ?? {}) as NetworkReport;
  return isConnected !== false && networkAvailable !== false && !/^(none|notreachable)$/i.test(networkType ?? '');
}
