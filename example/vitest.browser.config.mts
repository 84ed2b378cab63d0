import { defineConfig } from 'vitest/config';

/** The hook in a browser that treats its tabs as a user's does: run by `npm run test:browser`. */
export default defineConfig({
  test: {
    name: 'browser',
    root: import.meta.dirname,
    environment: 'node',
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
