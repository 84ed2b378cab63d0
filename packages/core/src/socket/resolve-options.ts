import type { HeartbeatOptions } from '../heartbeat/heartbeat-options';
import type { OutboxOptions } from '../messages/sending-options';
import type { ContainedPorts } from '../ports/contained-ports';
import type { Background } from '../ports/ports';
import { type Codec, textCodec } from '../protocol/codec';
import { checkNumber, type Range } from './check';
import { checkShapes } from './check-options';
import type { Owner } from './holders';
import { warnOfNames } from './option-names';
import type { ReconnectOptions, SocketOptions } from './options';

// Bundlers replace the whole of `process.env.NODE_ENV`, and give no `process`: nothing else of it may be read.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

type Given<Options, Optional extends keyof Options> = {
  readonly [Name in Exclude<keyof Options, Optional>]-?: Exclude<Options[Name], undefined>;
} & {
  readonly [Name in Optional]: Options[Name];
};

/** Heartbeat options with their defaults in place. That of `silence` depends on whether pings are sent. */
export type ResolvedHeartbeat = Given<HeartbeatOptions, 'isPong' | 'reply' | 'serverTime' | 'silence'>;
/** Reconnect options with every default in place. */
export type ResolvedReconnect = Given<ReconnectOptions, 'delay' | 'shouldReconnect'>;
/** Outbox options with every default in place. */
export type ResolvedOutbox = Given<OutboxOptions, never>;

/** Options with their defaults in place, checked once. */
export interface ResolvedOptions<In, Out>
  extends Pick<
    SocketOptions<In, Out>,
    'protocols' | 'header' | 'connectOptions' | 'protocol' | 'handshake' | 'request'
  > {
  readonly connectTimeout: number;
  readonly heartbeat: ResolvedHeartbeat | null;
  readonly reconnect: ResolvedReconnect | null;
  readonly background: Background;
  readonly outbox: ResolvedOutbox | null;
  readonly codec: Codec<In, Out>;
}

const CONNECT_TIMEOUT: Range = { from: 1, otherwise: 10_000 };
const HEARTBEAT = {
  interval: { from: 1, otherwise: 25_000, mayBeInfinite: true },
  pongTimeout: { from: 1, otherwise: 10_000 },
  missed: { from: 1, otherwise: 1, isCount: true },
};
const SILENCE: Range = { from: 1, otherwise: Infinity, mayBeInfinite: true };
const RECONNECT = {
  minDelay: { from: 0, otherwise: 1_000 },
  factor: { from: 0, otherwise: 0.6 },
  maxAttempts: { from: 1, otherwise: Infinity, isCount: true, mayBeInfinite: true },
  minUptime: { from: 0, otherwise: 5_000 },
};
const MAX_DELAY = 30_000;
const OUTBOX = {
  limit: { from: 1, otherwise: 100, isCount: true },
  ttl: { from: 0, otherwise: 30_000, mayBeInfinite: true },
};

/** Puts the defaults in place and checks every option. @throws HeartbeatSocketError `invalid-option`, in development */
export function resolveOptions<In, Out>(
  options: SocketOptions<In, Out>,
  { background, warn }: Pick<ContainedPorts, 'background' | 'warn'>,
  owner: Owner,
): ResolvedOptions<In, Out> {
  if (process.env.NODE_ENV !== 'production') {
    checkShapes(options);
    // Options that come from a hook are that hook's to check: it knows more names.
    if (owner === 'caller') warnOfNames('a socket', options, ['socket'], warn, 'For callbacks, use on().');
  }
  const { heartbeat, reconnect, outbox } = options;
  return {
    ...options,
    connectTimeout: checkNumber('connectTimeout', options.connectTimeout, CONNECT_TIMEOUT),
    heartbeat: heartbeat === false ? null : resolveHeartbeat(heartbeat),
    reconnect: reconnect === false ? null : resolveReconnect(reconnect),
    background: options.background ?? background,
    outbox: outbox === false ? null : resolveOutbox(outbox),
    codec: options.codec ?? (textCodec as Codec<unknown, unknown> as Codec<In, Out>),
  };
}

/** Heartbeat options over others, which are the defaults if left out. */
export function resolveHeartbeat(options: HeartbeatOptions = {}, under?: ResolvedHeartbeat): ResolvedHeartbeat {
  const {
    ping = 'ping',
    answered = true,
    onlyPong = false,
    always = false,
    ...given
  } = { ...under, ...defined(options) };
  return {
    ...given,
    ...resolveNumbers('heartbeat', given, HEARTBEAT),
    silence: given.silence === undefined ? undefined : checkNumber('heartbeat.silence', given.silence, SILENCE),
    ping,
    answered,
    onlyPong,
    always: onlyPong || always,
  };
}

/** Reconnect options with their defaults. */
export function resolveReconnect(options: ReconnectOptions = {}): ResolvedReconnect {
  const { jitter = 'full', maxDelay, delay, shouldReconnect } = options;
  const numbers = resolveNumbers('reconnect', options, RECONNECT);
  const { minDelay } = numbers;
  const range = { from: minDelay, otherwise: Math.max(minDelay, MAX_DELAY) };
  return { ...numbers, maxDelay: checkNumber('reconnect.maxDelay', maxDelay, range), jitter, delay, shouldReconnect };
}

function resolveOutbox(options: OutboxOptions = {}): ResolvedOutbox {
  return { ...resolveNumbers('outbox', options, OUTBOX), overflow: options.overflow ?? 'drop-oldest' };
}

function resolveNumbers<Name extends string>(
  group: string,
  given: { readonly [Each in NoInfer<Name>]?: number | undefined },
  ranges: Readonly<Record<Name, Range>>,
): Record<Name, number> {
  const numbers = {} as Record<Name, number>;
  for (const name of Object.keys(ranges) as Name[])
    numbers[name] = checkNumber(`${group}.${name}`, given[name], ranges[name]);
  return numbers;
}

/** An option that is there but undefined means its default. */
function defined<Options extends object>(options: Options): Options {
  const result = { ...options };
  for (const name of Object.keys(options) as Array<keyof Options>) if (options[name] === undefined) delete result[name];
  return result;
}
