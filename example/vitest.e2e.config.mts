import { defineConfig } from 'vitest/config';
import { WaitingFirst } from '../scripts/waiting-first';

/** The H5 build in a real browser: run by `npm run test:e2e`, not by `npm test`, which needs no browser. */
export default defineConfig({
  test: {
    name: 'e2e',
    root: import.meta.dirname,
    environment: 'node',
    globalSetup: './test/server/global-setup.ts',
    include: ['test/e2e/**/*.test.ts'],
    // The tests wait for pages and servers most of the time. The patience is for machines that are busy with others.
    maxWorkers: 2,
    sequence: { sequencer: WaitingFirst },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
