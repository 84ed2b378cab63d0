import { textOf } from '../errors';
import { type Cancel, noop } from '../ports/clock';
import { createEmitter } from '../ports/emitter';
import { checkNumber } from '../socket/check';
import type { Inside } from '../socket/feature';
import type { HeartbeatSocket } from '../socket/heartbeat-socket';
import { socketOf } from '../socket/socket-of';

/**
 * How far what the socket shows can be trusted now. `stale`: it is not open. `suspect`: a ping has waited for its answer
 * for longer than it should, or something has happened that breaks connections, or the last one died in silence, and
 * nothing has come in since. Else `live`, however quiet it is.
 */
export type Freshness = 'live' | 'suspect' | 'stale';

/** An answer is late after so many round trips, and never sooner than after `SOONEST_LATE`. */
const LATE_TRIPS = 4;
const SOONEST_LATE = 1_000;
const MAX_AGE = { from: 2, otherwise: Infinity, mayBeInfinite: true };
/** Milliseconds, while no round trip was measured. */
const ASSUMED_RTT = 250;

/** How far what the socket shows can be trusted now. */
export function freshnessOf<In, Out>(socket: HeartbeatSocket<In, Out>): Freshness {
  return socketOf(socket).extend(createJudge)?.now() ?? 'stale';
}

/**
 * Calls the listener when `freshnessOf(socket)` has become another, and has pings go out after `maxAge / 2` of silence at
 * the latest meanwhile, whatever `heartbeat.interval` says. Returns the end of it, which is idempotent.
 *
 * @param maxAge - milliseconds, from 2; `Infinity` leaves the interval as it is.
 * @throws HeartbeatSocketError `invalid-option`, in development
 */
export function watchFreshness<In, Out>(
  socket: HeartbeatSocket<In, Out>,
  maxAge: number,
  listener: () => void,
): () => void {
  const longest = checkNumber('maxAge', maxAge, MAX_AGE) / 2;
  let known = freshnessOf(socket);
  let isOver = false;
  function look(): void {
    const value = freshnessOf(socket);
    if (isOver || value === known) return;
    known = value;
    listener();
  }
  const end = socket.attach((present) => {
    const off = present.extend(createJudge)?.watch(longest, look) ?? noop;
    look();
    return () => {
      off();
      // A shared one has ended, and perhaps no other has come.
      look();
    };
  });
  return () => {
    isOver = true;
    end();
  };
}

/** Judges one socket by its evidence, from connection to connection. */
function createJudge<In, Out>({ ports, turns, engine }: Inside<In, Out>) {
  const { evidence } = engine.heart;
  const watchers = createEmitter<[]>((thrown) =>
    ports.warn(`a listener of watchFreshness threw: ${textOf(thrown)}`, thrown),
  );
  const silences = new Set<{ readonly longest: number }>();
  let cancelTimer: Cancel = noop;

  /** How much longer the answer to a ping may take. */
  function left(): number {
    const { askedAt, rtt, isResting } = evidence;
    if (askedAt === null || isResting) return Infinity;
    return askedAt + Math.max(LATE_TRIPS * (rtt ?? ASSUMED_RTT), SOONEST_LATE) - turns.now();
  }

  function now(): Freshness {
    if (engine.state().status !== 'open') return 'stale';
    return evidence.isDoubted || left() <= 0 ? 'suspect' : 'live';
  }

  /** Arms a timer where somebody would hear of it. */
  function follow(): void {
    cancelTimer();
    const wait = left();
    if (wait !== Infinity && watchers.size() > 0) cancelTimer = turns.after(Math.max(wait, 0), evidence.doubt);
  }

  function allow(): void {
    evidence.longestSilence = Math.min(Infinity, ...[...silences].map(({ longest }) => longest));
    engine.heart.beat()?.hasten();
  }

  evidence.onChange = follow;
  return {
    now,
    watch(longest: number, look: () => void): () => void {
      const silence = { longest };
      const off = watchers.add(look);
      silences.add(silence);
      allow();
      follow();
      return () => {
        off();
        if (silences.delete(silence)) allow();
        if (watchers.size() === 0) cancelTimer();
      };
    },
    told: watchers.emit,
    end() {
      watchers.clear();
      cancelTimer();
    },
  };
}
