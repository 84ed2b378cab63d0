import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'load',
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 30_000,
    globalSetup: '../test/server/global-setup.ts',
    include: ['src/**/*.test.ts'],
  },
});
