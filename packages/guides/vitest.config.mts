import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';
import { h5Build } from '../../scripts/taro-files/h5-build';
import { taroFiles } from '../../scripts/taro-files/published-files';
import { pageBlocks } from './src/page-blocks';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The code of the pages, with the real hook on Taro's own H5 files, and the real `ws`. */
export default defineProject({
  ...h5Build,
  plugins: [...h5Build.plugins, pageBlocks()],
  resolve: {
    alias: {
      ...taroFiles,
      '@heartbeat-socket/core': at('../core/src/index.ts'),
      '@heartbeat-socket/taro': at('../taro/src/index.ts'),
      '@tarojs/taro': at('../taro/test/taro-h5.ts'),
    },
  },
  test: {
    name: 'guides',
    environment: 'jsdom',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['src/**/*.test.{ts,tsx}'],
    server: { deps: { inline: [/@tarojs\//] } },
  },
});
