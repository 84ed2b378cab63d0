import type { HeartbeatOptions } from '../heartbeat/heartbeat-options';
import { isFrame } from '../protocol/codec';
import { refuse } from './check';
import type { ReconnectOptions, SocketOptions } from './options';

/** What `false` turns off. */
const MAY_BE_OFF = ['heartbeat', 'reconnect', 'outbox'] as const;
/** What the session of a protocol does in place of these. */
const PLAIN = ['ping', 'isPong', 'reply', 'serverTime'] as const;

/**
 * Refuses options that are of the wrong kind, for development: in production a wrong function is told when it is called.
 *
 * @throws HeartbeatSocketError `invalid-option`
 */
export function checkShapes<In, Out>(options: SocketOptions<In, Out>): void {
  const { background, codec, protocol, protocols, handshake, request, outbox, connectOptions } = options;
  for (const name of MAY_BE_OFF) {
    const { [name]: given = false } = options;
    check(given === false || (typeof given === 'object' && given !== null), name, 'an object or false', given);
  }
  // Not what it is: some servers read a token there.
  check(protocols === undefined || Array.isArray(protocols), 'protocols', 'an array of strings', typeof protocols);
  check(
    background === undefined || ['pause', 'disconnect', 'keep'].includes(background),
    'background',
    "'pause', 'disconnect' or 'keep'",
    background,
  );
  check(!codec || hasFunctions(codec, 'encode', 'decode'), 'codec', '{ encode(message), decode(frame) }', codec);
  check(!protocol || hasFunctions(protocol, 'start'), 'protocol', '{ start(info) }', protocol);
  check(
    !handshake || hasFunctions(handshake, 'start'),
    'handshake',
    'handshake({ hello, accepted, refused })',
    handshake,
  );
  check(!request || hasFunctions(request, 'tag', 'match', 'create'), 'request', 'requests({ tag, match })', request);
  check(
    connectOptions === undefined || (typeof connectOptions === 'object' && connectOptions !== null),
    'connectOptions',
    'an object',
    connectOptions,
  );
  if (outbox) {
    const { overflow = 'drop-oldest' } = outbox;
    const isRight = overflow === 'drop-oldest' || overflow === 'drop-newest';
    check(isRight, 'outbox.overflow', "'drop-oldest' or 'drop-newest'", overflow);
  }
  if (options.heartbeat) checkHeartbeat(options.heartbeat);
  if (options.reconnect) checkReconnect(options.reconnect);
  if (!protocol) return;
  check(!codec, 'codec', 'none beside protocol, whose session reads and writes', codec);
  check(!handshake, 'handshake', 'none beside protocol, whose session says hello', handshake);
  for (const name of PLAIN) {
    const given = options.heartbeat ? options.heartbeat[name] : undefined;
    check(given === undefined, `heartbeat.${name}`, 'none beside protocol, whose session pings', given);
  }
}

function checkHeartbeat({ ping, isPong, reply, serverTime }: HeartbeatOptions): void {
  check(
    ping === undefined || ping === false || isFrame(ping) || isFunction(ping),
    'heartbeat.ping',
    'a string, an ArrayBuffer, a function or false',
    ping,
  );
  check(
    isPong === undefined || typeof isPong === 'string' || Array.isArray(isPong) || isFunction(isPong),
    'heartbeat.isPong',
    'a string, an array of strings or a function',
    isPong,
  );
  checkFunction('heartbeat.reply', reply);
  checkFunction('heartbeat.serverTime', serverTime);
}

function checkReconnect({ jitter = 'full', delay, shouldReconnect }: ReconnectOptions): void {
  const isRight = jitter === 'full' || jitter === 'none' || isFunction(jitter);
  check(isRight, 'reconnect.jitter', "'full', 'none' or a function", jitter);
  checkFunction('reconnect.delay', delay);
  checkFunction('reconnect.shouldReconnect', shouldReconnect);
}

function checkFunction(name: string, value: unknown): void {
  check(value === undefined || isFunction(value), name, 'a function', value);
}

function check(isRight: boolean, name: string, expected: string, value: unknown): void {
  if (!isRight) refuse(name, expected, value);
}

const isFunction = (value: unknown): boolean => typeof value === 'function';

function hasFunctions(value: object, ...names: readonly string[]): boolean {
  return names.every((name) => isFunction((value as Record<string, unknown>)[name]));
}
