import type { Cancel } from '../ports/clock';
import { LONGEST_DELAY, noop } from '../ports/clock';
import type { Turns } from '../ports/turns';
import type { SocketContext } from '../socket/context';
import type { ResolvedReconnect } from '../socket/resolve-options';
import { type CloseCause, closeCause, isRecoverable, isRestart, type Loss } from './close-cause';
import type { MachineState } from './machine-state';

/** How much wider the first retry after a server's restart is spread than after any other loss. */
const RESTART_SPREAD = 5;

/** How long the retry after a forgiven loss waits. */
const RESUME_RETRY = 300;

/** Makes a cause of a loss: says whether there is a retry, by `shouldReconnect` or the default. */
export function judge(
  loss: Loss,
  reconnect: ResolvedReconnect | null,
  urlIsFunction: boolean,
  ask: Turns['ask'],
): CloseCause {
  const cause = closeCause(loss, 'backoff');
  const own = reconnect?.shouldReconnect;
  const answer = own && ask('reconnect.shouldReconnect', () => own(cause));
  const isRetried = reconnect && (answer ?? isRecoverable(loss, urlIsFunction));
  return isRetried ? cause : { ...cause, retry: 'never' };
}

/**
 * How long to wait when something has been down for `downtime`, in milliseconds. The wait is in proportion to the outage:
 * a short one is over soon, a long one needs no hurry. Waits are random, so that clients that were lost together come
 * back apart (AWS Architecture Blog, "Exponential Backoff And Jitter", names the ways of it).
 */
export function backoff(
  { minDelay, maxDelay, factor, jitter }: ResolvedReconnect,
  downtime: number,
  random: () => number,
): number {
  const isFirst = downtime === 0;
  const whole = Math.round(Math.min(Math.max(minDelay, factor * downtime), maxDelay));
  if (typeof jitter === 'function') return asNumber(jitter(whole), LONGEST_DELAY);
  if (jitter === 'none') return whole;
  const chance = asNumber(random(), 1);
  // The first retry after a line that lived comes at random within `minDelay`.
  if (isFirst) return Math.round(chance * whole);
  return Math.round(Math.min(Math.max(minDelay, (0.5 + chance / 2) * factor * downtime), maxDelay));
}

/** The back-off's wait after a loss. `downtime` is 0 when a line that lived was lost just now. */
export function waitAfter(
  { attempt, cause }: { readonly attempt: number; readonly cause: CloseCause },
  downtime: number,
  reconnect: ResolvedReconnect,
  random: () => number,
): number {
  const { minDelay, maxDelay } = reconnect;
  // A domain that the platform refuses stays refused until somebody changes a setting.
  if (cause.kind === 'forbidden-domain') return maxDelay;
  const isSpread = attempt === 1 && isRestart(cause);
  const spread = { ...reconnect, minDelay: Math.min(maxDelay, RESTART_SPREAD * minDelay) };
  return isSpread ? backoff(spread, 0, random) : backoff(reconnect, downtime, random);
}

/** The wait between a loss and the next attempt. */
export interface Retry {
  /** Milliseconds until the next attempt, or null while none is timed. */
  left(): number | null;
  /** Epoch milliseconds of the next attempt, or null while none is timed. */
  dueAt(): number | null;
  /** Waits as long as the options say after such a loss. */
  arm(after: MachineState, reconnect: ResolvedReconnect | null): void;
  /** Waits for the platform to have resumed. */
  armResume(): void;
  disarm(): void;
}

/** Makes the retry of an engine; it is not armed. */
export function createRetry({ turns, ports: { clock, random } }: SocketContext, due: () => void): Retry {
  let dueAt: number | null = null;
  let wallDueAt = 0;
  let cancel: Cancel = noop;

  function wait(delay: number): void {
    dueAt = turns.now() + delay;
    wallDueAt = clock.wall() + delay;
    cancel = turns.after(delay, due);
  }

  /** What `delay` says; else the back-off; `maxDelay` where neither gives a delay. */
  function delayOf({ attempt, cause, downSince }: MachineState, reconnect: ResolvedReconnect): number {
    if (!cause) return 0;
    const { delay, maxDelay } = reconnect;
    const own = delay && turns.ask('reconnect.delay', () => asNumber(delay(attempt, cause), LONGEST_DELAY));
    if (own !== undefined) return own;
    // Of the first loss in a row it is none, however long it took to give the line up.
    const downtime = attempt <= 1 || downSince === null ? 0 : turns.now() - downSince;
    return turns.ask('reconnect.jitter', () => waitAfter({ attempt, cause }, downtime, reconnect, random)) ?? maxDelay;
  }

  return {
    left: () => (dueAt === null ? null : Math.max(0, dueAt - turns.now())),
    dueAt: () => (dueAt === null ? null : wallDueAt),
    // Reconnecting may have been turned off since the loss was judged.
    arm: (after, reconnect) => wait(reconnect ? delayOf(after, reconnect) : 0),
    armResume: () => wait(RESUME_RETRY),
    disarm() {
      cancel();
      dueAt = null;
    },
  };
}

/** What a function gave; throws on anything but a number from 0 to that. */
function asNumber(value: unknown, most: number): number {
  if (typeof value === 'number' && value >= 0 && value <= most) return value;
  throw new TypeError(`expected a number from 0 to ${most}, got ${String(value)}`);
}
