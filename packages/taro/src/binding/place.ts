import type { HeartbeatSocket, Hold, SocketUrl } from '@heartbeat-socket/core';
import type { HeartbeatSocketOptions } from '../hooks/hook-options';
import { createTaroSocket } from '../platform/create-taro-socket';

/** What a component asks of its socket. */
export interface Wanted<In, Out> {
  readonly url: SocketUrl;
  readonly options: HeartbeatSocketOptions<In, Out>;
}

/** Whether the component wants a connection, if it has a url. A falsy value, such as a token that is not there yet, is no. */
export function isEnabled({ enabled = true }: { readonly enabled?: boolean | undefined }): boolean {
  return !!enabled;
}

/** Where a component's socket comes from. */
export interface Place<In, Out> {
  readonly core: HeartbeatSocket<In, Out>;
  /** Whether the socket is not the component's alone: then one that is open already is news, and only who wants it hears it. */
  readonly isShared: boolean;
  /** The component has committed these. */
  update(wanted: Wanted<In, Out>): void;
  hold(wanted: Wanted<In, Out>, afresh: boolean): Hold;
  /** The component has unmounted, or gone to another place. */
  leave(): void;
}

const holdsNothing: Hold = { connect() {}, release() {} };

/** A socket of the component's own. It is inert until it is held: rendering opens nothing, however often React renders. */
export function ownPlace<In, Out>({ url, options }: Wanted<In, Out>): Place<In, Out> {
  const core = createTaroSocket(url, options, 'holders');
  return {
    core,
    isShared: false,
    update: (wanted) => core.setOptions(wanted.options, wanted.url),
    hold: (_wanted, afresh) => core.hold(afresh),
    leave: core.destroy,
  };
}

/** A socket that was made elsewhere: its owner connects and closes it. */
export function givenPlace<In, Out>(core: HeartbeatSocket<In, Out>): Place<In, Out> {
  return { core, isShared: false, update() {}, hold: () => holdsNothing, leave() {} };
}
