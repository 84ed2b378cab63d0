import type { HeartbeatSocket, SocketSnapshot } from '@heartbeat-socket/core';
import type { SnapshotField, TrackedSnapshot } from './tracked-snapshot';

/** The methods of a socket that the hook hands out: bound, and the same functions for the component's life. */
export type SocketMethods<In, Out> = Pick<
  HeartbeatSocket<In, Out>,
  'send' | 'request' | 'connect' | 'disconnect' | 'reconnect' | 'serverNow'
>;

/**
 * What `useHeartbeatSocket` returns: the fields of {@link SocketSnapshot}, each tracked when it is read, and methods.
 * While it renders a component sees the fields of one moment; later, in a handler, an effect or a timer, a field gives
 * its value of now. Spreading the result reads, and tracks, everything.
 */
export interface UseHeartbeatSocketResult<In, Out> extends SocketSnapshot<In>, SocketMethods<In, Out> {
  /** The socket itself, for use outside React. */
  readonly core: HeartbeatSocket<In, Out>;
}

const FIELDS: readonly SnapshotField[] = [
  'status',
  'readyState',
  'attempt',
  'retryAt',
  'cause',
  'rtt',
  'online',
  'pending',
  'syncing',
  'lastMessage',
];

/** Makes a result over one view. `commit` says that its rendering is over: from then on, fields are of now. */
export function createResult<In, Out>(
  core: HeartbeatSocket<In, Out>,
  tracked: TrackedSnapshot<In>,
  snapshot: SocketSnapshot<In>,
): { result: UseHeartbeatSocketResult<In, Out>; commit: () => void } {
  let rendering: SocketSnapshot<In> | null = snapshot;
  const { send, request, connect, disconnect, reconnect, serverNow } = core;
  const result = { send, request, connect, disconnect, reconnect, serverNow, core };
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
