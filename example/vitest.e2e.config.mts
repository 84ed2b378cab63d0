import { defineConfig } from 'vitest/config';

/** The H5 build in a real browser: run by `npm run test:e2e`, not by `npm test`, which needs no browser. */
export default defineConfig({
  test: {
    name: 'e2e',
    root: import.meta.dirname,
    environment: 'node',
    globalSetup: './test/server/global-setup.ts',
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
