import { type Cancel, type Clock, noop } from '../ports/clock';
import { createEmitter } from '../ports/emitter';
import { checkNumber } from '../socket/resolve-options';

/**
 * How far what the socket shows can be trusted now. `stale`: it is not open. `suspect`: a ping has waited for its answer
 * for longer than it should, or something has happened that breaks connections, and nothing has come in since. Else
 * `live`, however quiet it is.
 */
export type Freshness = 'live' | 'suspect' | 'stale';

/** What freshness is judged by, and whom it tells. */
interface FreshnessHost {
  readonly clock: Clock;
  isOpen(): boolean;
  /** The last round trip on this connection, or null. */
  rtt(): number | null;
  /** The longest silence that watchers allow is another one. */
  hastened(): void;
  /** Something happened by itself, and is through. */
  settled(): void;
  /** A watcher threw. */
  threw(thrown: unknown): void;
}

/** Judges one socket, from connection to connection. */
export interface FreshnessJudge {
  now(): Freshness;
  /** Calls the listener after changes, and has silence last for `maxAge / 2` at most meanwhile. Returns the end of it. */
  watch(maxAge: number, listener: () => void): () => void;
  /** The longest silence before a ping that every watcher allows. */
  longestSilence(): number;
  /** A ping went out then. */
  asked(at: number): void;
  /** Something happened that breaks connections. */
  doubt(): void;
  /** There is nothing to doubt any more: the line has proved that it lives, or is gone. */
  forget(): void;
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
/** Milliseconds, while no round trip was measured. */
const ASSUMED_RTT = 250;

/** Makes a judge of a socket that is not open. */
export function createFreshness(host: FreshnessHost): FreshnessJudge {
  const { clock } = host;
  const watchers = createEmitter<[]>(host.threw);
  const silences = new Set<{ readonly longest: number }>();
  let isDoubted = false;
  /** When the first ping without an answer went out, or null. */
  let askedAt: number | null = null;
  let patience = 0;
  let cancelTimer: Cancel = noop;

  const waited = () => (askedAt === null ? 0 : clock.now() - askedAt);

  function now(): Freshness {
    if (!host.isOpen()) return 'stale';
    return isDoubted || (askedAt !== null && waited() >= patience) ? 'suspect' : 'live';
  }

  /** Arms a timer where somebody would hear of it. */
  function follow(): void {
    cancelTimer();
    if (askedAt === null || watchers.size() === 0) return;
    // The wall clock may have been set meanwhile.
    const left = Math.min(Math.max(patience - waited(), 0), patience);
    cancelTimer = clock.after(left, () => {
      isDoubted = true;
      host.settled();
    });
  }

  return {
    now,
    watch(maxAge, listener) {
      if (maxAge !== Infinity) checkNumber('maxAge', maxAge, 2);
      const silence = { longest: maxAge / 2 };
      let known = now();
      const off = watchers.add(() => {
        const value = now();
        if (value === known) return;
        known = value;
        listener();
      });
      silences.add(silence);
      host.hastened();
      follow();
      return () => {
        off();
        if (silences.delete(silence)) host.hastened();
        if (watchers.size() === 0) cancelTimer();
      };
    },
    longestSilence: () => Math.min(...[...silences].map(({ longest }) => longest)),
    asked(at) {
      askedAt ??= at;
      patience = Math.max(LATE_TRIPS * (host.rtt() ?? ASSUMED_RTT), SOONEST_LATE);
      follow();
    },
    doubt() {
      isDoubted = true;
    },
    forget() {
      if (askedAt === null && !isDoubted) return;
      askedAt = null;
      isDoubted = false;
      cancelTimer();
    },
    pause() {
      patience = Infinity;
      cancelTimer();
    },
    tell: watchers.emit,
    clear: watchers.clear,
  };
}
