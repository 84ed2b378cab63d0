import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'core',
    environment: 'node',
    // Core has no state outside of its sockets, and each file puts its clock back: they share what was loaded.
    isolate: false,
    setupFiles: ['test/real-timers.ts'],
    testTimeout: 60_000,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
