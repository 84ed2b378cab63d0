import type { HeartbeatOptions } from '../heartbeat/heartbeat-options';
import type { OutboxOptions, RequestSettings } from '../messages/sending-options';
import type { Background } from '../ports/ports';
import { type Codec, isFrame, textCodec } from '../protocol/codec';
import type { Check } from './check';
import type { ReconnectOptions, SocketOptions } from './options';

type Given<Options, Optional extends keyof Options> = {
  readonly [Name in Exclude<keyof Options, Optional>]-?: Exclude<Options[Name], undefined>;
} & {
  readonly [Name in Optional]: Options[Name];
};

/** Heartbeat options with every default in place. */
export type ResolvedHeartbeat = Given<HeartbeatOptions, 'isPong' | 'reply' | 'serverTime'>;
/** Reconnect options with every default in place. */
export type ResolvedReconnect = Given<ReconnectOptions, 'delay' | 'shouldReconnect'>;
/** Outbox options with every default in place. */
export type ResolvedOutbox = Given<OutboxOptions, never>;

/** Options with every default in place, checked once. */
export interface ResolvedOptions<In, Out> {
  readonly protocols: readonly string[] | undefined;
  readonly header: Readonly<Record<string, string>> | undefined;
  readonly connectTimeout: number;
  readonly heartbeat: ResolvedHeartbeat | null;
  readonly reconnect: ResolvedReconnect | null;
  readonly background: Background;
  readonly outbox: ResolvedOutbox | null;
  readonly request: RequestSettings<In, Out> | undefined;
  readonly codec: Codec<In, Out>;
}

/** The default of every heartbeat option that has one. */
const HEARTBEAT_DEFAULTS = {
  interval: 25_000,
  pongTimeout: 10_000,
  ping: 'ping',
  answered: true,
  onlyPong: false,
  always: false,
  missed: 1,
} as const;
/** The default of every reconnect option. */
export const RECONNECT_DEFAULTS = {
  minDelay: 1_000,
  maxDelay: 30_000,
  factor: 0.6,
  jitter: 'full',
  maxAttempts: Infinity,
  minUptime: 5_000,
} as const satisfies Partial<ResolvedReconnect>;
/** The default of every outbox option. */
const OUTBOX_DEFAULTS = { limit: 100, ttl: 30_000, overflow: 'drop-oldest' } as const;
const CONNECT_TIMEOUT = 10_000;

/** Puts the defaults in place and checks every option. @throws HeartbeatSocketError `invalid-option`, in development */
export function resolveOptions<In, Out>(
  options: SocketOptions<In, Out>,
  platformBackground: Background,
  check: Check,
): ResolvedOptions<In, Out> {
  const { connectTimeout = CONNECT_TIMEOUT, background = platformBackground, request } = options;
  const given = options.codec ?? (textCodec as Codec<unknown, unknown>);
  return {
    protocols: options.protocols,
    header: options.header,
    connectTimeout: check.number('connectTimeout', connectTimeout, { from: 1, otherwise: CONNECT_TIMEOUT }),
    heartbeat: options.heartbeat === false ? null : resolveHeartbeat(options.heartbeat, check),
    reconnect: options.reconnect === false ? null : resolveReconnect(options.reconnect, check),
    background: check.that(
      ['pause', 'disconnect', 'keep'].includes(background),
      'background',
      background,
      "'pause', 'disconnect' or 'keep'",
      platformBackground,
    ),
    outbox: options.outbox === false ? null : resolveOutbox(options.outbox, check),
    request: check.that(
      !request || (isFunction(request.tag) && isFunction(request.match)),
      'request',
      request,
      '{ tag(data, id), match(message) }',
      undefined,
    ),
    codec: check.that(
      isFunction(given.encode) && isFunction(given.decode),
      'codec',
      given,
      '{ encode(message), decode(frame) }',
      textCodec as Codec<unknown, unknown>,
    ) as Codec<In, Out>,
  };
}

