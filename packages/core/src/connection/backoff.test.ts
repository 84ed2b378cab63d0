import { describe, expect, it } from 'vitest';
import type { ReconnectOptions } from '../socket/options';
import { resolveOptions } from '../socket/resolve-options';
import { backoff } from './backoff';
import { type CloseCauseKind, closeCause } from './close-cause';

function delay(
  attempt: number,
  options: ReconnectOptions = {},
  kind: CloseCauseKind = 'network',
  code: number | null = null,
) {
  const { reconnect } = resolveOptions({ reconnect: options });
  if (!reconnect) throw new Error('reconnect is on');
  return backoff(reconnect, attempt, closeCause({ kind, code, message: '' }, 'backoff'), () => 0.5);
}

describe('backoff', () => {
  it.each([
    [1, 500],
    [2, 750],
    [5, 2_532],
    [9, 12_815],
    [10, 15_000],
    [5_000, 15_000],
  ])('waits a random part of the whole delay, in whole milliseconds: attempt %s', (attempt, expected) => {
    expect(delay(attempt)).toBe(expected);
  });

  it('waits all of it without jitter, or what the jitter makes of it', () => {
    expect(delay(2, { jitter: 'none' })).toBe(1_500);
    expect(delay(2, { jitter: (whole) => whole + 7 })).toBe(1_507);
  });

  it.each([1001, 1012, 1013])('spreads the first retry after code %s over five times minDelay', (code) => {
    expect(delay(1, {}, 'server', code)).toBe(2_500);
    expect(delay(2, {}, 'server', code)).toBe(750);
  });

  it('never spreads beyond maxDelay', () => {
    expect(delay(1, { minDelay: 10_000, maxDelay: 10_000 }, 'server', 1012)).toBe(5_000);
  });

  it('goes on at maxDelay for a forbidden domain', () => {
    expect(delay(1, {}, 'forbidden-domain')).toBe(30_000);
  });
});
