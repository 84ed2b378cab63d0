import type { ResolvedReconnect } from '../socket/resolve-options';
import { type CloseCause, isRestart } from './close-cause';

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
  const { minDelay, maxDelay } = reconnect;
  // A domain that the platform refuses stays refused until somebody changes a setting: no hurry.
  if (cause.kind === 'forbidden-domain') return maxDelay;
  const isSpread = attempt === 1 && isRestart(cause);
  return jittered(
    reconnect,
    isSpread ? Math.min(maxDelay, RESTART_SPREAD * minDelay) : grown(reconnect, attempt),
    random,
  );
}

/** The delay after so many failures in a row of something that has no cause. */
export function plainBackoff(reconnect: ResolvedReconnect, failures: number, random: () => number): number {
  return jittered(reconnect, grown(reconnect, failures), random);
}

function grown({ minDelay, maxDelay, factor }: ResolvedReconnect, attempt: number): number {
  return Math.min(maxDelay, Math.round(minDelay * factor ** (attempt - 1)));
}

function jittered({ jitter }: ResolvedReconnect, delay: number, random: () => number): number {
  if (jitter === 'none') return delay;
  return jitter === 'full' ? Math.round(random() * delay) : jitter(delay);
}
