import { HeartbeatSocketError } from '@heartbeat-socket/core';

/** Throws `invalid-option` for what is no number of milliseconds from `least` on. */
export function checkDuration(name: string, value: number, least: number): void {
  if (Number.isFinite(value) && value >= least) return;
  throw new HeartbeatSocketError('invalid-option', `${name}: expected a number from ${least}, got ${String(value)}`);
}
