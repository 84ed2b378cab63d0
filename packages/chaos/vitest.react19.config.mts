import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Chaos under React 19, whose `<Activity>` hides and shows components. */
export default defineProject({
  resolve: {
    alias: [
      // A workspace of its own holds React 19, so that its react-dom finds its react.
      { find: /^(react|react-dom)(?=\/|$)/, replacement: at('../react-19/node_modules/$1') },
      { find: '@heartbeat-socket/core', replacement: at('../core/src/index.ts') },
      { find: '@heartbeat-socket/taro', replacement: at('../taro/src/index.ts') },
      { find: '@heartbeat-socket/testing', replacement: at('../testing/src/index.ts') },
      { find: '@tarojs/taro', replacement: at('src/stage/taro.ts') },
    ],
  },
  test: {
    name: 'chaos on react 19',
    setupFiles: ['src/stage/dom.ts'],
    testTimeout: 60_000,
    include: ['src/**/*.react-19.test.ts'],
  },
});
