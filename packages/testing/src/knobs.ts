import { checkKnob } from './check-knob';
import type { ConnectOutcome, ConnectScript } from './connect-outcome';

/** The platforms of Taro that the fake imitates. */
export type Platform = 'weapp' | 'alipay' | 'h5';

/** Habits and faults of the platform. The defaults are its common behaviour. */
export interface Knobs {
  /**
   * What becomes of each connect.
   *
   * @defaultValue 'real'
   */
  connect: ConnectOutcome | ConnectScript;
  /**
   * Which events tell that a handshake failed: refused by `server.refuse()`, or tried while offline. On H5 always
   * error, then close.
   *
   * @defaultValue 'error'
   */
  refusal: 'error' | 'close' | 'both' | 'silence';
  /**
   * weapp, alipay: when `success` of connectSocket runs: inside the call, later, or in the very task that also delivers
   * open, so that Taro's promise is too late for the event.
   *
   * @defaultValue 'later'
   */
  success: 'sync' | 'later' | 'with-open';
  /**
   * What `success` is given. With `undefined`, Taro's promise never settles on alipay.
   *
   * @defaultValue 'result'
   */
  successResult: 'result' | 'undefined';
  /**
   * `macrotask`: each hop of a promise is a timer, as on iOS up to 15, and Taro's promise settles 12 ms late.
   *
   * @defaultValue 'microtask'
   */
  promises: 'microtask' | 'macrotask';
  /**
   * weapp, alipay: what `close` does to a socket that is not open yet.
   *
   * @defaultValue 'ignored'
   */
  closeBeforeOpen: 'ignored' | 'works';
  /**
   * What the app hears after it closes a connection that had gone silent.
   *
   * @defaultValue 'silence' on weapp and alipay, 'event' on h5
   */
  closeOnCutLine: 'event' | 'silence';
  /**
   * weapp, alipay: whether a second `onX` on a task adds a listener or takes the place of the first. H5 overwrites.
   *
   * @defaultValue 'add'
   */
  repeatedOn: 'add' | 'overwrite';
  /**
   * weapp, alipay: whether a task tells its `readyState`.
   *
   * @defaultValue true on weapp, false on alipay
   */
  readyState: boolean;
  /**
   * Whether the platform refuses to send, though the connection is open: by `fail`, or on H5 by a throw.
   *
   * @defaultValue false
   */
  sendFails: boolean;
  /**
   * Sockets at a time; a slot is freed when the socket has closed, not when `close` is called.
   *
   * @defaultValue 5
   */
  slots: number;
  /**
   * weapp, alipay: how a connect beyond `slots` is told.
   *
   * @defaultValue 'error' on weapp, 'fail' on alipay
   */
  overSlots: 'error' | 'fail';
  /**
   * alipay: whether connectSocket knows the option `multiple`.
   *
   * @defaultValue true
   */
  multipleSupported: boolean;
  /**
   * alipay: what an absent `multiple` means (`behavior.connectSocketDefaultMultiple` of app.json).
   *
   * @defaultValue false
   */
  defaultMultiple: boolean;
  /**
   * alipay, single mode: what a connect does while a socket lives.
   *
   * @defaultValue 'replace'
   */
  secondConnect: 'replace' | 'refuse';
  /**
   * alipay, native task: the shape of a message event. `both` takes turns, message by message.
   *
   * @defaultValue 'nested'
   */
  payload: 'nested' | 'flat' | 'both';
  /**
   * alipay: how a binary frame arrives: base64 text or an ArrayBuffer, both with `isBuffer: true`.
   *
   * @defaultValue 'base64'
   */
  binary: 'base64' | 'array-buffer';
  /**
   * h5: what the browser's `navigator.connection` tells. With `absent`, Taro's onNetworkStatusChange is silent; with
   * `effectiveType` it says "connected" even while offline. Only with `type` is it right.
   *
   * @defaultValue 'absent'
   */
  networkInformation: 'absent' | 'effectiveType' | 'type';
  /**
   * Functions of Taro that this version of it does not have, by name.
   *
   * @defaultValue none
   */
  missing: readonly string[];
  /**
   * How long the app is hidden before its JavaScript stops, in milliseconds; Infinity for never.
   *
   * @defaultValue 5 000 on weapp and alipay, Infinity on h5
   */
  suspendAfter: number;
  /**
   * weapp, alipay: whether the platform refuses `connectSocket`, `send` and `close` while the app is hidden, from the
   * moment of hiding to the show. Each fails with "interrupted", and a connection whose `close` was refused lives on:
   * it keeps its slot, and it counts as left behind. WeChat's guide on the network says that unfinished calls end with
   * `fail interrupted` and that network calls cannot be made until the app is back; an independent mini-program engine
   * refuses from the first moment. Nobody has seen it on a phone, and Alipay's documents say nothing of it.
   *
   * @defaultValue true on weapp, false on alipay
   */
  refusesWhileHidden: boolean;
  /**
   * What becomes of the connections when JavaScript stops: closed with 1000 "interrupted", closed with only the app's
   * global close event, closed without a word, or kept.
   *
   * @defaultValue 'interrupted' on weapp and alipay, 'keep' on h5
   */
  kill: 'interrupted' | 'global-only' | 'silent' | 'keep';
  /**
   * What becomes of timers that fell due while JavaScript stood still: all at once, never, or as much later.
   *
   * @defaultValue 'burst'
   */
  timers: 'burst' | 'vanish' | 'late';
  /**
   * Whether the app's show event or the events that waited meanwhile come first when JavaScript goes on.
   *
   * @defaultValue 'show-first'
   */
  resume: 'show-first' | 'events-first';
  /**
   * How many connects fail after JavaScript went on, because the platform is still resuming.
   *
   * @defaultValue 0
   */
  suspendedConnects: number;
}

