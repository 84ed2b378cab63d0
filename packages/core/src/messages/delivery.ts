import type { CloseCause } from '../connection/close-cause';
import { safeText } from '../connection/safe-text';
import type { Status } from '../connection/status';
import { type ErrorCode, HeartbeatSocketError, textOf } from '../errors';
import { createEmitter, type Emitter } from '../ports/emitter';
import type { Lifetime, Turns } from '../ports/turns';
import { workOff } from '../ports/work-off';
import type { Trace } from '../recorder/trace';
import type { MessageInfo } from '../socket/callbacks';
import type { DropReason } from './sending-options';

// Bundlers replace the whole of `process.env.NODE_ENV`, and give no `process`: nothing else of it may be read.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What functions of the user throw, they may see whole. What a platform throws may hold a url with its token. */
const OF_THE_USER: readonly ErrorCode[] = ['listener', 'encode', 'decode'];

/** What a socket tells, by the name that `on` takes, with what the listener is given. */
export interface SocketEvents<In, Out> {
  open: [info: { isReconnect: boolean; downtime: number }];
  message: [message: In, info: MessageInfo];
  close: [cause: CloseCause, info: { retryAt: number | null }];
  error: [error: HeartbeatSocketError];
  statusChange: [status: Status, previous: Status];
  drop: [data: Out, reason: DropReason];
}

/** Tells listeners what happened: after the turn, in order, one after another. No listener's fault reaches another. */
export interface Delivery<In, Out> {
  on<Type extends keyof SocketEvents<In, Out>>(
    type: Type,
    listener: (...args: SocketEvents<In, Out>[Type]) => void,
  ): () => void;
  /** Queues an event. It is left out when `lifetime` is over at its turn. */
  tell<Type extends keyof SocketEvents<In, Out>>(
    type: Type,
    one: SocketEvents<In, Out>[Type][0],
    two?: SocketEvents<In, Out>[Type][1],
    lifetime?: Lifetime,
  ): void;
  /** Queues an `error`. */
  report(code: ErrorCode, message: string, thrown?: unknown): void;
  /** A function of the user threw, by the name that the user knows it by. */
  threw(thrown: unknown, name: string): void;
  /** Queues something to tell that is no event of the socket. */
  queue(task: () => void): void;
  /** Queues a turn that comes once all that is queued before it has been told. */
  afterwards(task: () => void, lifetime?: Lifetime): void;
  /** Tells what is queued. Called from a listener, it does nothing: what a listener causes is told after it. */
  flush(): void;
  /** A callback goes on causing what it is called for. */
  goesOn(): void;
  /** No listener is called any more, but those who hear what was dropped: that is told to the end. */
  end(): void;
}

/** An event that waits to be told. */
interface Told {
  readonly emitter: Emitter<[unknown, unknown]>;
  readonly one: unknown;
  readonly two: unknown;
  readonly lifetime: Lifetime | undefined;
}

/** Makes a delivery. `onEmpty` runs whenever the queue has run empty; errors that nobody listens to go to `warn`. */
export function createDelivery<In, Out>(
  turns: () => Turns,
  warn: (message: string, thrown?: unknown) => void,
  onEmpty: () => void,
  trace: Trace,
): Delivery<In, Out> {
  type Events = SocketEvents<In, Out>;
  const emitters: { [Type in keyof Events]: Emitter<Events[Type]> } = {
    open: emitterOf('onOpen'),
    message: emitterOf('onMessage'),
    close: emitterOf('onClose'),
    error: createEmitter((thrown) => warn(`onError threw: ${textOf(thrown)}`, thrown)),
    statusChange: emitterOf('onStatusChange'),
    drop: emitterOf('onDrop'),
  };
  /** Events, and tasks between them. */
  const queued: Array<Told | (() => void)> = [];
  let isFlushing = false;
  let hasWarned = false;

  function emitterOf<Args extends readonly [one?: unknown, two?: unknown]>(name: string): Emitter<Args> {
    return createEmitter((thrown) => threw(thrown, name));
  }

  function threw(thrown: unknown, name: string): void {
    report('listener', `${name} threw: ${textOf(thrown)}`, thrown);
  }

  function report(code: ErrorCode, message: string, thrown?: unknown): void {
    const error = new HeartbeatSocketError(code, safeText(message), thrown);
    trace({ type: 'error', code, message: error.message });
    queued.push(() => {
      const hasStack = thrown !== undefined && OF_THE_USER.includes(code);
      if (emitters.error.size() === 0) warn(error.message, ...(hasStack ? [thrown] : []));
      emitters.error.emit(error);
    });
  }

  function tellOne(next: Told | (() => void)): void {
    if (typeof next === 'function') next();
    else if (!next.lifetime?.isOver) next.emitter.emit(next.one, next.two);
  }

  return {
    on: (type, listener) => emitters[type].add(listener),
    tell: (type, one, two, lifetime) =>
      void queued.push({ emitter: emitters[type] as Told['emitter'], one, two, lifetime }),
    report,
    threw,
    queue: (task) => void queued.push(task),
    afterwards: (task, lifetime) => void queued.push(() => turns().enter(task, lifetime)),
    flush() {
      if (isFlushing) return;
      isFlushing = true;
      const isDone = workOff(queued, tellOne);
      isFlushing = false;
      if (!isDone) turns().goOn();
      onEmpty();
    },
    goesOn() {
      if (process.env.NODE_ENV !== 'production' && !hasWarned) {
        hasWarned = true;
        warn(
          'a callback goes on causing what it is called for, such as an onClose that calls reconnect() or an onDrop ' +
            'that calls send(): the page stays alive, but this ends only when the callback ends it',
        );
      }
    },
    end() {
      const { drop, ...others } = emitters;
      for (const emitter of Object.values(others)) emitter.clear();
      queued.push(drop.clear);
    },
  };
}
