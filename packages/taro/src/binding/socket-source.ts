import type { HeartbeatSocket, SocketSnapshot } from '@heartbeat-socket/core';
import type { UseHeartbeatSocketResult } from './socket-result';

/** What the further hooks take: a result of `useHeartbeatSocket`, or a socket. */
export type SocketSource<In, Out> = UseHeartbeatSocketResult<In, Out> | HeartbeatSocket<In, Out>;

/** The socket of either. */
export function socketOf<In, Out>(source: SocketSource<In, Out>): HeartbeatSocket<In, Out> {
  return 'core' in source ? source.core : source;
}

/** What each result's own component sees of the socket. */
const views = new WeakMap<object, () => SocketSnapshot<never>>();

/** Notes how the component of a result sees its socket, so that children see it alike. */
export function noteView<In, Out>(result: UseHeartbeatSocketResult<In, Out>, view: () => SocketSnapshot<In>): void {
  views.set(result, view as () => SocketSnapshot<never>);
}

/** The snapshot of either as its owner sees it: the same object until something in it changes. */
export function viewOf<In, Out>(source: SocketSource<In, Out>): () => SocketSnapshot<In> {
  return (views.get(source) as (() => SocketSnapshot<In>) | undefined) ?? socketOf(source).getSnapshot;
}
