import { noop, systemClock } from '@heartbeat-socket/core';
import { useMemo, useSyncExternalStore } from 'react';
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
 * server's, by `heartbeat.serverTime`. On a server, and in the render that takes its html over, it is 0: the two would
 * never agree on the time.
 *
 * @throws HeartbeatSocketError `invalid-option`, in development
 */
export function useServerNow<In, Out>(source: SocketSource<In, Out>, { every = 1_000 }: ServerNowOptions = {}): number {
  const socket = socketOf(source);
  const interval = checkDuration('every', every, 1, 1_000);
  const tick = useMemo(() => {
    const read = () => {
      const now = socket.serverNow();
      return now - (now % interval);
    };
    // Not read anew in each render: in a page whose renders take longer than `every`, no render would ever agree with it.
    let shown = read();
    return {
      get: () => shown,
      subscribe(listener: () => void) {
        let cancel = noop;
        const follow = () => {
          cancel();
          const left = Math.ceil(interval - (socket.serverNow() % interval));
          cancel = systemClock.after(Math.min(left, LOOK), follow);
          const now = read();
          if (now === shown) return;
          shown = now;
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
    };
  }, [socket, interval]);
  return useSyncExternalStore(tick.subscribe, tick.get, beginning);
}

const beginning = () => 0;
