import { noop, systemClock } from '@heartbeat-socket/core';
import { useCallback, useSyncExternalStore } from 'react';
import { type SocketSource, socketOf, viewOf } from '../binding/socket-source';

const SECOND = 1_000;

/** Whole seconds until the next attempt, counting down to 0; null when none is timed. Renders once a second meanwhile. */
export function useRetryIn<In, Out>(source: SocketSource<In, Out>): number | null {
  const socket = socketOf(source);
  const { hears } = viewOf(source);
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!hears) return noop;
      let cancel = noop;
      const follow = () => {
        cancel();
        const left = socket.retryIn() ?? 0;
        // To the moment at which the rounded-up number changes.
        if (left > 0) cancel = systemClock.after(left % SECOND || SECOND, follow);
        listener();
      };
      follow();
      const end = socket.subscribe(follow);
      return () => {
        cancel();
        end();
      };
    },
    [socket, hears],
  );
  const read = useCallback(() => {
    const left = hears ? socket.retryIn() : null;
    return left === null ? null : Math.ceil(left / SECOND);
  }, [socket, hears]);
  return useSyncExternalStore(subscribe, read, none);
}

/** On a server, and in the render that takes its html over. */
const none = () => null;
