import type { HeartbeatSocket, SocketSnapshot } from '@heartbeat-socket/core';
import type { UseHeartbeatSocketResult } from './socket-result';

/** What the further hooks take: a result of `useHeartbeatSocket`, or a socket. */
export type SocketSource<In, Out> = UseHeartbeatSocketResult<In, Out> | HeartbeatSocket<In, Out>;

/** The socket of either. */
export function socketOf<In, Out>(source: SocketSource<In, Out>): HeartbeatSocket<In, Out> {
  return 'core' in source ? source.core : source;
}

/** How the component of a result sees its socket. */
interface View<In> {
  /** The snapshot: the same object until something in it changes. */
  read(): SocketSnapshot<In>;
  /** Whether it wants the connection. */
  readonly wants: boolean;
  /** Whether it hears the socket: not who shares one and is not enabled. */
  readonly hears: boolean;
}

const views = new WeakMap<object, View<never>>();

/** Notes how the component of a result sees its socket, so that children see it alike. */
export function noteView<In, Out>(result: UseHeartbeatSocketResult<In, Out>, view: View<In>): void {
  views.set(result, view as View<never>);
}

/** Either as its owner sees it. */
export function viewOf<In, Out>(source: SocketSource<In, Out>): View<In> {
  const view = views.get(source) as View<In> | undefined;
  return view ?? { read: socketOf(source).getSnapshot, wants: false, hears: true };
}
