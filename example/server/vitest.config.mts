import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Every test waits for events, never for a time: the patience is for machines that are busy with other things.
  test: {
    name: 'server',
    environment: 'node',
    // Its files share a process, what was loaded there, and a database.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: './test/global-setup.ts',
    include: ['src/**/*.test.ts'],
  },
});
