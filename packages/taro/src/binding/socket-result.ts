import { type HeartbeatSocket, INITIAL_SNAPSHOT, type SocketSnapshot } from '@heartbeat-socket/core';
import type { Binding } from './binding';
import type { SnapshotField, TrackedSnapshot } from './tracked-snapshot';

/**
 * The methods of a socket that the hook hands out: bound, and the same functions as long as the destination is the same.
 * Those of a component that has unmounted, or gone to another destination, do nothing: `send` answers `'dropped'`,
 * `request` rejects with `not-sent`, and a warning tells it in development. So a `useEffect` cleanup cannot send on an
 * unmount: what is to be said on leaving is the farewell of `useSubscription`.
 */
export type SocketMethods<In, Out, Ask = unknown> = Pick<
  HeartbeatSocket<In, Out, Ask>,
  'send' | 'request' | 'standing' | 'connect' | 'disconnect' | 'reconnect' | 'serverNow'
>;

/**
 * What `useHeartbeatSocket` returns: the fields of {@link SocketSnapshot}, each tracked when it is read, and methods.
 * While it renders a component sees the fields of one moment; in handlers, effects and timers a field returns its current
 * value. Spreading the result reads, and tracks, everything.
 */
export interface UseHeartbeatSocketResult<In, Out, Ask = unknown>
  extends SocketSnapshot<In>,
    SocketMethods<In, Out, Ask> {
  /** The socket itself, for use outside React. */
  readonly core: HeartbeatSocket<In, Out, Ask>;
}

const FIELDS = Object.keys(INITIAL_SNAPSHOT) as readonly SnapshotField[];

/** Makes a result over one view. `commit` says that its rendering is over: from then on, fields are current. */
export function createResult<In, Out>(
  { core, methods }: Pick<Binding<In, Out>, 'core' | 'methods'>,
  tracked: TrackedSnapshot<In>,
  snapshot: SocketSnapshot<In>,
): { result: UseHeartbeatSocketResult<In, Out>; commit: () => void } {
  let rendering: SocketSnapshot<In> | null = snapshot;
  const result = { ...methods, core };
  for (const field of FIELDS) {
    Object.defineProperty(result, field, { enumerable: true, get: () => tracked.read(field, rendering) });
  }
  return {
    result: result as UseHeartbeatSocketResult<In, Out>,
    commit() {
      rendering = null;
    },
  };
}
