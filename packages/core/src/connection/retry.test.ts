import { describe, expect, it, vi } from 'vitest';
import type { ReconnectOptions } from '../socket/options';
import { type ResolvedReconnect, resolveOptions } from '../socket/resolve-options';
import { type CloseCauseKind, closeCause } from './close-cause';
import { backoff, judge, waitAfter } from './retry';

function resolve(options: ReconnectOptions = {}): ResolvedReconnect {
  const { reconnect } = resolveOptions({ reconnect: options }, { background: 'keep', warn() {} }, 'caller');
  if (!reconnect) throw new Error('reconnect is on');
  return reconnect;
}

const least = () => 0;
const middle = () => 0.5;
const most = () => 1;

describe('backoff', () => {
  it.each([
    [least, 0],
    [middle, 500],
    [most, 1_000],
  ])('comes at random within minDelay after a line that lived', (random, expected) => {
    expect(backoff(resolve(), 0, random)).toBe(expected);
  });

  it.each([
    [1, 1_000, 1_000],
    [1_666, 1_000, 1_000],
    [3_000, 1_000, 1_800],
    [10_000, 3_000, 6_000],
    [50_000, 15_000, 30_000],
    [60_000, 18_000, 30_000],
    [100_000, 30_000, 30_000],
    [2 ** 40, 30_000, 30_000],
  ])('waits a half to the whole of 0.6 x %s ms, within minDelay and maxDelay', (downtime, shortest, longest) => {
    expect(backoff(resolve(), downtime, least)).toBe(shortest);
    expect(backoff(resolve(), downtime, most)).toBe(longest);
  });

  it.each([Number.NaN, 2, -1, '0.5'])('is refused where random gives %s, which is no delay', (wrong) => {
    const cause = closeCause({ kind: 'network', message: '' }, 'backoff');
    const wait = () => waitAfter({ attempt: 1, cause }, 0, resolve({ maxDelay: 1_000 }), () => wrong as number);
    expect(wait).toThrow(`expected a number from 0 to 1, got ${wrong}`);
  });

  it('waits whole milliseconds', () => {
    expect(backoff(resolve(), 3_333, middle)).toBe(1_500);
    expect(backoff(resolve({ jitter: 'none' }), 3_333, middle)).toBe(2_000);
    expect(backoff(resolve({ minDelay: 333 }), 0, middle)).toBe(167);
  });

  it('goes by its own factor; 0 always waits minDelay', () => {
    expect(backoff(resolve({ factor: 2 }), 4_000, most)).toBe(8_000);
    expect(backoff(resolve({ factor: 0 }), 1_000_000, most)).toBe(1_000);
  });

  it.each([
    [0, 1_000],
    [1_000, 1_000],
    [5_000, 3_000],
    [1_000_000, 30_000],
  ])('waits all of it without jitter, or what the jitter makes of it: down for %s', (downtime, whole) => {
    expect(backoff(resolve({ jitter: 'none' }), downtime, least)).toBe(whole);
    expect(backoff(resolve({ jitter: (delay) => delay + 7 }), downtime, least)).toBe(whole + 7);
  });
});

describe('waitAfter', () => {
  function wait(
    attempt: number,
    downtime: number,
    { kind = 'network', code = null }: { kind?: CloseCauseKind; code?: number | null } = {},
    options: ReconnectOptions = {},
    random = most,
  ) {
    const cause = closeCause({ kind, code, message: '' }, 'backoff');
    return waitAfter({ attempt, cause }, downtime, resolve(options), random);
  }

  it('is the back-off', () => {
    expect([wait(1, 0), wait(2, 5_000), wait(9, 500_000)]).toEqual([1_000, 3_000, 30_000]);
  });

  it.each([1001, 1012, 1013])('spreads the first retry after code %s over five times minDelay', (code) => {
    const restart = { kind: 'server', code } as const;
    expect([wait(1, 0, restart), wait(1, 0, restart, {}, least)]).toEqual([5_000, 0]);
    expect(wait(2, 2_000, restart)).toBe(1_200);
  });

  it('spreads after no other code', () => {
    expect(wait(1, 0, { kind: 'server', code: 1000 })).toBe(1_000);
  });

  it('never spreads beyond maxDelay', () => {
    expect(wait(1, 0, { kind: 'server', code: 1012 }, { minDelay: 10_000, maxDelay: 12_000 })).toBe(12_000);
  });

  it('goes on at maxDelay for a forbidden domain', () => {
    expect(wait(1, 0, { kind: 'forbidden-domain' }, { maxDelay: 7_000 }, least)).toBe(7_000);
  });
});

describe('judge', () => {
  const ask = <Result>(_name: string, question: () => Result): Result | undefined => {
    try {
      return question();
    } catch {
      return undefined;
    }
  };
  const retryOf = (code: number, reconnect: ResolvedReconnect | null, isFunction = false) =>
    judge({ kind: 'server', code, message: '' }, reconnect, isFunction, ask).retry;

  it.each([
    [1002, 'never', 'never'],
    [1003, 'never', 'never'],
    [1010, 'never', 'never'],
    [1007, 'never', 'backoff'],
    [1008, 'never', 'backoff'],
    [1000, 'backoff', 'backoff'],
    [1006, 'backoff', 'backoff'],
    [1011, 'backoff', 'backoff'],
    [4001, 'backoff', 'backoff'],
  ])('says of code %s: %s on a string url, %s on a function', (code, onString, onFunction) => {
    expect([retryOf(code, resolve()), retryOf(code, resolve(), true)]).toEqual([onString, onFunction]);
  });

  it('never tries an invalid url again', () => {
    expect(judge({ kind: 'invalid-url', message: '' }, resolve(), true, ask).retry).toBe('never');
  });

  it('never tries again when reconnecting is off', () => {
    expect(retryOf(1006, null, true)).toBe('never');
  });

  it('goes by shouldReconnect, which sees the cause', () => {
    const shouldReconnect = vi.fn(({ code }) => code === 1002);
    expect([retryOf(1002, resolve({ shouldReconnect })), retryOf(1006, resolve({ shouldReconnect }))]).toEqual([
      'backoff',
      'never',
    ]);
    expect(shouldReconnect.mock.calls[0]?.[0]).toMatchObject({ kind: 'server', code: 1002 });
  });

  it('goes by the default where shouldReconnect throws or says nothing', () => {
    const throwing = () => {
      throw new Error('oops');
    };
    const silent = () => undefined as unknown as boolean;
    for (const shouldReconnect of [throwing, silent])
      expect([retryOf(1002, resolve({ shouldReconnect })), retryOf(1006, resolve({ shouldReconnect }))]).toEqual([
        'never',
        'backoff',
      ]);
  });

  it('keeps the texts bounded, and tokens out of them', () => {
    const { message } = judge(
      { kind: 'network', message: 'wss://a.example.com/ws?token=secret broke' },
      null,
      false,
      ask,
    );
    expect(message).toBe('wss://a.example.com/ws broke');
  });
});
