import { describe, expect, it } from 'vitest';
import type { SocketOptions } from './options';
import { resolveOptions } from './resolve-options';

describe('resolveOptions', () => {
  it('puts the defaults in place, also of what is there but undefined', () => {
    const { heartbeat, reconnect, connectTimeout, background } = resolveOptions({ heartbeat: { interval: undefined } });
    expect(heartbeat).toEqual({
      interval: 25_000,
      pongTimeout: 10_000,
      ping: 'ping',
      onlyPong: false,
      always: false,
      missed: 1,
    });
    expect(reconnect).toEqual({
      minDelay: 1_000,
      maxDelay: 30_000,
      factor: 1.5,
      jitter: 'full',
      maxAttempts: Infinity,
      minUptime: 5_000,
    });
    expect([connectTimeout, background]).toEqual([10_000, 'keep']);
  });

  it('turns off what is false', () => {
    expect(resolveOptions({ heartbeat: false, reconnect: false })).toMatchObject({ heartbeat: null, reconnect: null });
  });

  it('takes always from onlyPong', () => {
    expect(resolveOptions({ heartbeat: { onlyPong: true } }).heartbeat?.always).toBe(true);
  });

  const wrong: Array<[string, SocketOptions<string, string>]> = [
    ['connectTimeout', { connectTimeout: 0 }],
    ['connectTimeout', { connectTimeout: -1 }],
    ['connectTimeout', { connectTimeout: Number.NaN }],
    ['connectTimeout', { connectTimeout: Infinity }],
    ['connectTimeout', { connectTimeout: 2 ** 31 }],
    ['connectTimeout', { connectTimeout: '10' as unknown as number }],
    ['background', { background: 'sleep' as 'keep' }],
    ['codec', { codec: {} as never }],
    ['codec', { codec: { encode: String } as never }],
    ['codec', { codec: { decode: String } as never }],
    ['heartbeat.interval', { heartbeat: { interval: 0 } }],
    ['heartbeat.interval', { heartbeat: { interval: Number.NaN } }],
    ['heartbeat.pongTimeout', { heartbeat: { pongTimeout: 0 } }],
    ['heartbeat.pongTimeout', { heartbeat: { pongTimeout: Infinity } }],
    ['heartbeat.missed', { heartbeat: { missed: 0 } }],
    ['heartbeat.missed', { heartbeat: { missed: 1.5 } }],
    ['heartbeat.ping', { heartbeat: { ping: 7 as never } }],
    ['heartbeat.isPong', { heartbeat: { isPong: 5 as never } }],
    ['reconnect.minDelay', { reconnect: { minDelay: -1 } }],
    ['reconnect.maxDelay', { reconnect: { minDelay: 2_000, maxDelay: 1_999 } }],
    ['reconnect.factor', { reconnect: { factor: 0.5 } }],
    ['reconnect.minUptime', { reconnect: { minUptime: -1 } }],
    ['reconnect.maxAttempts', { reconnect: { maxAttempts: 0 } }],
    ['reconnect.maxAttempts', { reconnect: { maxAttempts: Number.NaN } }],
    ['reconnect.jitter', { reconnect: { jitter: 'some' as never } }],
  ];
  it.each(wrong)('refuses a wrong %s, and says what was expected and what was given (%j)', (name, options) => {
    expect(() => resolveOptions(options)).toThrow(
      expect.objectContaining({
        code: 'invalid-option',
        message: expect.stringMatching(new RegExp(`^${name}: expected .+, got .+`)),
      }),
    );
  });

  it.each<[string, SocketOptions<string, string>]>([
    [
      'the least',
      {
        connectTimeout: 1,
        heartbeat: { interval: 1, pongTimeout: 1, missed: 1 },
        reconnect: { minDelay: 0, maxDelay: 0, factor: 1, minUptime: 0, maxAttempts: 1 },
      },
    ],
    [
      'the most',
      { connectTimeout: 2 ** 31 - 1, heartbeat: { interval: Infinity }, reconnect: { maxAttempts: Infinity } },
    ],
  ])('takes %s', (_name, options) => {
    expect(() => resolveOptions(options)).not.toThrow();
  });
});
