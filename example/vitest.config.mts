import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'example',
    environment: 'node',
    testTimeout: 60_000,
    include: ['src/**/*.test.ts', 'test/host/**/*.test.ts', 'test/bundles/**/*.test.ts'],
  },
});
