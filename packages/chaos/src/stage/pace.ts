import type { Setting } from '../schedule/schedule';
import type { MemberProps } from './scene';
import { TIMING } from './timing';

/** How the heartbeat of a component beats; null for none. */
export interface Pace {
  readonly interval: number;
  readonly missed: number;
  /** Whether the server answers it. */
  readonly answered: boolean;
}

/** Longer than a schedule waits for anything. */
const SLOW = 25_000;
/** The longest silence that a server of keep-alives bears. */
export const IDLE = TIMING.interval + 2_000;

/** The pace that the options of a component ask for. */
export function paceOf({ heartbeat }: Setting, { which }: Pick<MemberProps, 'which'>): Pace | null {
  const { interval } = TIMING;
  if (heartbeat === false || (heartbeat === 'toggles' && which === 1)) return null;
  if (typeof heartbeat === 'object') return { interval, missed: heartbeat.missed, answered: true };
  const isSlow = heartbeat === 'hastens' && which === 0;
  return { interval: isSlow ? SLOW : interval, missed: 1, answered: heartbeat !== 'keepAlive' };
}
