import fc from 'fast-check';
import type { Background } from '../../src/ports/ports';
import type { Box } from './ledger';
import type { LoginKind } from './logins';

/** The longest wait before a retry. */
export const MAX_DELAY = 8_000;

/** What a story goes on under. */
export interface Setting {
  readonly box: Box | null;
  readonly heartbeat: boolean;
  readonly background: Background;
  readonly maxAttempts: number;
  /** Who says how long to wait before a retry. */
  readonly waits: 'back-off' | 'jitter' | 'delay';
  /** The url is a function. */
  readonly asksUrl: boolean;
  /** The server wants a login in band. */
  readonly login: LoginKind | null;
  /** The platform takes nothing while the app is hidden. */
  readonly refusesWhileHidden: boolean;
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
  waits: fc.constantFrom('back-off', 'jitter', 'delay'),
  asksUrl: fc.boolean(),
  login: fc.constantFrom(null, null, 'handshake', 'protocol'),
  refusesWhileHidden: fc.boolean(),
  greetings: fc.constantFrom(0, 0, 1, 2),
  isOrderly: fc.boolean(),
});
