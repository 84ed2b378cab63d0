import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { projects: ['packages/core', 'packages/taro/vitest.config.mts', 'packages/taro/vitest.h5.config.mts'] },
});
