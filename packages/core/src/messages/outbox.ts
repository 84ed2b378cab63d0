import { type Cancel, type Clock, noop } from '../ports/clock';
import type { Frame } from '../ports/ports';
import type { ResolvedOutbox } from '../socket/resolve-options';
import type { DropReason } from './sending-options';

/** A message on its way out, under the number that it got when it was sent. */
export interface Outgoing {
  readonly seq: number;
  readonly frame: Frame;
  /** Epoch milliseconds from which it is no longer worth sending. */
  readonly expiresAt: number;
  /** Hears that it will not go out. Called at most once. */
  dropped(reason: DropReason): void;
  /** What becomes of it when it fails is the request's matter. */
  readonly isRequest: boolean;
  /** Differs for each destination. */
  readonly destination: number;
  /** The platform has failed to send it once. */
  hasFailed: boolean;
}

/** Messages that wait for a connection, in the order in which they were sent. */
export interface Outbox {
  readonly size: number;
  /** Takes a message in. One that does not fit is dropped, or drops the oldest, by `overflow`; says whether it was taken. */
  add(message: Outgoing): boolean;
  /** Takes one back in at its place, limit or not: it was in, or on its way, before. */
  restore(message: Outgoing): void;
  /** Takes the oldest out. Those that are not worth sending any more are dropped. */
  take(): Outgoing | undefined;
  has(message: Outgoing): boolean;
  /** Takes this one out, if it is in; nobody is told. */
  remove(message: Outgoing): void;
  /** From now on a timer drops what expires, and what has expired goes now; `false` ends that. */
  watch(isWatched: boolean): void;
  /** Drops everything. */
  clear(reason: DropReason): void;
}

/** What an outbox needs of the socket. */
interface OutboxHost {
  readonly clock: Clock;
  options(): ResolvedOutbox | null;
  /** This one will not go out. */
  drop(message: Outgoing, reason: DropReason): void;
  /** Its size is another one. */
  changed(): void;
  /** Something happened by itself, and is through. */
  settled(): void;
}

/** Makes an empty outbox. */
export function createOutbox({ clock, options, drop, changed, settled }: OutboxHost): Outbox {
  let waiting: Outgoing[] = [];
  let isWatching = false;
  let cancelExpiry: Cancel = noop;

  function set(next: Outgoing[]): void {
    if (next.length !== waiting.length) changed();
    waiting = next;
    arm();
  }

  /** One timer, for the one that expires first: wall clocks jump, so what is due is looked up, not counted. */
  function arm(): void {
    cancelExpiry();
    cancelExpiry = noop;
    const first = Math.min(...waiting.map(({ expiresAt }) => expiresAt));
    if (!isWatching || first === Infinity) return;
    cancelExpiry = clock.after(Math.max(first - clock.now(), 0), () => {
      expire();
      settled();
    });
  }

  function expire(): void {
    const now = clock.now();
    const expired = waiting.filter(({ expiresAt }) => expiresAt <= now);
    set(waiting.filter(({ expiresAt }) => expiresAt > now));
    for (const message of expired) drop(message, 'expired');
  }

  return {
    get size() {
      return waiting.length;
    },
    add(message) {
      const box = options();
      if (!box) {
        drop(message, 'disabled');
        return false;
      }
      if (waiting.length < box.limit) {
        set([...waiting, message]);
        return true;
      }
      if (box.overflow === 'drop-newest') {
        drop(message, 'full');
        return false;
      }
      // More than one, where some were taken back in beyond the limit.
      const oldest = waiting.slice(0, waiting.length - box.limit + 1);
      set([...waiting.slice(oldest.length), message]);
      for (const each of oldest) drop(each, 'full');
      return true;
    },
    restore(message) {
      const at = waiting.findIndex(({ seq }) => seq > message.seq);
      set(at < 0 ? [...waiting, message] : [...waiting.slice(0, at), message, ...waiting.slice(at)]);
    },
    take() {
      expire();
      const [oldest] = waiting;
      if (oldest) set(waiting.slice(1));
      return oldest;
    },
    has: (message) => waiting.includes(message),
    remove: (message) => set(waiting.filter((each) => each !== message)),
    watch(isWatched) {
      isWatching = isWatched;
      if (isWatched) expire();
      else cancelExpiry();
    },
    clear(reason) {
      const left = waiting;
      set([]);
      for (const message of left) drop(message, reason);
    },
  };
}
