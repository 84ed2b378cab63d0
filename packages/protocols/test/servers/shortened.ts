import type { HeartbeatOptions } from '@heartbeat-socket/core';

/** The recipes speak of 60 s; here everything is so many times shorter. */
export const SHORTER = 30;
/** Their 60 s. */
export const IDLE = 60_000 / SHORTER;
/** Not shorter, for a busy machine. */
const pongTimeout = 1_000;

/** The heartbeat of a recipe, shortened. */
export function shortened({ interval = 25_000, silence, ...rest }: HeartbeatOptions): HeartbeatOptions {
  return { ...rest, interval: interval / SHORTER, pongTimeout, ...(silence && { silence: silence / SHORTER }) };
}
