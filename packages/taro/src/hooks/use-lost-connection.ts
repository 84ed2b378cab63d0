import { noop, systemClock } from '@heartbeat-socket/core';
import { useMemo, useSyncExternalStore } from 'react';
import { checkDuration } from '../binding/check-duration';
import { type SocketSource, socketOf, viewOf } from '../binding/socket-source';
import { createAppVisibility } from '../platform/app-visibility';
import { platformQuirks } from '../platform/quirks';

/** Options of {@link useLostConnection}. */
export interface LostConnectionOptions {
  /**
   * Milliseconds without an open connection before it is called lost, from 0.
   *
   * @defaultValue 2_000
   */
  after?: number | undefined;
}

const AFTER = 2_000;

/**
 * `'lost'` when the page has been without a connection for longer than a moment, else null: for a banner that does not flash
 * at each short reconnect. A first connection that does not come counts, too; a socket that was refused, or has given up, is
 * lost at once. Not lost is who does not want a connection (`idle`, `disconnect()`); and time in the background does not
 * count, for nobody looks. Renders only when it changes; null on a server.
 *
 * @throws HeartbeatSocketError `invalid-option`, in development
 * @example
 * ```tsx
 * const connection = useLostConnection(socket);
 * return connection === 'lost' && <View>正在重新连接…</View>;
 * ```
 */
export function useLostConnection<In, Out>(
  source: SocketSource<In, Out>,
  { after }: LostConnectionOptions = {},
): 'lost' | null {
  const socket = socketOf(source);
  const wait = checkDuration('after', after, 0, AFTER);
  const { hears } = viewOf(source);
  const { subscribe, get } = useMemo(() => {
    let isLost = false;
    return {
      get: () => (isLost ? 'lost' : null),
      subscribe(listener: () => void) {
        if (!hears) return noop;
        const visibility = createAppVisibility(platformQuirks());
        let isShown = visibility.current();
        let cancel = noop;
        let isMissed = false;
        const tell = (next: boolean) => {
          if (next === isLost) return;
          isLost = next;
          listener();
        };
        const follow = () => {
          const { status, cause } = socket.getSnapshot();
          // With `background: 'keep'` the status says nothing of it.
          const misses = isShown && (status === 'connecting' || status === 'waiting');
          if (!misses) {
            cancel();
            tell(status === 'closed' && cause?.kind !== 'disconnect');
          } else if (!isMissed) cancel = systemClock.after(wait, () => tell(true));
          isMissed = misses;
        };
        follow();
        const end = socket.subscribe(follow);
        const endVisibility = visibility.subscribe((shown) => {
          isShown = shown;
          follow();
        });
        return () => {
          cancel();
          end();
          endVisibility();
        };
      },
    } as const;
  }, [socket, wait, hears]);
  return useSyncExternalStore(subscribe, get, nothing);
}

const nothing = () => null;
