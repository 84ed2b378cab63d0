import type { HeartbeatOptions } from '@heartbeat-socket/core';

/** The defaults are these: a text `ping`, which the handler answers with `pong`. */
export const heartbeat: HeartbeatOptions = { ping: 'ping', isPong: 'pong' };
