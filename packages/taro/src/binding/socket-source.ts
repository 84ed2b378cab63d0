import { type HeartbeatSocket, type SocketSnapshot, socketOf } from '@heartbeat-socket/core';
import type { UseHeartbeatSocketResult } from './socket-result';

/** What the further hooks take: a result of `useHeartbeatSocket`, or a socket. */
export type SocketSource<In, Out> = UseHeartbeatSocketResult<In, Out> | HeartbeatSocket<In, Out>;

export { socketOf };

/** How the component of a result sees its socket. */
interface View<In> {
  /** The snapshot: the same object until something in it changes. */
  read(): SocketSnapshot<In>;
  /** Whether it wants the connection. */
  readonly wants: boolean;
  /** Whether it hears the socket: not who shares one and is not enabled. */
  readonly hears: boolean;
}

/** A property of the result, so that a copy of it, such as `{ ...socket, user }` for a context, has it too. */
const VIEW = Symbol('view');
type Viewed<In> = { [VIEW]?: View<In> };

/** Notes how the component of a result sees its socket, so that children see it alike. */
export function noteView<In, Out>(result: UseHeartbeatSocketResult<In, Out>, view: View<In>): void {
  (result as Viewed<In>)[VIEW] = view;
}

/** Either as its owner sees it. */
export function viewOf<In, Out>(source: SocketSource<In, Out>): View<In> {
  return (source as Viewed<In>)[VIEW] ?? { read: socketOf(source).getSnapshot, wants: false, hears: true };
}
