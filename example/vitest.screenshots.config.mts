import { defineConfig } from 'vitest/config';

/** Takes the pictures of the docs: run by `npm run screenshots` alone. */
export default defineConfig({
  test: {
    name: 'screenshots',
    root: import.meta.dirname,
    environment: 'node',
    globalSetup: './test/server/global-setup.ts',
    include: ['test/screenshots/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
