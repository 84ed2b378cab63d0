import type { Break } from '../bundle';

/** Much of everything. */
export const load: readonly Break[] = [
  {
    name: 'limit of the outbox',
    file: 'packages/core/src/messages/outbox.ts',
    original: 'oldest && waiting.size > box.limit;',
    broken: 'oldest && waiting.size > Infinity;',
  },
  {
    name: 'leaving out of messages while a resync waits for its retry',
    file: 'packages/core/src/messages/resync.ts',
    original: "if (phase !== 'fetching') return;",
    broken: '',
  },
];
