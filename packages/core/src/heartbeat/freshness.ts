import { textOf } from '../errors';
import { type Cancel, noop } from '../ports/clock';
import { createEmitter } from '../ports/emitter';
import type { SocketContext } from '../socket/context';

/**
 * How far what the socket shows can be trusted now. `stale`: it is not open. `suspect`: a ping has waited for its answer
 * for longer than it should, or something has happened that breaks connections, and nothing has come in since. Else
 * `live`, however quiet it is.
 */
export type Freshness = 'live' | 'suspect' | 'stale';

/** Judges one socket, from connection to connection. */
export interface FreshnessJudge {
  now(): Freshness;
  /** Calls the listener after changes, and has silence last for `maxAge / 2` at most meanwhile. Returns the end of it. */
  watch(maxAge: number, listener: () => void): () => void;
  /** The longest silence before a ping that every watcher allows. */
  longestSilence(): number;
  /** The connection is open. */
  opened(): void;
  /** The connection is gone. */
  lost(): void;
  /** A ping went out then, over a line of that round trip. */
  asked(at: number, rtt: number | null): void;
  /** Something happened that breaks connections. */
  doubt(): void;
  /** The line has proved that it lives. */
  proved(): void;
  /** Nobody judges while the heartbeat rests. */
  pause(): void;
  /** Tells each watcher, if there is anything new for it. */
  tell(): void;
  /** No watcher is called any more. */
  clear(): void;
}

/** An answer is late after so many round trips, and never sooner than after `SOONEST_LATE`. */
const LATE_TRIPS = 4;
const SOONEST_LATE = 1_000;
const MAX_AGE = { from: 2, otherwise: Infinity, mayBeInfinite: true };
/** Milliseconds, while no round trip was measured. */
const ASSUMED_RTT = 250;

/** Makes a judge of a socket that is not open. `hastened` hears that watchers allow another silence than before. */
export function createFreshness({ ports, turns, check }: SocketContext, hastened: () => void): FreshnessJudge {
  const watchers = createEmitter<[]>((thrown) => ports.warn(`a listener threw: ${textOf(thrown)}`));
  const silences = new Set<{ readonly longest: number }>();
  let isOpen = false;
  let isDoubted = false;
  /** When the first ping without an answer went out, or null. */
  let askedAt: number | null = null;
  let patience = 0;
  let cancelTimer: Cancel = noop;

  const waited = () => (askedAt === null ? 0 : turns.now() - askedAt);

  function now(): Freshness {
    if (!isOpen) return 'stale';
    return isDoubted || (askedAt !== null && waited() >= patience) ? 'suspect' : 'live';
  }

  /** Arms a timer where somebody would hear of it. */
  function follow(): void {
    cancelTimer();
    if (askedAt === null || watchers.size() === 0) return;
    cancelTimer = turns.after(Math.max(patience - waited(), 0), () => {
      isDoubted = true;
    });
  }

  function proved(): void {
    if (askedAt === null && !isDoubted) return;
    askedAt = null;
    isDoubted = false;
    cancelTimer();
  }

  return {
    now,
    watch(maxAge, listener) {
      const allowed = check.number('maxAge', maxAge, MAX_AGE);
      const silence = { longest: allowed / 2 };
      let known = now();
      const off = watchers.add(() => {
        const value = now();
        if (value === known) return;
        known = value;
        listener();
      });
      silences.add(silence);
      hastened();
      follow();
      return () => {
        off();
        if (silences.delete(silence)) hastened();
        if (watchers.size() === 0) cancelTimer();
      };
    },
    longestSilence() {
      let longest = Infinity;
      for (const silence of silences) longest = Math.min(longest, silence.longest);
      return longest;
    },
    opened() {
      isOpen = true;
    },
    lost() {
      isOpen = false;
      proved();
    },
    asked(at, rtt) {
      askedAt ??= at;
      patience = Math.max(LATE_TRIPS * (rtt ?? ASSUMED_RTT), SOONEST_LATE);
      follow();
    },
    doubt() {
      isDoubted = true;
    },
    proved,
    pause() {
      patience = Infinity;
      cancelTimer();
    },
    tell: watchers.emit,
    clear: watchers.clear,
  };
}
