import { HeartbeatSocketError, type SocketEvents, textOf } from '@heartbeat-socket/core';
import type { HeartbeatSocketOptions } from '../hooks/hook-options';
import { warn } from '../platform/create-taro-socket';
import type { Place } from './place';

/** What a component hears of its socket: by the callbacks of its last commit, and nothing once it has left. */
export interface Callbacks {
  /** Attaches the callbacks; each of these returns the end of it. */
  listen(): () => void;
  listenToErrors(): () => void;
  /** Attaches those for what is dropped and what goes wrong, which the effects of children may cause. Idempotent. */
  listenEarly(): void;
  /** The socket is let go: what it dropped at that has been told. */
  end(): void;
}

/** What the callbacks need of their component. */
interface CallbacksHost<In, Out> {
  /** The options of the last commit. */
  options(): HeartbeatSocketOptions<In, Out>;
  /** It has gone to another destination, or unmounted. */
  hasLeft(): boolean;
  /** It is somewhere, here or elsewhere. */
  isMounted(): boolean;
}

/** Makes the callbacks of one component at one place; none is attached. */
export function createCallbacks<In, Out>(
  { core, isShared }: Pick<Place<In, Out>, 'core' | 'isShared'>,
  { options, hasLeft, isMounted }: CallbacksHost<In, Out>,
): Callbacks {
  let offDrop: (() => void) | null = null;
  let offError: (() => void) | null = null;

  /** Attaches a callback of the component, the newest at each call, unless it has left. */
  function hear<Type extends keyof SocketEvents<In, Out>>(type: Type, name: `on${Capitalize<Type>}`): () => void {
    return core.on(type, (...args) => {
      const callbacks = options() as { [Name in typeof name]?: (...told: typeof args) => void };
      if (!hasLeft()) callbacks[name]?.(...args);
    });
  }

  /** What still waits when the component goes to another destination is dropped, and told, when the socket is let go. */
  function hearDrops(): void {
    offDrop ??= core.on('drop', (data, reason) => {
      if (!isMounted()) return;
      const { onDrop, onError } = options();
      // Who is not enabled any more hears no errors of a shared socket, but its own.
      if (onError && !offError) contain('onDrop', () => onDrop?.(data, reason));
      else onDrop?.(data, reason);
    });
  }

  /** Calls a callback that may come while the component hears no errors of the socket. */
  function contain(name: string, call: () => void): void {
    try {
      call();
    } catch (thrown) {
      const { onError } = options();
      const error = new HeartbeatSocketError('listener', `${name} threw: ${textOf(thrown)}`, thrown);
      if (!onError) return warn(error.message, thrown);
      try {
        onError(error);
      } catch (again) {
        warn(`onError threw: ${textOf(again)}`, again);
      }
    }
  }

  function hearErrors(): void {
    offError ??= hear('error', 'onError');
  }

  function hearNoErrors(): void {
    offError?.();
    offError = null;
  }

  /** A socket that is open already is told to who joins it. */
  function join(): void {
    if (!isShared || core.getSnapshot().status !== 'open') return;
    contain('onOpen', () => options().onOpen?.({ isReconnect: false, downtime: 0 }));
  }

  return {
    listen() {
      const ends = [hear('open', 'onOpen'), hear('message', 'onMessage'), hear('close', 'onClose')];
      ends.push(hear('statusChange', 'onStatusChange'));
      hearDrops();
      join();
      return () => {
        for (const off of ends) off();
      };
    },
    listenToErrors() {
      hearErrors();
      return hearNoErrors;
    },
    listenEarly() {
      hearDrops();
      if (options().onError) hearErrors();
    },
    end() {
      offDrop?.();
      offDrop = null;
      hearNoErrors();
    },
  };
}