const COMMON = {
  connect: 'real',
  refusal: 'error',
  success: 'later',
  successResult: 'result',
  promises: 'microtask',
  closeBeforeOpen: 'ignored',
  closeOnCutLine: 'silence',
  repeatedOn: 'add',
  sendFails: false,
  slots: 5,
  multipleSupported: true,
  defaultMultiple: false,
  secondConnect: 'replace',
  payload: 'nested',
  binary: 'base64',
  networkInformation: 'absent',
  missing: [],
  suspendAfter: 5_000,
  refusesWhileHidden: false,
  kill: 'interrupted',
  timers: 'burst',
  resume: 'show-first',
  suspendedConnects: 0,
} as const;

const DEFAULTS: Readonly<Record<Platform, Knobs>> = {
  weapp: { ...COMMON, readyState: true, overSlots: 'error', refusesWhileHidden: true },
  alipay: { ...COMMON, readyState: false, overSlots: 'fail' },
  h5: {
    ...COMMON,
    readyState: true,
    overSlots: 'fail',
    closeOnCutLine: 'event',
    suspendAfter: Infinity,
    kill: 'keep',
  },
};

/** The platform's common behaviour. Throws on a platform that is none. */
export function defaultKnobs(platform: Platform): Knobs {
  const knobs = DEFAULTS[platform];
  if (knobs) return { ...knobs };
  throw new Error(
    `createFakeTaro: expected a platform of ${Object.keys(DEFAULTS).join(', ')}, got ${String(platform)}`,
  );
}

/**
 * Turns knobs; one that is undefined stays. Throws on a name or a value that is none, before a test passes because nothing
 * was turned.
 */
export function turn(knobs: Knobs, turned: Partial<Knobs>): void {
  const unknown = Object.keys(turned).filter((name) => !(name in knobs));
  if (unknown.length > 0) {
    throw new Error(`createFakeTaro: no knob ${unknown.join(', ')}; there are ${Object.keys(knobs).join(', ')}`);
  }
  const given = Object.entries(turned).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) checkKnob(name as keyof Knobs, value, knobs[name as keyof Knobs]);
  for (const [name, value] of given) Object.assign(knobs, { [name]: value });
}
