import type { Break } from '../bundle';

/** Open means that the server has accepted us. */
export const login: readonly Break[] = [
  {
    name: 'wait for ready of what waits',
    file: 'packages/core/src/connection/line.ts',
    original: 'if (!protocol && !handshake && !isRefused) host.ready();',
    broken: 'if (!isRefused) host.ready();',
  },
  {
    name: 'deafness of an open socket to a second ready',
    file: 'packages/core/src/connection/machine.ts',
    original: `function fromOpen(state: MachineState, event: MachineEvent, rules: Rules, hiddenAt: number | null): Step {
  switch (event.type) {`,
    broken: `function fromOpen(state: MachineState, event: MachineEvent, rules: Rules, hiddenAt: number | null): Step {
  switch (event.type) {
    case 'opened':
      return [state, ['startHeartbeat']];`,
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
  {
    name: 'refusal for good',
    file: 'packages/core/src/connection/line.ts',
    original: "refuse: says((given, retry = 'never') => {",
    broken: "refuse: says((given, retry = 'backoff') => {",
  },
  {
    name: 'hello in place of the early ping',
    file: 'packages/core/src/connection/line.ts',
    original: `      if (protocol || handshake) greet();
`,
    broken: '',
  },
  {
    name: 'saying again of a hello that failed',
    file: 'packages/core/src/connection/line.ts',
    original: `      if (isSure) greet();
    };`,
    broken: '    };',
    seed: 5,
  },
  {
    name: 'fresh url after a login that was refused by code',
    file: 'packages/core/src/connection/close-cause.ts',
    original: 'return urlIsFunction || !CURABLE.includes(code);',
    broken: 'return !CURABLE.includes(code);',
  },
];
