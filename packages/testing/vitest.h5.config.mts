import { defineProject } from 'vitest/config';
import { h5Build } from '../../scripts/taro-files/h5-build';
import { taroFiles } from '../../scripts/taro-files/published-files';

/** The kit beside Taro's own H5 implementation. */
export default defineProject({
  ...h5Build,
  resolve: { alias: taroFiles },
  test: {
    name: 'testing on h5',
    environment: 'jsdom',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/h5/**/*.test.ts'],
    server: { deps: { inline: [/@tarojs\//] } },
  },
});
