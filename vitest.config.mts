import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: 'scripts', include: ['scripts/**/*.test.mjs'] } },
      'packages/core',
      'packages/testing',
      'packages/taro/vitest.config.mts',
      'packages/taro/vitest.h5.config.mts',
      'example/vitest.config.mts',
      'example/server/vitest.config.mts',
    ],
  },
});
