import { setNavigationBarTitle, useDidShow } from '@tarojs/taro';
import { useEffect } from 'react';

/** Gives the page its title, anew when it is shown again: on H5 a page that comes back has that of the app. */
export function usePageTitle(title: string): void {
  useEffect(() => void setNavigationBarTitle({ title }), [title]);
  useDidShow(() => void setNavigationBarTitle({ title }));
}
