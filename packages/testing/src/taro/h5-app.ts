import type { Browser } from '../native/browser';
import type { NativeCallbacks } from '../native/callbacks';
import type { World } from '../world';
import { createH5Callbacks, type H5Callbacks } from './h5-callbacks';

/** What Taro tells of the app in its show and hide events, where no page of its router is on top. */
const appDetail = () => ({ path: '', query: {}, referrerInfo: {}, scene: 0, shareTicket: '' });

function pair(callbacks: H5Callbacks, attach: () => void, detach: () => void) {
  return [
    (listener?: () => void) => {
      callbacks.add(listener);
      if (callbacks.count() === 1) attach();
    },
    (listener?: () => void) => {
      callbacks.remove(listener);
      if (callbacks.count() === 0) detach();
    },
  ];
}

/**
 * Taro's app and network events on H5 (@tarojs/taro-h5 4.2, api/base/weapp/app-event and api/device/network). The app
 * is hidden when the tab is. Network events come only where `navigator.connection` is, one promise late, and say
 * "connected" whenever its type is not `none`.
 */
export function createH5App(browser: Browser, { ledger, tell }: World) {
  const shows = createH5Callbacks(ledger, 'onAppShow');
  const hides = createH5Callbacks(ledger, 'onAppHide');
  const networks = createH5Callbacks(ledger, 'onNetworkStatusChange');

  const onVisible = () => browser.isVisible && shows.trigger(appDetail());
  const onHidden = () => !browser.isVisible && hides.trigger(appDetail());

  const [onAppShow, offAppShow] = pair(
    shows,
    () => browser.addVisibilityListener(onVisible),
    () => browser.removeVisibilityListener(onVisible),
  );
  const [onAppHide, offAppHide] = pair(
    hides,
    () => browser.addVisibilityListener(onHidden),
    () => browser.removeVisibilityListener(onHidden),
  );

  function getNetworkType({ success, complete }: NativeCallbacks = {}) {
    const { type, effectiveType } = browser.connection ?? {};
    const result = { networkType: type || effectiveType || 'unknown', errMsg: 'getNetworkType:ok' };
    success?.(result);
    complete?.(result);
    return Promise.resolve(result);
  }

  async function onChange(): Promise<void> {
    const { networkType } = await getNetworkType();
    tell(() => networks.trigger({ isConnected: networkType !== 'none', networkType }));
  }

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
    getNetworkType,
  };
}
