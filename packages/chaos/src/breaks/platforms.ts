import type { Break } from '../bundle';

/** What platforms do with sockets when the app is hidden, and with slots. */
export const platforms: readonly Break[] = [
  {
    name: 'close on arrival',
    file: 'packages/taro/src/platform/transport.ts',
    original: `if (farewell) closeTask();
        // It may have opened`,
    broken: `if (farewell) {}
        // It may have opened`,
  },
  {
    name: 'close again of what opens after it',
    file: 'packages/taro/src/platform/transport.ts',
    original: `if (farewell) closeTask();
        else emit({ type: 'opened', protocol });`,
    broken: "if (!farewell) emit({ type: 'opened', protocol });",
  },
  {
    name: 'slot release',
    file: 'packages/taro/src/platform/quirks/h5.ts',
    original: 'return task.close({ code, reason });',
    broken: 'return undefined;',
  },
  {
    name: 'repeated close of what a hidden platform refused to close',
    file: 'packages/taro/src/platform/closer.ts',
    original: 'if (mine !== latest || !isRefusal(textOf(failure))) return;',
    broken: 'return;',
  },
  {
    name: 'excuse of a send that a hidden platform refused',
    file: 'packages/core/src/connection/engine.ts',
    original: 'if (!mine.isOver && !isExcused(loss)) lose(loss);',
    broken: 'if (!mine.isOver) lose(loss);',
  },
  {
    name: "server's own code beside the word interrupted",
    file: 'packages/taro/src/platform/transport.ts',
    original: "if (code !== null && code >= 3000) return 'server';",
    broken: '',
  },
  {
    name: 'waiting of one attempt too many in one task',
    file: 'packages/taro/src/platform/transport.ts',
    original: `if (abandoned >= ABANDONED_LIMIT) Promise.resolve().then(begin);
      else begin();`,
    broken: 'begin();',
  },
  {
    name: 'grace of a platform that resumes',
    file: 'packages/core/src/connection/machine.ts',
    original: 'if (rules.now <= state.graceUntil && !gateShut(state, rules)) {',
    broken: 'if (rules.now < 0) {',
  },
  {
    name: 'distrust of a line that was hidden for long',
    file: 'packages/core/src/connection/machine.ts',
    original: '(event.overdue || hiddenFor > TRUSTED_HIDDEN)',
    broken: 'event.overdue',
  },
];
