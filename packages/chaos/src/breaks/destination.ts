import type { Break } from '../bundle';

/** One destination, one socket: what a component shows, sends and hears is of where it is. */
export const destination: readonly Break[] = [
  {
    name: 'waiting of what is sent before anybody has connected',
    file: 'packages/core/src/messages/sending.ts',
    original: "const isClosed = () => engine.state().status === 'closed' && !host.isExpected();",
    broken: "const isClosed = () => ['closed', 'idle'].includes(engine.state().status);",
  },
  {
    name: 'status from birth',
    file: 'packages/taro/src/binding/binding.ts',
    original: 'if (!starts) return snapshot;',
    broken: 'if (starts || !starts) return snapshot;',
  },
  {
    name: 'claim of the socket by what a child does first',
    file: 'packages/taro/src/binding/binding.ts',
    original: `      claim();
      letGoIfHidden();
`,
    broken: '',
  },
  {
    name: 'options of this commit for what a child does first',
    file: 'packages/taro/src/binding/binding.ts',
    original: `    if (latest.url !== null) update();
    if (wants())`,
    broken: '    if (wants())',
  },
  {
    name: 'socket of its own for each destination',
    file: 'packages/taro/src/binding/use-binding.ts',
    original: 'if (key === null || Object.is(key, kept.key)) return kept.binding;',
    broken: 'if (key === null || kept.key !== null) return kept.binding;',
  },
  {
    name: 'silence of a destination that was left',
    file: 'packages/taro/src/binding/callbacks.ts',
    original: 'if (!hasLeft()) callbacks[name]?.(...args);',
    broken: 'callbacks[name]?.(...args);',
  },
  {
    name: 'silence of a message handler that was left',
    file: 'packages/taro/src/hooks/use-socket-message.ts',
    original: 'if (latest.current.socket === socket && hears()) latest.current.handler(message, info);',
    broken: 'if (hears()) latest.current.handler(message, info);',
  },
  {
    name: 'release of a destination that is left',
    file: 'packages/taro/src/binding/binding.ts',
    original: `    hasEnded = true;
    release();
    place.leave();`,
    broken: '    hasEnded = true;',
  },
];
