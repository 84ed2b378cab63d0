import { afterEach, describe, expect, it, vi } from 'vitest';
import { jsonCodec } from '../protocol/codec';
import { handshake } from '../protocol/handshake';
import type { Protocol } from '../protocol/protocol';
import type { SocketOptions } from './options';
import { resolveOptions } from './resolve-options';

type Options = SocketOptions<string, string>;

const SPOKEN: Protocol<string, string> = { start: () => ({ read() {}, write: (message) => message }) };

/** As in development on a platform whose default is 'pause'. */
const resolve = (options: Options) => resolveOptions(options, { background: 'pause', warn() {} }, 'caller');

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('resolveOptions', () => {
  it('puts the defaults in place, also of what is there but undefined', () => {
    const { heartbeat, reconnect, connectTimeout, background } = resolve({ heartbeat: { interval: undefined } });
    expect(heartbeat).toEqual({
      interval: 25_000,
      pongTimeout: 10_000,
      ping: 'ping',
      answered: true,
      silence: undefined,
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

  const wrong: Array<[string, Options]> = [
    ['connectTimeout', { connectTimeout: 0 }],
    ['connectTimeout', { connectTimeout: -1 }],
    ['connectTimeout', { connectTimeout: Number.NaN }],
    ['connectTimeout', { connectTimeout: Infinity }],
    ['connectTimeout', { connectTimeout: 2 ** 31 }],
    ['connectTimeout', { connectTimeout: '10' as unknown as number }],
    ['background', { background: 'sleep' as 'keep' }],
    ['heartbeat', { heartbeat: null as never }],
    ['heartbeat', { heartbeat: true as never }],
    ['reconnect', { reconnect: null as never }],
    ['outbox', { outbox: null as never }],
    ['protocols', { protocols: 'mqtt' as never }],
    ['codec', { codec: {} as never }],
    ['codec', { codec: { encode: String } as never }],
    ['codec', { codec: { decode: String } as never }],
    ['protocol', { protocol: {} as never }],
    ['handshake', { handshake: { hello: 'login' } as never }],
    ['request', { request: { tag: String, match: String } as never }],
    ['connectOptions', { connectOptions: 'timeout' as never }],
    ['codec', { codec: jsonCodec(), protocol: SPOKEN }],
    ['handshake', { handshake: handshake({ hello: '', accepted: () => true }), protocol: SPOKEN }],
    ['heartbeat.ping', { heartbeat: { ping: 'hi' }, protocol: SPOKEN }],
    ['heartbeat.isPong', { heartbeat: { isPong: 'hi' }, protocol: SPOKEN }],
    ['heartbeat.reply', { heartbeat: { reply: () => undefined }, protocol: SPOKEN }],
    ['heartbeat.serverTime', { heartbeat: { serverTime: () => 0 }, protocol: SPOKEN }],
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

  it('uses the nearest numbers in production, and says nothing', () => {
    vi.stubEnv('NODE_ENV', 'production');
    const { connectTimeout, heartbeat, reconnect, outbox } = resolve({
      connectTimeout: Infinity,
      codec: {} as never,
      heartbeat: { interval: Number.NaN, pongTimeout: -1, missed: 1.5, silence: 0 },
      reconnect: { minDelay: 60_000, maxDelay: 1_000, factor: -1 },
      outbox: { limit: 0, ttl: Number.NaN },
    });
    expect(connectTimeout).toBe(2 ** 31 - 1);
    expect(heartbeat).toMatchObject({ interval: 25_000, pongTimeout: 1, missed: 2, silence: 1 });
    expect(reconnect).toMatchObject({ minDelay: 60_000, maxDelay: 60_000, factor: 0 });
    expect(outbox).toEqual({ limit: 1, ttl: 30_000, overflow: 'drop-oldest' });
  });
});

it('a sub-protocol that is none of an array is refused without being shown: it may be a token', () => {
  expect(() => resolve({ protocols: 'secret' as never })).toThrow(
    /^protocols: expected an array of strings, got 'string'$/,
  );
});
