import {
  type Ask,
  HeartbeatSocketError,
  INITIAL_SNAPSHOT,
  noop,
  type RequestOptions,
  systemClock,
} from '@heartbeat-socket/core';
import type { SharedSocketOptions } from '../hooks/hook-options';
import { warn } from '../platform/create-taro-socket';
import { checkDuration } from './check-duration';
import type { Place } from './place';
import {
  type AnySocket,
  endShared,
  holdShared,
  isFollowed,
  onReplaced,
  presentSocket,
  type SharedHold,
} from './shared-sockets';

const LINGER = 1_000;

/** The place of all components that share a key. Nothing is made before one of them holds it. */
export function sharedPlace<In, Out>(key: string): Place<In, Out> {
  let held: SharedHold | null = null;
  return {
    core: followerOf(key),
    isShared: true,
    update(wanted) {
      // Without a url the component is about to let go: that is no word against the line of the others.
      if (wanted.url !== null) held?.update(wanted);
    },
    hold(wanted, afresh) {
      const hold = holdShared(key, wanted, lingerOf(wanted.options as SharedSocketOptions<In, Out>), afresh);
      held = hold;
      return {
        connect: hold.connect,
        release() {
          if (held === hold) held = null;
          hold.release();
        },
      };
    },
    leave: noop,
  };
}

/** How long the socket outlives its last holder, checked. */
export function lingerOf({ linger = LINGER }: { readonly linger?: number | undefined }): number {
  return checkDuration('linger', linger, 0, LINGER);
}

const known = new Map<string, AnySocket>();

/** The same for all components of a key. What nobody has come to follow goes with the next that is made. */
function followerOf(key: string): AnySocket {
  const follower = known.get(key) ?? createFollower(key);
  for (const other of known.keys()) if (!presentSocket(other) && !isFollowed(other)) known.delete(other);
  known.set(key, follower);
  return follower;
}

/** A socket that is, at each moment, the present one of a key: what listens to it goes on to the next. */
function createFollower(key: string): AnySocket {
  const present = () => presentSocket(key);

  function follow(
    attach: (socket: AnySocket) => () => void,
    replaced: () => void = noop,
    leavesLast = true,
  ): () => void {
    let end = noop;
    function reattach(): void {
      if (leavesLast) end();
      const socket = present();
      end = socket ? attach(socket) : noop;
    }
    reattach();
    const off = onReplaced(key, () => {
      reattach();
      replaced();
    });
    return () => {
      off();
      end();
    };
  }

  function act(name: string, action: (socket: AnySocket) => void): void {
    const socket = present();
    if (socket) action(socket);
    else warnOf(name);
  }

  function warnOf(name: string): void {
    warn(`${name}() did nothing: no mounted and enabled component holds this socket`);
  }

  return {
    getSnapshot: () => present()?.getSnapshot() ?? INITIAL_SNAPSHOT,
    subscribe: (listener) =>
      follow(
        (socket) => socket.subscribe(listener),
        () => listener('any'),
      ),
    // What a socket drops at its end is told after it has gone; it forgets its listeners by itself.
    on: (type, listener) => follow((socket) => socket.on(type, listener), noop, type !== 'drop'),
    trace: (listener) => follow((socket) => socket.trace(listener)),
    setOptions: (options, url) => present()?.setOptions(options, url),
    send(message, options) {
      const socket = present();
      if (socket) return socket.send(message, options);
      warnOf('send');
      return 'dropped';
    },
    request: ((data: unknown, options?: RequestOptions) => {
      const socket = present();
      if (socket) return (socket.request as Ask<unknown>)(data, options);
      const error = Promise.reject(new HeartbeatSocketError('not-sent', 'nobody holds this socket; it was not sent'));
      error.catch(noop);
      return error;
    }) as Ask<unknown>,
    connect: () => act('connect', (socket) => socket.connect()),
    disconnect: (code, reason) => act('disconnect', (socket) => socket.disconnect(code, reason)),
    reconnect: () => act('reconnect', (socket) => socket.reconnect()),
    retryIn: () => present()?.retryIn() ?? null,
    serverNow: () => present()?.serverNow() ?? systemClock.wall(),
    standing: (message, farewell) => follow((socket) => socket.standing(message, farewell)),
    extend: (feature) => present()?.extend(feature),
    attach: (attach) => follow(attach),
    canBegin: (afresh) => present()?.canBegin(afresh) ?? true,
    hold: (afresh) => present()?.hold(afresh) ?? { connect: noop, release: noop },
    destroy: () => endShared(key),
  };
}
