import fc from 'fast-check';
import type { Background } from '../../src/ports/ports';
import type { Box } from './ledger';

/** What a story goes on under. */
export interface Setting {
  readonly box: Box | null;
  readonly heartbeat: boolean;
  readonly background: Background;
  readonly maxAttempts: number;
  /** How many messages `onOpen` sends. */
  readonly greetings: number;
  /** Whether the app says `disconnect()` before it destroys the socket. */
  readonly isOrderly: boolean;
}

const box: fc.Arbitrary<Box> = fc.record({
  limit: fc.integer({ min: 1, max: 4 }),
  ttl: fc.constantFrom(Infinity, 30_000, 3_000, 500, 0),
  overflow: fc.constantFrom('drop-oldest', 'drop-newest'),
});

/** Random settings. */
export const setting: fc.Arbitrary<Setting> = fc.record({
  box: fc.option(box, { freq: 6 }),
  heartbeat: fc.boolean(),
  background: fc.constantFrom('pause', 'disconnect', 'keep'),
  maxAttempts: fc.constantFrom(Infinity, Infinity, Infinity, 3, 1),
  greetings: fc.constantFrom(0, 0, 1, 2),
  isOrderly: fc.boolean(),
});
