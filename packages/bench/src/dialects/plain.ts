import type { Dialect } from './dialect';

/** JSON, and text heartbeats, each answered in the way its client expects. */
export const plain: Dialect = {
  greeting: () => [],
  answer(frame) {
    if (frame === 'ping') return ['pong'];
    return frame === 'heartbeat' ? ['heartbeat'] : [];
  },
  wrap: (json) => json,
};
