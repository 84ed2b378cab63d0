import type { Break } from './bundle';

/** Guards without which the hook would fail in the field. Chaos has to notice the absence of each. */
export const BREAKS: readonly Break[] = [
  {
    name: 'connect timeout',
    file: 'packages/core/src/connection/engine.ts',
    original: 'cancelConnect = attempt.after(delay, () =>',
    broken: 'cancelConnect = attempt.after(Infinity, () =>',
  },
  {
    name: 'close on arrival',
    file: 'packages/taro/src/platform/transport.ts',
    original: 'if (farewell) closeTask();\n        // It may have opened',
    broken: 'if (farewell) {}\n        // It may have opened',
  },
  {
    name: 'timers off on hide',
    file: 'packages/core/src/connection/engine.ts',
    original: 'heart.beat()?.pause();',
    broken: '',
  },
  {
    name: 'slot release',
    file: 'packages/taro/src/platform/quirks/h5.ts',
    original: 'return task.close({ code, reason });',
    broken: 'return undefined;',
  },
  {
    name: 'end of a turn in its finally',
    file: 'packages/core/src/ports/turns.ts',
    original: `    try {
      return task();
    } finally {
      finish();
    }`,
    broken: `    const result = task();
    finish();
    return result;`,
  },
  {
    name: 'generation check at the entry',
    file: 'packages/core/src/ports/turns.ts',
    original: '    if (lifetime?.isOver) return;\n',
    broken: '',
  },
  {
    name: 'generation check of what waited for the end of a turn',
    file: 'packages/core/src/ports/turns.ts',
    original: 'waiting.push(() => lifetime?.isOver || task(value as Value));',
    broken: 'waiting.push(() => task(value as Value));',
  },
  {
    name: 'deferring of what a question calls',
    file: 'packages/core/src/ports/turns.ts',
    original: 'if (!isBusy) return run(task);',
    broken: 'if (isBusy) return task();\n      return run(task);',
  },
  {
    name: 'monotonic clock',
    file: 'packages/core/src/ports/clock.ts',
    original: 'if (wall < latest) setBack += latest - wall;',
    broken: '',
  },
  {
    name: 'repeated close of what a hidden platform refused to close',
    file: 'packages/taro/src/platform/closer.ts',
    original: 'if (mine !== latest || !isRefusal(textOf(failure))) return;',
    broken: 'return;',
  },
  {
    name: 'wait for ready of what waits',
    file: 'packages/core/src/connection/line.ts',
    original: 'if (!protocol && !handshake && !isRefused) host.ready();',
    broken: 'if (!isRefused) host.ready();',
  },
  {
    name: 'deafness of an open socket to a second ready',
    file: 'packages/core/src/connection/machine.ts',
    original:
      'function fromOpen(state: MachineState, event: MachineEvent, rules: Rules, hiddenAt: number | null): Step {\n  switch (event.type) {',
    broken:
      "function fromOpen(state: MachineState, event: MachineEvent, rules: Rules, hiddenAt: number | null): Step {\n  switch (event.type) {\n    case 'opened':\n      return [state, ['startHeartbeat']];",
  },
  {
    name: 'saying again of a standing message',
    file: 'packages/core/src/messages/standing.ts',
    original: 'if (item.saidOn === host.attempt() || !items.has(item)) continue;',
    broken: 'if (item.saidOn !== null || !items.has(item)) continue;',
  },
  {
    name: 'silence of a hello whose line is gone',
    file: 'packages/core/src/connection/line.ts',
    original: 'turns.enter(() => isRefused || task(value), attempt);',
    broken: 'turns.enter(() => isRefused || task(value));',
  },
];
