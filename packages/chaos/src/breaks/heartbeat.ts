import type { Break } from '../bundle';

/** A dead line is noticed in time, and a living one is left alone. */
export const heartbeat: readonly Break[] = [
  {
    name: 'timers off on hide',
    file: 'packages/core/src/connection/engine.ts',
    original: 'heart.beat()?.pause();',
    broken: '',
  },
  {
    name: 'probe of a line that rested',
    file: 'packages/core/src/heartbeat/heartbeat.ts',
    original: 'if (isResumed || deadline - turns.now() > timeout) ping(timeout);',
    broken: 'if (!isResumed && deadline - turns.now() > timeout) ping(timeout);',
  },
  {
    name: 'time that a probe gives to a slow line',
    file: 'packages/core/src/heartbeat/heartbeat.ts',
    original: 'const trip = Math.max(rtt ?? 0, waited);',
    broken: 'const trip = 0;',
  },
  {
    name: 'forgiving of a deadline that was judged late',
    file: 'packages/core/src/heartbeat/heartbeat.ts',
    original: `    if (isLate && !isForgiven) {
      isForgiven = true;
      isProbing = true;`,
    broken: `    if (isLate && isForgiven) {
      isProbing = true;`,
  },
  {
    name: 'heartbeat that begins anew when it is turned on again',
    file: 'packages/core/src/heartbeat/heart.ts',
    original: '        (heartbeat as Heartbeat | null)?.begin();',
    broken: '        heartbeat = null;',
  },
  {
    name: 'end of a heartbeat that is turned off',
    file: 'packages/core/src/heartbeat/heart.ts',
    original: `        heartbeat.pause();
        heartbeat = null;`,
    broken: '        heartbeat = null;',
  },
  {
    name: 'arming anew by another interval',
    file: 'packages/core/src/heartbeat/heartbeat.ts',
    original: `        evidence.proved();
      }
      arm();
    },
    hasten`,
    broken: `        evidence.proved();
      }
    },
    hasten`,
  },
  {
    name: 'round trip of a pong that answers one ping alone',
    file: 'packages/core/src/heartbeat/pings.ts',
    original: 'return meant.length === 1 && answered ?',
    broken: 'return answered ?',
  },
  {
    name: 'patience of a keep-alive',
    file: 'packages/core/src/heartbeat/heartbeat.ts',
    original: 'if (asks()) deadline = now + timeout;',
    broken: 'deadline = now + timeout;',
  },
  {
    name: 'keep-alive after what was sent last',
    file: 'packages/core/src/heartbeat/heartbeat.ts',
    original: 'if (!options.answered) return lastOutbound + options.interval;',
    broken: 'if (!options.answered) return Infinity;',
  },
  {
    name: 'keep-alive before a server hangs up on silence',
    file: 'packages/core/src/heartbeat/heartbeat.ts',
    original: 'if (!options.answered) return lastOutbound + options.interval;',
    broken: 'if (!options.answered) return lastOutbound + 2 * options.interval;',
  },
  {
    name: 'swallowing of a late pong',
    file: 'packages/core/src/protocol/plain-session.ts',
    original: 'if (meant.length === 0 && (isOut || !isPongTo(frame, last, heartbeat))) return null;',
    broken: 'if (meant.length === 0) return null;',
  },
];
