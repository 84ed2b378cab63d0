import type { AppVisibility } from '@heartbeat-socket/core';
import { contained } from './contained';
import type { Quirks } from './quirks/quirks';
import { taroApi } from './taro-api';

/** Whether the app is shown, by Taro's app events: a page's own events miss what happens while it lies under another. */
export function createAppVisibility(quirks: Pick<Quirks, 'isVisible'>): AppVisibility {
  const current = () => contained(quirks.isVisible) ?? true;
  return {
    current,
    subscribe(listener) {
      let isActive = true;
      let isTelling = false;
      const tell = (visible: boolean) => () => {
        if (!isActive) return;
        isTelling = true;
        try {
          listener(visible);
        } finally {
          isTelling = false;
        }
      };
      // The same functions again to take them off: without one, H5 takes off everybody's (taro-h5 4.2, utils/handler).
      const onShow = tell(true);
      const onHide = tell(false);
      const off = () => {
        contained(() => taroApi.offAppShow()?.(onShow));
        contained(() => taroApi.offAppHide()?.(onHide));
      };
      let tellsShow = true;
      contained(
        () => taroApi.onAppShow()?.(onShow),
        () => {
          tellsShow = false;
        },
      );
      // Who never hears of a show must not hear of a hide, or take the app for hidden: a socket would wait for the show
      // for ever.
      if (tellsShow) contained(() => taroApi.onAppHide()?.(onHide));
      else if (!current()) onShow();
      return () => {
        isActive = false;
        // On H5 a listener that takes itself off while it is called makes Taro skip the next one (utils/handler).
        if (isTelling) Promise.resolve().then(off);
        else off();
      };
    },
  };
}
