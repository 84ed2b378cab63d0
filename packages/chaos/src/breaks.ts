import type { Break } from './bundle';

/** Guards without which the hook would fail in the field. Chaos has to notice the absence of each. */
export const BREAKS: readonly Break[] = [
  {
    name: 'generation check',
    file: 'packages/core/src/connection/engine.ts',
    original: 'if (mine === generation) hear(event);',
    broken: 'hear(event);',
  },
  {
    name: 'connect timeout',
    file: 'packages/core/src/connection/engine.ts',
    original: 'cancelConnect = clock.after(delay, () =>',
    broken: 'cancelConnect = clock.after(Infinity, () =>',
  },
  {
    name: 'close on arrival',
    file: 'packages/taro/src/platform/transport.ts',
    original: 'if (farewell) closeTask();\n        // It may have opened',
    broken: 'if (farewell) noop();\n        // It may have opened',
  },
  {
    name: 'timers off on hide',
    file: 'packages/core/src/connection/engine.ts',
    original: 'heartbeat?.pause();',
    broken: '',
  },
  {
    name: 'slot release',
    file: 'packages/taro/src/platform/quirks/h5.ts',
    original: 'return task.close({ code, reason });',
    broken: 'return undefined;',
  },
];
