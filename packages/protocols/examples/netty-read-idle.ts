import type { HeartbeatOptions } from '@heartbeat-socket/core';

/** A third of the 60 s after which `IdleStateHandler(60, 0, 0)` fires. The server sends a quote every 20 s, so 60 s of silence are death. */
export const heartbeat: HeartbeatOptions = { answered: false, interval: 20_000, silence: 60_000 };
