import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';
import { h5Build } from '../../scripts/taro-files/h5-build';
import { taroFiles } from '../../scripts/taro-files/published-files';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The hook on Taro's own H5 implementation. */
export default defineProject({
  ...h5Build,
  resolve: {
    alias: {
      ...taroFiles,
      '@heartbeat-socket/core': at('../core/src/index.ts'),
      '@heartbeat-socket/testing': at('../testing/src/index.ts'),
      '@tarojs/taro': at('./test/taro-h5.ts'),
    },
  },
  test: {
    name: 'taro on h5',
    environment: 'jsdom',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/h5/**/*.test.{ts,tsx}'],
    server: { deps: { inline: [/@tarojs\//] } },
  },
});
