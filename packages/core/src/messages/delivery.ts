import type { CloseCause } from '../connection/close-cause';
import type { Status } from '../connection/status';
import { HeartbeatSocketError, textOf } from '../errors';
import { createEmitter, type Emitter } from '../ports/emitter';
import type { Trace } from '../recorder/trace';
import type { MessageInfo } from '../socket/callbacks';
import type { DropReason } from './sending-options';

/** What a socket tells, by the name that `on` takes, with what the listener is given. */
export interface SocketEvents<In, Out> {
  open: [info: { isReconnect: boolean; downtime: number }];
  message: [message: In, info: MessageInfo];
  close: [cause: CloseCause, info: { retryAt: number | null }];
  error: [error: HeartbeatSocketError];
  statusChange: [status: Status, previous: Status];
  drop: [data: Out, reason: DropReason];
}

/** Tells listeners what happened: in order, one after another, and no listener's fault reaches another. */
export interface Delivery<In, Out> {
  on<Type extends keyof SocketEvents<In, Out>>(
    type: Type,
    listener: (...args: SocketEvents<In, Out>[Type]) => void,
  ): () => void;
  /** Queues an event. With `isStale`, it is left out when that says so at its turn. */
  tell<Type extends keyof SocketEvents<In, Out>>(
    type: Type,
    args: SocketEvents<In, Out>[Type],
    isStale?: () => boolean,
  ): void;
  /**
   * Tells a message: at once, where nothing is on its way, for there is one per quote; else like any other event, and
   * then `staleness` says how to find out at its turn whether it is left out.
   */
  message(args: SocketEvents<In, Out>['message'], staleness: () => () => boolean): void;
  /** Queues something to do once all that is queued before it has been told. */
  afterwards(task: () => void): void;
  /** Delivers what is queued. Called from a listener, it does nothing: what a listener causes is told after it. */
  flush(): void;
  /** Calls a function of the user; what it throws is told as a `listener` error. */
  guard<Result>(call: () => Result): Result | undefined;
  clear(): void;
}

/** Makes a delivery. `onEmpty` runs whenever the queue has run empty; errors that nobody listens to go to `warn`. */
export function createDelivery<In, Out>(
  warn: (message: string) => void,
  onEmpty: () => void,
  trace: Trace,
): Delivery<In, Out> {
  type Events = SocketEvents<In, Out>;
  const emitters: { [Type in keyof Events]: Emitter<Events[Type]> } = {
    open: createEmitter(report),
    message: createEmitter(report),
    close: createEmitter(report),
    error: createEmitter((thrown) => warn(`onError threw: ${textOf(thrown)}`)),
    statusChange: createEmitter(report),
    drop: createEmitter(report),
  };
  const queue: Array<() => void> = [];
  let flushing = false;

  function report(thrown: unknown): void {
    tell('error', [new HeartbeatSocketError('listener', `a listener threw: ${textOf(thrown)}`, thrown)]);
  }

  function tell<Type extends keyof Events>(type: Type, args: Events[Type], isStale?: () => boolean): void {
    if (type === 'error') {
      const { code, message } = args[0] as HeartbeatSocketError;
      trace({ type: 'error', code, message });
    }
    queue.push(() => {
      if (isStale?.()) return;
      const emitter = emitters[type];
      if (type === 'error' && emitter.size() === 0) warn((args[0] as HeartbeatSocketError).message);
      emitter.emit(...args);
    });
  }

  function drain(): void {
    for (let next = queue.shift(); next; next = queue.shift()) next();
    flushing = false;
    onEmpty();
  }

  return {
    on: (type, listener) => emitters[type].add(listener),
    tell,
    message(args, staleness) {
      if (flushing || queue.length > 0) return tell('message', args, staleness());
      flushing = true;
      emitters.message.emit(...args);
      drain();
    },
    afterwards: (task) => void queue.push(task),
    flush() {
      if (flushing) return;
      flushing = true;
      drain();
    },
    guard(call) {
      try {
        return call();
      } catch (thrown) {
        report(thrown);
        return undefined;
      }
    },
    clear() {
      for (const type of Object.keys(emitters)) emitters[type as keyof Events].clear();
    },
  };
}
