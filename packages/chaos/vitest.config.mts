import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineProject({
  resolve: {
    alias: {
      '@heartbeat-socket/core': at('../core/src/index.ts'),
      '@heartbeat-socket/taro': at('../taro/src/index.ts'),
      '@heartbeat-socket/testing': at('../testing/src/index.ts'),
      '@tarojs/taro': at('./src/stage/taro.ts'),
    },
  },
  // Not vitest's own jsdom: esbuild, which takes the guards out, does not run in that.
  test: {
    name: 'chaos',
    // A schedule leaves nothing behind, or it fails: the files share the document and what they load.
    isolate: false,
    setupFiles: ['./src/stage/dom.ts'],
    testTimeout: 60_000,
    include: ['src/**/*.test.ts'],
    exclude: ['src/**/*.react-19.test.ts'],
  },
});
