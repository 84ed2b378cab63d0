import { HeartbeatSocketError } from '../errors';
import type { HeartbeatOptions } from '../heartbeat/heartbeat-options';
import type { OutboxOptions, RequestSettings } from '../messages/sending-options';
import { LONGEST_DELAY } from '../ports/clock';
import type { Background } from '../ports/ports';
import { type Codec, isFrame, textCodec } from '../protocol/codec';
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
  readonly key: string | undefined;
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

/** The default of every heartbeat option. */
const HEARTBEAT_DEFAULTS = {
  interval: 25_000,
  pongTimeout: 10_000,
  ping: 'ping',
  onlyPong: false,
  always: false,
  missed: 1,
} as const;
/** The default of every reconnect option. */
export const RECONNECT_DEFAULTS = {
  minDelay: 1_000,
  maxDelay: 30_000,
  factor: 1.5,
  jitter: 'full',
  maxAttempts: Infinity,
  minUptime: 5_000,
} as const satisfies Partial<ResolvedReconnect>;
/** The default of every outbox option. */
const OUTBOX_DEFAULTS = { limit: 100, ttl: 30_000, overflow: 'drop-oldest' } as const;
const CONNECT_TIMEOUT = 10_000;

/** Puts the defaults in place and checks every option; throws `invalid-option` with what was given and what is expected. */
export function resolveOptions<In, Out>(
  options: SocketOptions<In, Out>,
  platformBackground: Background = 'keep',
): ResolvedOptions<In, Out> {
  const {
    connectTimeout = CONNECT_TIMEOUT,
    background = platformBackground,
    codec = textCodec as Codec<unknown, unknown>,
  } = options;
  checkNumber('connectTimeout', connectTimeout, 1);
  check(
    ['pause', 'disconnect', 'keep'].includes(background),
    'background',
    background,
    "'pause', 'disconnect' or 'keep'",
  );
  const { request } = options;
  check(
    !request || (isFunction(request.tag) && isFunction(request.match)),
    'request',
    request,
    '{ tag(data, id), match(message) }',
  );
  check(isFunction(codec.encode) && isFunction(codec.decode), 'codec', codec, '{ encode(message), decode(frame) }');
  return {
    key: options.key,
    protocols: options.protocols,
    header: options.header,
    connectTimeout,
    heartbeat: options.heartbeat === false ? null : resolveHeartbeat(options.heartbeat),
    reconnect: options.reconnect === false ? null : resolveReconnect(options.reconnect),
    background,
    outbox: options.outbox === false ? null : resolveOutbox(options.outbox),
    request,
    codec: codec as Codec<In, Out>,
  };
}

function resolveHeartbeat(options: HeartbeatOptions = {}): ResolvedHeartbeat {
  const heartbeat = { ...HEARTBEAT_DEFAULTS, ...given(options) } as ResolvedHeartbeat;
  const { interval, pongTimeout, ping, isPong, missed, onlyPong } = heartbeat;
  if (interval !== Infinity) checkNumber('heartbeat.interval', interval, 1);
  checkNumber('heartbeat.pongTimeout', pongTimeout, 1);
  checkCount('heartbeat.missed', missed);
  check(
    ping === false || isFrame(ping) || isFunction(ping),
    'heartbeat.ping',
    ping,
    'a string, an ArrayBuffer, a function or false',
  );
  check(
    isPong === undefined || typeof isPong === 'string' || Array.isArray(isPong) || isFunction(isPong),
    'heartbeat.isPong',
    isPong,
    'a string, an array of strings or a function',
  );
  return onlyPong ? { ...heartbeat, always: true } : heartbeat;
}

function resolveReconnect(options: ReconnectOptions = {}): ResolvedReconnect {
  const reconnect = { ...RECONNECT_DEFAULTS, ...given(options) } as ResolvedReconnect;
  const { minDelay, maxDelay, factor, maxAttempts, minUptime, jitter } = reconnect;
  checkNumber('reconnect.minDelay', minDelay, 0);
  checkNumber('reconnect.maxDelay', maxDelay, minDelay);
  checkNumber('reconnect.factor', factor, 1);
  checkNumber('reconnect.minUptime', minUptime, 0);
  if (maxAttempts !== Infinity) checkCount('reconnect.maxAttempts', maxAttempts);
  check(
    jitter === 'full' || jitter === 'none' || isFunction(jitter),
    'reconnect.jitter',
    jitter,
    "'full', 'none' or a function",
  );
  return reconnect;
}

function resolveOutbox(options: OutboxOptions = {}): ResolvedOutbox {
  const outbox = { ...OUTBOX_DEFAULTS, ...given(options) } as ResolvedOutbox;
  const { limit, ttl, overflow } = outbox;
  checkCount('outbox.limit', limit);
  if (ttl !== Infinity) checkNumber('outbox.ttl', ttl, 0);
  check(
    ['drop-oldest', 'drop-newest'].includes(overflow),
    'outbox.overflow',
    overflow,
    "'drop-oldest' or 'drop-newest'",
  );
  return outbox;
}

/** An option that is there but undefined means its default. */
function given<Options extends object>(options: Options): Partial<Options> {
  const entries = Object.keys(options).map((name) => [name, options[name as keyof Options]] as const);
  const defined: Partial<Options> = {};
  for (const [name, value] of entries) if (value !== undefined) defined[name as keyof Options] = value;
  return defined;
}

/** Throws `invalid-option` for anything but a number that timers hold, from `lowest` on. */
export function checkNumber(name: string, value: number, lowest: number): void {
  check(
    typeof value === 'number' && value >= lowest && value <= LONGEST_DELAY,
    name,
    value,
    `a number from ${lowest} to ${LONGEST_DELAY}`,
  );
}

/** Throws `invalid-option` for anything but a whole number from 1. */
export function checkCount(name: string, value: number): void {
  check(Number.isInteger(value) && value >= 1, name, value, 'a whole number from 1');
}

function check(right: boolean, name: string, value: unknown, expected: string): void {
  if (!right) throw new HeartbeatSocketError('invalid-option', `${name}: expected ${expected}, got ${String(value)}`);
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
