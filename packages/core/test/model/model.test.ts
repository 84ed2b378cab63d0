import fc from 'fast-check';
import { describe, inject, it, vi } from 'vitest';
import { story } from './commands';
import { finish } from './passing';
import { setting } from './story';
import { createWorld } from './world';

/** A few, other ones each time; `npm run test:long` has many. */
const RUNS = inject('isLong') ? 4_000 : 400;

describe('outbox, requests and resync', () => {
  // A failure names its seed and path: give both to fc.assert, beside numRuns, to see it again.
  it('keep their promises in random stories', { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(setting, story, async (given, commands) => {
      vi.useFakeTimers({ now: 1_000_000, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
      try {
        const world = createWorld(given);
        await fc.asyncModelRun(() => ({ model: world, real: undefined }), commands);
        await finish(world, given.isOrderly);
      } finally {
        vi.useRealTimers();
      }
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});
