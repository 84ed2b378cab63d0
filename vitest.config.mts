import { defineConfig } from 'vitest/config';
import { WaitingFirst } from './scripts/waiting-first';

export default defineConfig({
  test: {
    // One more than processors, for the files that wait.
    maxWorkers: 3,
    sequence: { sequencer: WaitingFirst },
    projects: [
      { test: { name: 'scripts', include: ['scripts/**/*.test.mjs'] } },
      'packages/bench/vitest.config.mts',
      'packages/core',
      'packages/chaos',
      'packages/chaos/vitest.react19.config.mts',
      'packages/guides/vitest.config.mts',
      'packages/protocols',
      'packages/tcp-proxy',
      'packages/testing/vitest.config.mts',
      'packages/testing/vitest.h5.config.mts',
      {
        extends: './packages/testing/examples/vitest.config.mts',
        // The packages are links here. So they are what vitest takes for installed, and find the Taro that is mocked
        // though a mutation run has left a link to node_modules inside node_modules.
        resolve: { preserveSymlinks: true, dedupe: ['@tarojs/taro'] },
        test: {
          name: 'docs',
          root: './packages/testing/examples',
          exclude: ['**/*.jest.test.tsx'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      'packages/taro/vitest.config.mts',
      'packages/taro/vitest.h5.config.mts',
      'packages/taro/vitest.react19.config.mts',
      'example/vitest.config.mts',
      'example/server/vitest.config.mts',
      'example/load/vitest.config.mts',
    ],
  },
});