function resolveHeartbeat(options: HeartbeatOptions = {}, check: Check): ResolvedHeartbeat {
  const given = { ...HEARTBEAT_DEFAULTS, ...defined(options) };
  const { onlyPong, isPong } = given;
  const ping = check.that(
    given.ping === false || isFrame(given.ping) || isFunction(given.ping),
    'heartbeat.ping',
    given.ping,
    'a string, an ArrayBuffer, a function or false',
    HEARTBEAT_DEFAULTS.ping,
  );
  const interval = check.number('heartbeat.interval', given.interval, {
    from: 1,
    otherwise: HEARTBEAT_DEFAULTS.interval,
    mayBeInfinite: true,
  });
  const pongTimeout = check.number('heartbeat.pongTimeout', given.pongTimeout, {
    from: 1,
    otherwise: HEARTBEAT_DEFAULTS.pongTimeout,
  });
  const silence = given.silence ?? (ping === false ? interval + pongTimeout : Infinity);
  return {
    ...given,
    ping,
    interval,
    pongTimeout,
    // The sum of two that are in range may not be.
    silence: given.silence === undefined ? silence : check.number('heartbeat.silence', silence, SILENCE),
    missed: check.number('heartbeat.missed', given.missed, { from: 1, otherwise: 1, isCount: true }),
    isPong: check.that(
      isPong === undefined || typeof isPong === 'string' || Array.isArray(isPong) || isFunction(isPong),
      'heartbeat.isPong',
      isPong,
      'a string, an array of strings or a function',
      undefined,
    ),
    reply: checkFunction('heartbeat.reply', given.reply, check),
    serverTime: checkFunction('heartbeat.serverTime', given.serverTime, check),
    always: onlyPong || given.always,
  };
}

const SILENCE = { from: 1, otherwise: Infinity, mayBeInfinite: true };

function resolveReconnect(options: ReconnectOptions = {}, check: Check): ResolvedReconnect {
  const given = { ...RECONNECT_DEFAULTS, ...defined(options) };
  const { jitter } = given;
  const minDelay = check.number('reconnect.minDelay', given.minDelay, {
    from: 0,
    otherwise: RECONNECT_DEFAULTS.minDelay,
  });
  return {
    minDelay,
    maxDelay: check.number('reconnect.maxDelay', given.maxDelay, {
      from: minDelay,
      otherwise: Math.max(minDelay, RECONNECT_DEFAULTS.maxDelay),
    }),
    factor: check.number('reconnect.factor', given.factor, { from: 0, otherwise: RECONNECT_DEFAULTS.factor }),
    jitter: check.that(
      jitter === 'full' || jitter === 'none' || isFunction(jitter),
      'reconnect.jitter',
      jitter,
      "'full', 'none' or a function",
      RECONNECT_DEFAULTS.jitter,
    ),
    maxAttempts: check.number('reconnect.maxAttempts', given.maxAttempts, {
      from: 1,
      otherwise: Infinity,
      isCount: true,
      mayBeInfinite: true,
    }),
    minUptime: check.number('reconnect.minUptime', given.minUptime, {
      from: 0,
      otherwise: RECONNECT_DEFAULTS.minUptime,
    }),
    delay: checkFunction('reconnect.delay', given.delay, check),
    shouldReconnect: checkFunction('reconnect.shouldReconnect', given.shouldReconnect, check),
  };
}

function resolveOutbox(options: OutboxOptions = {}, check: Check): ResolvedOutbox {
  const { limit, ttl, overflow } = { ...OUTBOX_DEFAULTS, ...defined(options) };
  return {
    limit: check.number('outbox.limit', limit, { from: 1, otherwise: OUTBOX_DEFAULTS.limit, isCount: true }),
    ttl: check.number('outbox.ttl', ttl, { from: 0, otherwise: OUTBOX_DEFAULTS.ttl, mayBeInfinite: true }),
    overflow: check.that(
      ['drop-oldest', 'drop-newest'].includes(overflow),
      'outbox.overflow',
      overflow,
      "'drop-oldest' or 'drop-newest'",
      OUTBOX_DEFAULTS.overflow,
    ),
  };
}

/** An option that is there but undefined means its default. */
function defined<Options extends object>(options: Options): Defined<Options> {
  const result: Partial<Options> = {};
  for (const name of Object.keys(options) as Array<keyof Options>)
    if (options[name] !== undefined) result[name] = options[name];
  return result as Defined<Options>;
}

type Defined<Options> = { [Name in keyof Options]?: Exclude<Options[Name], undefined> };

function checkFunction<Value>(name: string, value: Value, check: Check): Value | undefined {
  return check.that<Value | undefined>(value === undefined || isFunction(value), name, value, 'a function', undefined);
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
