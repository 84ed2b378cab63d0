import { type Cancel, noop } from '../ports/clock';
import type { Frame } from '../ports/ports';
import type { SocketContext } from '../socket/context';
import type { ResolvedOutbox } from '../socket/resolve-options';
import { createOrderedQueue } from './ordered-queue';
import type { DropReason } from './sending-options';

/** What a message on its way out hears of itself. */
export interface Hears {
  /** It will not go out. Called at most once. */
  dropped(reason: DropReason): void;
  /** Of a request: it was handed to the platform. */
  sent?(): void;
  /** Of a request: the platform did not take it after all, because the app is hidden. Says whether it still matters. */
  refused?(): boolean;
  /** Of a request: the platform failed to send it, and perhaps did. */
  failed?(): unknown;
}

/** A message on its way out. */
export interface Outgoing<Out = unknown> extends Hears {
  /** The number that it got when it was sent. */
  readonly seq: number;
  readonly message: Out;
  /** Null where the session of a protocol makes it when it goes out. */
  readonly frame: Frame | null;
  /** When it is no longer worth sending, by the clock. */
  readonly expiresAt: number;
  /** The platform has failed to send it once. */
  hasFailed: boolean;
}

/** Messages that wait for a connection, in the order in which they were sent. Each operation costs the same at any size. */
export interface Outbox<Out> {
  readonly size: number;
  /** Takes a message in. One that does not fit is dropped, or drops the oldest, by `overflow`. */
  add(message: Outgoing<Out>): void;
  /** Takes one back in at its place, limit or not: it was in, or on its way, before. */
  restore(message: Outgoing<Out>): void;
  /** Takes the oldest out. Those that are not worth sending any more are dropped. */
  take(): Outgoing<Out> | undefined;
  has(message: Outgoing<Out>): boolean;
  /** Takes this one out, if it is in; nobody is told. */
  remove(message: Outgoing<Out>): void;
  /** From now on a timer drops what expires, and what has expired goes now; `false` ends that. */
  watch(isWatched: boolean): void;
  /** Drops everything. */
  clear(reason: DropReason): void;
}

/** What an outbox needs of the socket. */
interface OutboxHost<Out> {
  options(): ResolvedOutbox | null;
  /** This one will not go out. */
  drop(message: Outgoing<Out>, reason: DropReason): void;
}

/** Makes an empty outbox. */
export function createOutbox<Out>({ turns, changed }: SocketContext, { options, drop }: OutboxHost<Out>): Outbox<Out> {
  const waiting = new Set<Outgoing<Out>>();
  const isIn = (message: Outgoing<Out>) => waiting.has(message);
  const inOrder = createOrderedQueue<Outgoing<Out>>(({ seq }) => seq, isIn);
  const byExpiry = createOrderedQueue<Outgoing<Out>>(({ expiresAt }) => expiresAt, isIn);
  let isWatching = false;
  let wakeAt = Infinity;
  let cancelTimer: Cancel = noop;

  function put(message: Outgoing<Out>): void {
    if (waiting.has(message)) return;
    waiting.add(message);
    inOrder.add(message);
    if (message.expiresAt !== Infinity) byExpiry.add(message);
    changed();
    arm();
  }

  function remove(message: Outgoing<Out>): boolean {
    const wasIn = waiting.delete(message);
    if (wasIn) changed();
    if (waiting.size === 0) disarm();
    return wasIn;
  }

  function disarm(): void {
    cancelTimer();
    cancelTimer = noop;
    wakeAt = Infinity;
  }

  /** One timer, never later than the first to expire. It is left alone when that one has gone: it looks when it fires. */
  function arm(): void {
    const due = byExpiry.first()?.expiresAt ?? Infinity;
    const now = turns.now();
    // After the device has slept, the timer that is armed comes late.
    if (!isWatching || due === Infinity || (due >= wakeAt && wakeAt > now)) return;
    cancelTimer();
    wakeAt = due;
    cancelTimer = turns.after(Math.max(due - now, 0), () => {
      wakeAt = Infinity;
      expire();
      arm();
    });
  }

  function expire(): void {
    const now = turns.now();
    for (let next = byExpiry.first(); next && next.expiresAt <= now; next = byExpiry.first()) dropOne(next, 'expired');
  }

  function dropOne(message: Outgoing<Out>, reason: DropReason): void {
    if (remove(message)) drop(message, reason);
  }

  return {
    get size() {
      return waiting.size;
    },
    add(message) {
      const box = options();
      if (!box) return drop(message, 'disabled');
      if (waiting.size >= box.limit && box.overflow === 'drop-newest') return drop(message, 'full');
      put(message);
      // More than one, where some were taken back in beyond the limit.
      for (let oldest = inOrder.first(); oldest && waiting.size > box.limit; oldest = inOrder.first())
        dropOne(oldest, 'full');
    },
    restore: put,
    take() {
      expire();
      const oldest = inOrder.first();
      if (oldest) remove(oldest);
      return oldest;
    },
    has: isIn,
    remove: (message) => void remove(message),
    watch(isWatched) {
      isWatching = isWatched;
      if (!isWatched) return disarm();
      expire();
      arm();
    },
    clear(reason) {
      for (let next = inOrder.first(); next; next = inOrder.first()) dropOne(next, reason);
    },
  };
}
