import { defineConfig } from 'vitest/config';

/** Both of this package's test projects, for mutation testing. */
export default defineConfig({
  test: { projects: ['packages/taro/vitest.config.mts', 'packages/taro/vitest.h5.config.mts'] },
});
