import { describe, expect, it } from 'vitest';
import { textCodec } from '../protocol/codec';
import { createCheck } from './check';
import type { SocketOptions } from './options';
import { resolveOptions } from './resolve-options';

type Options = SocketOptions<string, string>;

/** As in development on a platform whose default is 'pause'. */
const resolve = (options: Options) => resolveOptions(options, 'pause', createCheck(false));
const resolveInProduction = (options: Options) => resolveOptions(options, 'pause', createCheck(true));

describe('resolveOptions', () => {
  it('puts the defaults in place, also of what is there but undefined', () => {
    const { heartbeat, reconnect, connectTimeout, background } = resolve({ heartbeat: { interval: undefined } });
    expect(heartbeat).toEqual({
      interval: 25_000,
      pongTimeout: 10_000,
      ping: 'ping',
      answered: true,
      silence: Infinity,
      onlyPong: false,
      always: false,
      missed: 1,
    });
    expect(reconnect).toEqual({
      minDelay: 1_000,
      maxDelay: 30_000,
      factor: 0.6,
      jitter: 'full',
      maxAttempts: Infinity,
      minUptime: 5_000,
    });
    expect([connectTimeout, background]).toEqual([10_000, 'pause']);
  });

  it('turns off what is false', () => {
    expect(resolve({ heartbeat: false, reconnect: false, outbox: false })).toMatchObject({
      heartbeat: null,
      reconnect: null,
      outbox: null,
    });
  });

  it('takes always from onlyPong', () => {
    expect(resolve({ heartbeat: { onlyPong: true } }).heartbeat?.always).toBe(true);
  });

  it('ends a line without a ping after interval + pongTimeout of silence, unless silence says else', () => {
    const silent = { ping: false, interval: 2_000, pongTimeout: 300 } as const;
    expect(resolve({ heartbeat: silent }).heartbeat?.silence).toBe(2_300);
    expect(resolve({ heartbeat: { ...silent, silence: 70 } }).heartbeat?.silence).toBe(70);
    expect(resolve({ heartbeat: { ...silent, silence: Infinity } }).heartbeat?.silence).toBe(Infinity);
    // The sum of two that are in range is taken as it is.
    const longest = { ping: false, interval: 2 ** 31 - 1, pongTimeout: 1 } as const;
    expect(resolve({ heartbeat: longest }).heartbeat?.silence).toBe(2 ** 31);
  });

  const wrong: Array<[string, Options]> = [
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
    ['heartbeat.silence', { heartbeat: { silence: 0 } }],
    ['heartbeat.silence', { heartbeat: { silence: 2 ** 31 } }],
    ['heartbeat.missed', { heartbeat: { missed: 0 } }],
    ['heartbeat.missed', { heartbeat: { missed: 1.5 } }],
    ['heartbeat.ping', { heartbeat: { ping: 7 as never } }],
    ['heartbeat.isPong', { heartbeat: { isPong: 5 as never } }],
    ['reconnect.minDelay', { reconnect: { minDelay: -1 } }],
    ['reconnect.maxDelay', { reconnect: { minDelay: 2_000, maxDelay: 1_999 } }],
    ['heartbeat.reply', { heartbeat: { reply: 'pong' as never } }],
    ['heartbeat.serverTime', { heartbeat: { serverTime: 5 as never } }],
    ['reconnect.factor', { reconnect: { factor: -0.1 } }],
    ['reconnect.factor', { reconnect: { factor: Infinity } }],
    ['reconnect.minUptime', { reconnect: { minUptime: -1 } }],
    ['reconnect.maxAttempts', { reconnect: { maxAttempts: 0 } }],
    ['reconnect.maxAttempts', { reconnect: { maxAttempts: Number.NaN } }],
    ['reconnect.delay', { reconnect: { delay: 5 as never } }],
    ['reconnect.shouldReconnect', { reconnect: { shouldReconnect: true as never } }],
    ['reconnect.jitter', { reconnect: { jitter: 'some' as never } }],
  ];
  it.each(wrong)('refuses a wrong %s, and says what was expected and what was given (%j)', (name, options) => {
    expect(() => resolve(options)).toThrow(
      expect.objectContaining({
        code: 'invalid-option',
        message: expect.stringMatching(new RegExp(`^${name}: expected .+, got .+`)),
      }),
    );
  });

  it.each<[string, Options]>([
    [
      'the least',
      {
        connectTimeout: 1,
        heartbeat: { interval: 1, pongTimeout: 1, missed: 1, silence: 1 },
        reconnect: { minDelay: 0, maxDelay: 0, factor: 0, minUptime: 0, maxAttempts: 1 },
      },
    ],
    [
      'the most',
      {
        connectTimeout: 2 ** 31 - 1,
        heartbeat: { interval: Infinity, silence: Infinity },
        reconnect: { maxAttempts: Infinity },
      },
    ],
  ])('takes %s', (_name, options) => {
    expect(() => resolve(options)).not.toThrow();
  });

  it('uses what is safe in production, and says nothing', () => {
    const { connectTimeout, background, codec, request, heartbeat, reconnect, outbox } = resolveInProduction({
      connectTimeout: Infinity,
      background: 'sleep' as 'keep',
      codec: {} as never,
      request: { tag: 7 } as never,
      heartbeat: {
        interval: Number.NaN,
        pongTimeout: -1,
        missed: 1.5,
        ping: 7 as never,
        isPong: 5 as never,
        reply: 'pong' as never,
      },
      reconnect: { minDelay: 60_000, maxDelay: 1_000, factor: -1, jitter: 'some' as never, delay: 5 as never },
      outbox: { limit: 0, ttl: Number.NaN, overflow: 'newest' as never },
    });
    expect([connectTimeout, background, codec, request]).toEqual([2 ** 31 - 1, 'pause', textCodec, undefined]);
    expect(heartbeat).toMatchObject({ interval: 25_000, pongTimeout: 1, missed: 2, ping: 'ping' });
    expect([heartbeat?.isPong, heartbeat?.reply]).toEqual([undefined, undefined]);
    expect(reconnect).toMatchObject({ minDelay: 60_000, maxDelay: 60_000, factor: 0, jitter: 'full' });
    expect(reconnect?.delay).toBeUndefined();
    expect(outbox).toEqual({ limit: 1, ttl: 30_000, overflow: 'drop-oldest' });
  });
});
