import { createCheck } from '@heartbeat-socket/core';

/** In development refuses what is no number of milliseconds from `from` on; in production gives the nearest that is. */
export function checkDuration(name: string, value: number, from: number, otherwise: number): number {
  const check = createCheck(process.env.NODE_ENV === 'production');
  return check.number(name, value, { from, otherwise, mayBeInfinite: otherwise === Infinity });
}
