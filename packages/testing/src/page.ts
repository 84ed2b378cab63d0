import { useEffect, useRef } from 'react';
import type { World } from './world';

type Listener = () => void;

/** The page that the components under test are on. */
export interface FakePage {
  /** Another page comes over it, or the user leaves the app: `useDidHide`. */
  hide(): void;
  /** It is on top again: `useDidShow`. */
  show(): void;
}

/** Taro's page hooks, for components that are mounted: they last as long as the component. */
export interface PageHooks {
  useDidShow(listener: Listener): void;
  useDidHide(listener: Listener): void;
}

function usePageEvent(listeners: Set<Listener>, listener: Listener): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const tell = () => latest.current();
    listeners.add(tell);
    return () => void listeners.delete(tell);
  }, [listeners]);
}

/** Makes the page of one world and the hooks that hear of it. */
export function createPage(world: World): { page: FakePage; hooks: PageHooks } {
  const shows = new Set<Listener>();
  const hides = new Set<Listener>();

  const emit = (listeners: Set<Listener>) => {
    for (const listener of [...listeners]) world.tell(listener);
  };
  return {
    page: { hide: () => emit(hides), show: () => emit(shows) },
    hooks: {
      useDidShow: (listener) => usePageEvent(shows, listener),
      useDidHide: (listener) => usePageEvent(hides, listener),
    },
  };
}
