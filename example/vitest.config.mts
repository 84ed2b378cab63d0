import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'example',
    environment: 'node',
    testTimeout: 300_000,
    hookTimeout: 300_000,
    globalSetup: './test/server/global-setup.ts',
    include: ['src/**/*.test.ts', 'test/host/**/*.test.ts', 'test/bundles/**/*.test.ts'],
  },
});
