import { setNavigationBarTitle, useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useRef } from 'react';

/** Gives the page its title. One that is covered by another waits: the bar, or the tab of a browser, is not its own. */
export function usePageTitle(title: string): void {
  const isShown = useRef(true);
  useDidHide(() => {
    isShown.current = false;
  });
  useDidShow(() => {
    isShown.current = true;
    void setNavigationBarTitle({ title });
  });
  useEffect(() => {
    if (isShown.current) void setNavigationBarTitle({ title });
  }, [title]);
}
