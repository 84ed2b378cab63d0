import type { HeartbeatOptions } from '../heartbeat/heartbeat-options';
import type { ResyncNumbers } from '../messages/resync';
import type { OutboxOptions } from '../messages/sending-options';
import type { SocketCallbacks } from './callbacks';
import { refuse } from './check';
import type { ReconnectOptions, SocketOptions } from './options';

// Bundlers replace the whole of `process.env.NODE_ENV`, and give no `process`: nothing else of it may be read.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** The names of all options of a type: the compiler accepts no table that lacks one, or has another. */
export type OptionNames<Options> = Readonly<Record<keyof Options, true>>;

const SOCKET: OptionNames<SocketOptions<unknown, unknown>> = {
  protocols: true,
  header: true,
  connectOptions: true,
  connectTimeout: true,
  heartbeat: true,
  reconnect: true,
  background: true,
  outbox: true,
  request: true,
  codec: true,
  handshake: true,
  protocol: true,
};

const CALLBACKS: OptionNames<SocketCallbacks<unknown, unknown>> = {
  onOpen: true,
  onMessage: true,
  onClose: true,
  onError: true,
  onStatusChange: true,
  onDrop: true,
};

const RESYNC: OptionNames<ResyncNumbers> = { resyncTimeout: true, holdLimit: true };

const HEARTBEAT: OptionNames<HeartbeatOptions> = {
  interval: true,
  pongTimeout: true,
  ping: true,
  answered: true,
  silence: true,
  isPong: true,
  onlyPong: true,
  always: true,
  missed: true,
  reply: true,
  serverTime: true,
};
const RECONNECT: OptionNames<ReconnectOptions> = {
  minDelay: true,
  maxDelay: true,
  factor: true,
  jitter: true,
  maxAttempts: true,
  minUptime: true,
  delay: true,
  shouldReconnect: true,
};
const OUTBOX: OptionNames<OutboxOptions> = { limit: true, ttl: true, overflow: true };

/** What can be taken together with more. */
const TABLES = { socket: SOCKET, callbacks: CALLBACKS, resync: RESYNC };

/** The options that are objects of options. */
const GROUPS = { heartbeat: HEARTBEAT, reconnect: RECONNECT, outbox: OUTBOX };

/** What has been told: options come with each render. */
const told = /* @__PURE__ */ new Set<string>();

/**
 * Warns of each option that does not exist, also in `heartbeat`, `reconnect` and `outbox`: once for each name. An option that is
 * there but undefined is none. It does nothing in production.
 *
 * @param taker - who takes the options, as the developer calls it.
 * @param tables - the names that it knows: those of a kind, and its own.
 * @param note - a sentence that follows.
 * @throws HeartbeatSocketError `invalid-option` when what is given is no object
 */
export function warnOfNames(
  taker: string,
  given: object,
  tables: ReadonlyArray<keyof typeof TABLES | object>,
  warn: (message: string) => void,
  note = '',
): void {
  if (process.env.NODE_ENV !== 'production') warnOfAll(taker, given, tables, warn, note);
}

function warnOfAll(
  taker: string,
  given: object,
  tables: ReadonlyArray<keyof typeof TABLES | object>,
  warn: (message: string) => void,
  note: string,
): void {
  if (typeof given !== 'object' || given === null) refuse(`the options of ${taker}`, 'an object', given);
  const known: object = Object.assign(
    {},
    ...tables.map((table) => (typeof table === 'string' ? TABLES[table] : table)),
  );
  warnOfEach(taker, given, Object.keys(known), warn, note);
  for (const [group, names] of Object.entries(GROUPS)) {
    const options: unknown = group in known && (given as Record<string, unknown>)[group];
    if (typeof options === 'object' && options !== null) warnOfEach(group, options, Object.keys(names), warn, '');
  }
}

function warnOfEach(
  taker: string,
  given: object,
  known: readonly string[],
  warn: (message: string) => void,
  note: string,
): void {
  for (const [name, value] of Object.entries(given)) {
    const key = `${taker}.${name}`;
    if (value === undefined || known.includes(name) || told.has(key)) continue;
    told.add(key);
    const near = nearest(name, known);
    const question = near ? `: did you mean '${near}'?` : '.';
    warn(`${taker} has no option '${name}'${question} There are ${known.join(', ')}.${note && ` ${note}`}`);
  }
}

/** The known name that was probably meant: the same but for case, for a letter or two, or for its beginning. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const given = name.toLowerCase();
  const near = known
    .map((each) => ({ each, edits: editsBetween(given, each.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits)[0];
  if (near && near.edits <= given.length / 4) return near.each;
  return known.find((each) => each.toLowerCase().endsWith(given));
}

/** How many letters have to be put in, taken out or replaced to make one text of the other (Levenshtein). */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let from = 1; from <= one.length; from += 1) {
    const next = [from];
    for (let to = 1; to <= other.length; to += 1) {
      const replaced = (row[to - 1] as number) + (one[from - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min((row[to] as number) + 1, (next[to - 1] as number) + 1, replaced));
    }
    row = next;
  }
  return row[other.length] as number;
}
