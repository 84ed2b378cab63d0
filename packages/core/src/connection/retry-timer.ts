import { type Cancel, type Clock, noop } from '../ports/clock';
import type { ResolvedReconnect } from '../socket/resolve-options';
import { RESUME_RETRY } from './machine';
import type { MachineState } from './machine-state';
import { delayBefore, type Guard } from './retry-policy';

/** What the retry timer needs of the engine. */
interface RetryTimerHost {
  readonly clock: Clock;
  readonly random: () => number;
  readonly guard: Guard;
  /** The options of now, or null when reconnecting was turned off meanwhile. */
  options(): ResolvedReconnect | null;
  due(): void;
}

/** The wait between a loss and the next attempt. */
export interface RetryTimer {
  /** Epoch milliseconds of the next attempt, or null while none is timed. */
  dueAt(): number | null;
  /** Waits as long as the options say after such a loss. */
  arm(after: Pick<MachineState, 'attempt' | 'cause'>): void;
  /** Waits for the platform to have resumed. */
  armResume(): void;
  disarm(): void;
}

/** Makes the retry timer of an engine; it is not armed. */
export function createRetryTimer(host: RetryTimerHost): RetryTimer {
  const { clock, random, guard } = host;
  let dueAt: number | null = null;
  let cancel: Cancel = noop;

  function wait(delay: number): void {
    dueAt = clock.now() + delay;
    cancel = clock.after(delay, host.due);
  }

  return {
    dueAt: () => dueAt,
    arm({ attempt, cause }) {
      const reconnect = host.options();
      // Options may have changed since the loss was judged.
      wait(reconnect && cause ? delayBefore(attempt, cause, reconnect, random, guard) : 0);
    },
    armResume: () => wait(RESUME_RETRY),
    disarm() {
      cancel();
      dueAt = null;
    },
  };
}
