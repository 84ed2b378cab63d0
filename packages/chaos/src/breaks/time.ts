import type { Break } from '../bundle';

/** Clocks are set both ways, and timers come late. */
export const time: readonly Break[] = [
  {
    name: 'monotonic clock',
    file: 'packages/core/src/ports/clock.ts',
    original: 'if (wall < latest) setBack += latest - wall;',
    broken: '',
  },
  {
    name: 'making good of what a clock that was set back has hidden',
    file: 'packages/core/src/ports/clock.ts',
    original: 'if (missing > ROUNDING) setBack += missing;',
    broken: '',
  },
  {
    name: 'expiry of what waits',
    file: 'packages/core/src/messages/outbox.ts',
    original: `      expire();
      const oldest`,
    broken: '      const oldest',
  },
  {
    name: 'outbox timer that looks once more when it was late',
    file: 'packages/core/src/messages/outbox.ts',
    original: '(due >= wakeAt && wakeAt > now)',
    broken: 'due >= wakeAt',
  },
  {
    name: 'measuring of no round trip over a clock that was set back',
    file: 'packages/core/src/heartbeat/heartbeat.ts',
    original: '|| !options.answered || isSetBack) return;',
    broken: '|| !options.answered) return;',
  },
  {
    name: 'connect timeout',
    file: 'packages/core/src/connection/engine.ts',
    original: 'return attempt.after(delay, () => {',
    broken: 'return attempt.after(Infinity, () => {',
  },
];
