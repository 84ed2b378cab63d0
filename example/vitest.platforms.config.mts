import { defineConfig } from 'vitest/config';

/** One page, compiled for the mini-programs that the example is not built for: `npm run test:platforms`. */
export default defineConfig({
  test: {
    name: 'platforms',
    root: import.meta.dirname,
    environment: 'node',
    include: ['test/platforms/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
