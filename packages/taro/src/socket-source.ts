import type { HeartbeatSocket } from '@heartbeat-socket/core';
import type { UseHeartbeatSocketResult } from './socket-result';

/** What the further hooks take: a result of `useHeartbeatSocket`, or a socket. */
export type SocketSource<In, Out> = UseHeartbeatSocketResult<In, Out> | HeartbeatSocket<In, Out>;

/** The socket of either. */
export function socketOf<In, Out>(source: SocketSource<In, Out>): HeartbeatSocket<In, Out> {
  return 'core' in source ? source.core : source;
}
