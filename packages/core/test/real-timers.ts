import * as timers from 'node:timers';
import { afterAll, expect } from 'vitest';

// The next file shares this one's globals: a fake that stays would hang its tests, and not those of this file.
afterAll(() => {
  expect(globalThis.setTimeout, 'the timers that this file left behind').toBe(timers.setTimeout);
  expect(globalThis.clearTimeout, 'the timers that this file left behind').toBe(timers.clearTimeout);
});
