import { type Freshness, freshnessOf, noop, watchFreshness } from '@heartbeat-socket/core';
import { useCallback, useSyncExternalStore } from 'react';
import { checkDuration } from '../binding/check-duration';
import { type SocketSource, socketOf, viewOf } from '../binding/socket-source';

/** Options of {@link useFreshness}. */
export interface FreshnessOptions {
  /**
   * Milliseconds of silence that this component can live with: while it is mounted, a ping goes out after half of it at
   * the latest. From 2; `Infinity` leaves `heartbeat.interval` as it is. No ping goes out where `ping` or `heartbeat` is
   * `false`.
   *
   * @defaultValue 10_000
   */
  maxAge?: number | undefined;
}

/**
 * How far what the page shows can be trusted, well before a dead line is declared lost. Renders only when it changes.
 *
 * - `'stale'`: the socket is not open.
 * - `'suspect'`: a ping has gone unanswered for four round trips, 1 000 ms at least; or the app was shown again, the
 *   network has changed, a timer fired late or the last connection died in silence, and nothing has come in since.
 * - `'live'`: else. Mere quiet is never suspect.
 *
 * With `heartbeat.onlyPong`, only a pong counts as an answer.
 *
 * @throws HeartbeatSocketError `invalid-option`, in development
 */
export function useFreshness<In, Out>(
  source: SocketSource<In, Out>,
  { maxAge = 10_000 }: FreshnessOptions = {},
): Freshness {
  const socket = socketOf(source);
  const age = checkDuration('maxAge', maxAge, 2, Infinity);
  const { hears } = viewOf(source);
  const subscribe = useCallback(
    (listener: () => void) => (hears ? watchFreshness(socket, age, listener) : noop),
    [socket, age, hears],
  );
  return useSyncExternalStore(subscribe, () => (hears ? freshnessOf(socket) : 'stale'), stale);
}

/** On a server, and in the render that takes its html over. */
const stale = (): Freshness => 'stale';
