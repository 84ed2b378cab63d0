import { checkNumber } from '@heartbeat-socket/core';

/** In development refuses what is no number of milliseconds from `from` on; in production gives the nearest that is. */
export function checkDuration(name: string, value: number | undefined, from: number, otherwise: number): number {
  return checkNumber(name, value, { from, otherwise, mayBeInfinite: otherwise === Infinity });
}
