import { noop } from '@heartbeat-socket/core';
import { useEffect, useRef } from 'react';
import { taroApi } from '../platform/taro-api';

/** What decides whether a component holds its socket. */
export interface HoldConditions {
  readonly enabled: boolean;
  readonly hasUrl: boolean;
  readonly leavesWhenPageHidden: boolean;
}

/** Takes hold of a socket; `afresh` ends an earlier `disconnect()`. Returns the release. */
export type Hold = (afresh: boolean) => () => void;

/** Holds a socket while the component is mounted and wants it. Nothing of it renders. */
export function useHold(hold: Hold, { enabled, hasUrl, leavesWhenPageHidden }: HoldConditions): void {
  const isPageHidden = useRef(false);
  const wasDisabled = useRef(false);
  const follow = useRef(noop);

  useEffect(() => {
    let release: (() => void) | null = null;
    follow.current = () => {
      if (enabled && hasUrl && !(leavesWhenPageHidden && isPageHidden.current)) {
        // Only enabled going from false to true ends an earlier disconnect(); coming back to the page does not.
        release ??= hold(wasDisabled.current);
        wasDisabled.current = false;
      } else {
        release?.();
        release = null;
      }
    };
    wasDisabled.current ||= !enabled;
    follow.current();
    return () => {
      follow.current = noop;
      release?.();
    };
  }, [hold, enabled, hasUrl, leavesWhenPageHidden]);

  usePageEvent('useDidHide', () => {
    isPageHidden.current = true;
    follow.current();
  });
  usePageEvent('useDidShow', () => {
    isPageHidden.current = false;
    follow.current();
  });
}

/** Taro's page hook of that name, where there is one: it is there on every render or on none. */
function usePageEvent(name: 'useDidHide' | 'useDidShow', listener: () => void): void {
  taroApi[name]()?.(listener);
}
