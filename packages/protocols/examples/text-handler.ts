import type { HeartbeatOptions } from '@heartbeat-socket/core';

/** A ping every 25 s, also while messages come in: the server goes by what it reads. */
export const heartbeat: HeartbeatOptions = { ping: 'ping', isPong: 'pong', always: true };
