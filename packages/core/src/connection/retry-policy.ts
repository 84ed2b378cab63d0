import { LONGEST_DELAY } from '../ports/clock';
import type { ResolvedReconnect } from '../socket/resolve-options';
import { backoff } from './backoff';
import { type CloseCause, closeCause, isRecoverable, type Loss } from './close-cause';

/** Calls a function of the user; what it throws is reported, and is `undefined` here. */
export type Guard = <Result>(call: () => Result) => Result | undefined;

/** Makes a cause of a loss: says whether there is a retry, by `shouldReconnect` or the default. */
export function judge(
  loss: Loss,
  reconnect: ResolvedReconnect | null,
  urlIsFunction: boolean,
  guard: Guard,
): CloseCause {
  const cause = closeCause(loss, 'backoff');
  const ask = reconnect?.shouldReconnect;
  const answer = ask && guard(() => ask(cause));
  const isRetried = reconnect && (answer ?? isRecoverable(cause, urlIsFunction));
  return isRetried ? cause : { ...cause, retry: 'never' };
}

/** How long to wait before a retry: what `delay` or the back-off says, or `maxDelay` where that is no delay at all. */
export function delayBefore(
  attempt: number,
  cause: CloseCause,
  reconnect: ResolvedReconnect,
  random: () => number,
  guard: Guard,
): number {
  const { delay } = reconnect;
  const own = delay && guard(() => delay(attempt, cause));
  if (isDelay(own)) return own;
  const backedOff = guard(() => backoff(reconnect, attempt, cause, random));
  return isDelay(backedOff) ? backedOff : reconnect.maxDelay;
}

function isDelay(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LONGEST_DELAY;
}
