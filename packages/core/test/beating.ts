import type { HeartbeatOptions } from '../src/heartbeat/heartbeat-options';
import { setUpOpen } from './set-up';

/** The interval and the pong timeout of every socket made here, unless a test gives others. */
export const SHORT = { interval: 1_000, pongTimeout: 400 };

/** An open socket with a heartbeat; its first ping is out. */
export function beating(heartbeat: HeartbeatOptions = {}) {
  const parts = setUpOpen({ heartbeat: { ...SHORT, ...heartbeat } });
  const line = parts.transport.last;
  return { ...parts, line };
}

/** The same, after the ping at open was answered. */
export function answered(heartbeat: HeartbeatOptions = {}) {
  const parts = beating(heartbeat);
  parts.line.say('pong');
  parts.line.received.length = 0;
  return parts;
}
