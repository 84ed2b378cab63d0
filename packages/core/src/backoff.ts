import { type CloseCause, isRestart } from './close-cause';
import type { ResolvedReconnect } from './resolve-options';

/** How much wider the first retry after a server's restart is spread than after any other loss. */
const RESTART_SPREAD = 5;

/**
 * How long to wait before the next attempt, in milliseconds. `attempt` is the number of losses in a row, from 1.
 *
 * Full jitter is a random part of the whole delay (AWS Architecture Blog, "Exponential Backoff And Jitter"): clients
 * that were lost together come back apart.
 */
export function backoff(
  reconnect: ResolvedReconnect,
  attempt: number,
  cause: CloseCause,
  random: () => number,
): number {
  const { minDelay, maxDelay, factor, jitter } = reconnect;
  // A domain that the platform refuses stays refused until somebody changes a setting: no hurry.
  if (cause.kind === 'forbidden-domain') return maxDelay;
  const grown = Math.min(maxDelay, minDelay * factor ** (attempt - 1));
  const delay = attempt === 1 && isRestart(cause) ? Math.min(maxDelay, RESTART_SPREAD * minDelay) : grown;
  if (jitter === 'none') return delay;
  return jitter === 'full' ? random() * delay : jitter(delay);
}
