import { afterEach, describe, expect, it, vi } from 'vitest';
import { HeartbeatSocketError } from '../errors';
import { checkNumber, clamp, type Range, refuse } from './check';

afterEach(() => {
  vi.unstubAllEnvs();
});

const inProduction = <Result>(act: () => Result): Result => {
  vi.stubEnv('NODE_ENV', 'production');
  return act();
};

const delay: Range = { from: 1, otherwise: 500 };
const silence: Range = { ...delay, mayBeInfinite: true };
const count: Range = { from: 1, otherwise: 5, isCount: true };
const endless: Range = { ...count, mayBeInfinite: true };

describe('a number', () => {
  it.each<[string, Range, unknown, number]>([
    ['below', delay, 0.9, 1],
    ['far below', delay, -Infinity, 1],
    ['above', delay, 2 ** 31, 2_147_483_647],
    ['endless', delay, Infinity, 2_147_483_647],
    ['NaN', delay, Number.NaN, 500],
    ['text', delay, '5', 500],
    ['null', delay, null, 500],
    ['a big integer', delay, BigInt(5), 500],
    ['above, but not endless', silence, 2 ** 31, 2_147_483_647],
    ['NaN', silence, Number.NaN, 500],
    ['no count', count, 1.5, 2],
    ['no count', count, 0, 1],
    ['endless', count, Infinity, Number.MAX_SAFE_INTEGER],
    ['no count', endless, 2.4, 2],
    ['text', endless, '2', 5],
  ])('%s is refused in development, and made safe in production', (_what, range, value, safe) => {
    expect(() => checkNumber('wait', value as number, range)).toThrow(HeartbeatSocketError);
    expect(inProduction(() => checkNumber('wait', value as number, range))).toBe(safe);
    expect(clamp(value as number, range)).toBe(safe);
  });

  it.each<[Range, number]>([
    [delay, 1],
    [delay, 1.5],
    [delay, 2 ** 31 - 1],
    [silence, Infinity],
    [silence, 2 ** 31 - 1],
    [count, 1],
    [count, 2 ** 40],
    [endless, Infinity],
    [{ from: 0, otherwise: 1 }, 0],
  ])('within %j passes as it is: %s', (range, value) => {
    expect([checkNumber('wait', value, range), inProduction(() => checkNumber('wait', value, range))]).toEqual([
      value,
      value,
    ]);
  });

  it.each<[Range, string]>([
    [delay, 'a number from 1 to 2147483647'],
    [silence, 'a number from 1 to 2147483647, or Infinity'],
    [count, 'a whole number from 1'],
    [endless, 'a whole number from 1, or Infinity'],
  ])('within %j is told what was expected: %s', (range, expected) => {
    expect(() => checkNumber('wait', -1, range)).toThrow(
      expect.objectContaining({ code: 'invalid-option', message: `wait: expected ${expected}, got -1` }),
    );
  });
});

it('that is left out is the default', () => {
  expect([checkNumber('wait', undefined, delay), inProduction(() => checkNumber('wait', undefined, silence))]).toEqual([
    500, 500,
  ]);
});

describe('any other value', () => {
  it.each<[string, unknown, string]>([
    ['a long text', 'x'.repeat(60_000), `'${'x'.repeat(100)}'`],
    ['a long list', new Array(60_000).fill(7), '7,'.repeat(50)],
    ['an object without a prototype', Object.create(null), 'object'],
    ['a symbol', Symbol('mode'), 'Symbol(mode)'],
    ['nothing', undefined, 'undefined'],
  ])('is told in short: %s', (_what, value, shown) => {
    expect(() => refuse('mode', "'on'", value)).toThrow(
      expect.objectContaining({ message: `mode: expected 'on', got ${shown}` }),
    );
  });
});
