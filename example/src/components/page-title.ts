import { setNavigationBarTitle } from '@tarojs/taro';
import { useEffect } from 'react';
import { usePageShown } from './page-shown';

/** Gives the page its title. One that is covered by another waits: the bar, or the tab of a browser, is not its own. */
export function usePageTitle(title: string): void {
  const isShown = usePageShown();
  useEffect(() => {
    if (isShown) void setNavigationBarTitle({ title });
  }, [isShown, title]);
}
