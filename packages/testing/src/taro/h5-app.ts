import type { Browser } from '../native/browser';
import type { NativeCallbacks } from '../native/callbacks';
import { createH5Callbacks } from './h5-callbacks';

/**
 * Taro's app and network events on H5 (@tarojs/taro-h5 4.2, api/base/weapp/app-event and api/device/network). The app
 * is hidden when the tab is. Network events come only where `navigator.connection` is, and say "connected" whenever its
 * type is not `none`.
 */
export function createH5App(browser: Browser) {
  const shows = createH5Callbacks();
  const hides = createH5Callbacks();
  const networks = createH5Callbacks();

  const onVisible = () => document.visibilityState !== 'hidden' && shows.trigger({ path: '' });
  const onHidden = () => document.visibilityState === 'hidden' && hides.trigger({ path: '' });
  const networkType = () => browser.connection?.type ?? browser.connection?.effectiveType ?? 'unknown';
  const onChange = () => networks.trigger({ isConnected: networkType() !== 'none', networkType: networkType() });

  function pair(callbacks: ReturnType<typeof createH5Callbacks>, attach: () => void, detach: () => void) {
    return [
      (listener: () => void) => {
        callbacks.add(listener);
        if (callbacks.count() === 1) attach();
      },
      (listener?: () => void) => {
        callbacks.remove(listener);
        if (callbacks.count() === 0) detach();
      },
    ];
  }

  const [onAppShow, offAppShow] = pair(
    shows,
    () => window.addEventListener('visibilitychange', onVisible),
    () => window.removeEventListener('visibilitychange', onVisible),
  );
  const [onAppHide, offAppHide] = pair(
    hides,
    () => window.addEventListener('visibilitychange', onHidden),
    () => window.removeEventListener('visibilitychange', onHidden),
  );
  const [onNetworkStatusChange, offNetworkStatusChange] = pair(
    networks,
    () => browser.connection?.addEventListener('change', onChange),
    () => browser.connection?.removeEventListener('change', onChange),
  );

  return {
    onAppShow,
    offAppShow,
    onAppHide,
    offAppHide,
    onNetworkStatusChange,
    offNetworkStatusChange,
    getNetworkType({ success, complete }: NativeCallbacks = {}) {
      const result = { networkType: networkType(), errMsg: 'getNetworkType:ok' };
      success?.(result);
      complete?.(result);
      return Promise.resolve(result);
    },
  };
}
