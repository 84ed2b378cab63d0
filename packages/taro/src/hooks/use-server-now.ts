import { noop, systemClock } from '@heartbeat-socket/core';
import { useCallback, useSyncExternalStore } from 'react';
import { checkDuration } from '../binding/check-duration';
import { type SocketSource, socketOf } from '../binding/socket-source';

/** Options of {@link useServerNow}. */
export interface ServerNowOptions {
  /**
   * Milliseconds between two renders, from 1.
   *
   * @defaultValue 1_000
   */
  every?: number | undefined;
}

/** The longest time between two looks at the clock: timers stand still in the background, and clocks are set. */
const LOOK = 1_000;

/**
 * The time on the server's clock, in epoch milliseconds, rounded down to a multiple of `every`: all components that show
 * it change together, on every device. Renders when it changes. It is the device's time until a pong has told the
 * server's, by `heartbeat.serverTime`.
 *
 * @throws HeartbeatSocketError `invalid-option`
 */
export function useServerNow<In, Out>(source: SocketSource<In, Out>, { every = 1_000 }: ServerNowOptions = {}): number {
  const socket = socketOf(source);
  checkDuration('every', every, 1);
  const subscribe = useCallback(
    (listener: () => void) => {
      let cancel = noop;
      const follow = () => {
        cancel();
        const left = Math.ceil(every - (socket.serverNow() % every));
        cancel = systemClock.after(Math.min(left, LOOK), follow);
        listener();
      };
      follow();
      // A pong may have told another time.
      const end = socket.subscribe(follow);
      return () => {
        cancel();
        end();
      };
    },
    [socket, every],
  );
  const read = useCallback(() => {
    const now = socket.serverNow();
    return now - (now % every);
  }, [socket, every]);
  return useSyncExternalStore(subscribe, read, read);
}
