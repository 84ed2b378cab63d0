import type { Break } from '../bundle';

/** One socket of a key at a time, from its first holder to the end of its linger. */
export const sharing: readonly Break[] = [
  {
    name: 'forgetting of a shared socket that has ended',
    file: 'packages/taro/src/binding/shared-sockets.ts',
    original: `    if (entries.get(key) === entry) entries.delete(key);
`,
    broken: '',
  },
  {
    name: 'end of a lingering socket whose line is lost',
    file: 'packages/taro/src/binding/shared-sockets.ts',
    original: "const off = socket.on('close', end);",
    broken: 'const off = noop;',
  },
  {
    name: 'end of a linger',
    file: 'packages/taro/src/binding/shared-sockets.ts',
    original: 'const cancelTimer = systemClock.after(time, end);',
    broken: 'const cancelTimer = noop;',
  },
  {
    name: 'hold of the last holder while it lingers',
    file: 'packages/taro/src/binding/shared-sockets.ts',
    original: '          lingering.push(hold);',
    broken: '          hold.release();',
  },
  {
    name: 'end of a linger by who comes back',
    file: 'packages/taro/src/binding/shared-sockets.ts',
    original: `      cancelLinger();
      holders.push(holder);`,
    broken: '      holders.push(holder);',
  },
  {
    name: 'handing over of the options to the next oldest holder',
    file: 'packages/taro/src/binding/shared-sockets.ts',
    original: `          if (at === 0) lead();
`,
    broken: '',
  },
  {
    name: 'blindness of who does not want the shared socket',
    file: 'packages/taro/src/binding/binding.ts',
    original: 'if (isShared && !wantsThen) return hasConnected ? CLOSED : INITIAL_SNAPSHOT;',
    broken: '',
  },
  {
    name: 'deafness of who does not want the shared socket',
    file: 'packages/taro/src/binding/use-binding.ts',
    original: 'const listens = wants || !binding.isShared;',
    broken: 'const listens = true;',
  },
  {
    name: 'following of a key from one socket to the next',
    file: 'packages/taro/src/binding/shared-sockets.ts',
    original: `  entries.set(key, made);
  tellFollowers(key);`,
    broken: '  entries.set(key, made);',
  },
];
