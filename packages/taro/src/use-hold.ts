import { type HeartbeatSocket, noop } from '@heartbeat-socket/core';
import { useEffect, useRef } from 'react';
import { taroApi } from './taro-api';

/** What decides whether a component holds its socket. */
export interface HoldConditions {
  readonly enabled: boolean;
  readonly hasUrl: boolean;
  readonly leavesWhenPageHidden: boolean;
}

/** Holds a socket while the component is mounted and wants it. Nothing of it renders. */
export function useHold<In, Out>(
  socket: HeartbeatSocket<In, Out>,
  { enabled, hasUrl, leavesWhenPageHidden }: HoldConditions,
): void {
  const isPageHidden = useRef(false);
  const wasDisabled = useRef(false);
  const follow = useRef(noop);

  useEffect(() => {
    let release: (() => void) | null = null;
    follow.current = () => {
      if (enabled && hasUrl && !(leavesWhenPageHidden && isPageHidden.current)) {
        // Only enabled going from false to true ends an earlier disconnect(); coming back to the page does not.
        release ??= socket.hold(wasDisabled.current);
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
  }, [socket, enabled, hasUrl, leavesWhenPageHidden]);

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
