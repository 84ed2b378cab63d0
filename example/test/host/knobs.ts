import type { ConnectOutcome, ConnectScript } from './connect-outcome';

/** The mini-program platforms that the host imitates. */
export type Platform = 'weapp' | 'alipay';

/** Habits and faults of the native side. The defaults are the platform's common behaviour; each may be changed later. */
export interface Knobs {
  /**
   * Where an address of the build really leads, so that one build can meet a server on any port of loopback.
   *
   * @defaultValue the address itself
   */
  route: (url: string) => string;
  /**
   * What becomes of each connect.
   *
   * @defaultValue 'real'
   */
  connect: ConnectOutcome | ConnectScript;
  /**
   * What tells that a real handshake failed: refused, 404, offline. With `fail`, `success` waits for the handshake.
   *
   * @defaultValue 'error'
   */
  refusal: 'fail' | 'error' | 'close' | 'both' | 'silence';
  /**
   * When connectSocket's `success` runs: inside the call, in a later task, or in the task that also delivers open, so
   * that Taro's promise is too late for the event; `late` comes in the task after it.
   *
   * @defaultValue 'later'
   */
  success: 'sync' | 'later' | 'with-open' | 'late';
  /**
   * What `success` is given. With `undefined`, Taro's promise never settles on alipay.
   *
   * @defaultValue 'result'
   */
  successResult: 'result' | 'undefined';
  /**
   * How many tasks of the program go before each event of a socket; `success` does not wait. On loopback a line opens
   * before a promise of several tasks settles, which on a phone it hardly does.
   *
   * @defaultValue 0
   */
  latency: number;
  /**
   * Whether `connectSocket`, `send` and `close` fail with "interrupted" while the app is in the background, from the
   * moment of hiding to the show; a socket whose `close` was refused lives on. WeChat's guide on the network says that
   * network calls cannot be made there; an independent engine refuses from the first moment. Alipay's documents do not
   * say, and nobody has seen either on a phone.
   *
   * @defaultValue true on weapp, false on alipay
   */
  refusesWhileHidden: boolean;
  /**
   * What `close` does to a socket that is not open yet.
   *
   * @defaultValue 'ignored'
   */
  closeBeforeOpen: 'ignored' | 'works';
  /**
   * What the app hears after it closes a socket on a cut line.
   *
   * @defaultValue 'silence'
   */
  closeOnCutLine: 'event' | 'silence';
  /**
   * Which text frames of the server are under way until `letGo`; what comes after them overtakes them.
   *
   * @defaultValue none
   */
  hold: (frame: string) => boolean;
  /**
   * The name of a text frame that is answered by one of the same name, for `speed`: until then it is under way.
   *
   * @defaultValue none has one
   */
  idOf: (frame: string) => unknown;
  /**
   * Which events tell that an open line broke.
   *
   * @defaultValue 'close'
   */
  breakage: 'error' | 'close' | 'both';
  /**
   * What a `send` or a `close` does that cannot be done, as on a task whose socket is gone.
   *
   * @defaultValue 'fail'
   */
  misuse: 'fail' | 'throw';
  /**
   * Whether a second `onX` on the same task adds a listener or takes the place of the first.
   *
   * @defaultValue 'add'
   */
  repeatedOn: 'add' | 'overwrite';
  /**
   * Whether a task tells its `readyState`.
   *
   * @defaultValue true on weapp, false on alipay
   */
  readyState: boolean;
  /**
   * Sockets at a time; a slot is freed when the native socket has closed, not when `close` is called.
   *
   * @defaultValue 5
   */
  slots: number;
  /**
   * Slots that are taken by others in the same app, such as a plugin.
   *
   * @defaultValue 0
   */
  pluginSockets: number;
  /**
   * How a connect beyond `slots` is told.
   *
   * @defaultValue 'error' on weapp, 'fail' on alipay
   */
  overSlots: 'error' | 'fail';
  /**
   * Whether the network is gone at the launch.
   *
   * @defaultValue false
   */
  offline: boolean;
  /**
   * Whether `onNetworkStatusChange` exists.
   *
   * @defaultValue true
   */
  networkEvents: boolean;
  /**
   * What the program hears of the network, by event and by question: the truth, that all is well whatever happens, that
   * there is none, or no event at all.
   *
   * @defaultValue 'truth'
   */
  networkNews: 'truth' | 'online' | 'offline' | 'none';
  /**
   * What `getNetworkType` does.
   *
   * @defaultValue 'answer'
   */
  networkQuestion: 'answer' | 'fail' | 'silence' | 'absent';
  /**
   * Whether `onAppShow`, `onAppHide` and their `off` exist.
   *
   * @defaultValue true
   */
  appEvents: boolean;
  /**
   * `macrotask`: each promise hop is a task of its own, as on iOS up to 15.
   *
   * @defaultValue 'microtask'
   */
  promises: 'microtask' | 'macrotask';
  /**
   * alipay: whether `connectSocket` knows the option `multiple`.
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
   * alipay: whether `offSocketOpen` and its sisters exist.
   *
   * @defaultValue true
   */
  socketOff: boolean;
  /**
   * alipay, native task: the shape of a message event. `both` takes turns, message by message.
   *
   * @defaultValue 'nested'
   */
  payload: 'nested' | 'flat' | 'both';
  /**
   * How a binary frame arrives: as base64 text with `isBuffer: true`, or as an ArrayBuffer.
   *
   * @defaultValue 'array-buffer' on weapp, 'base64' on alipay
   */
  binary: 'base64' | 'array-buffer';
}

const COMMON = {
  route: (url: string) => url,
  connect: 'real',
  refusal: 'error',
  success: 'later',
  successResult: 'result',
  latency: 0,
  closeBeforeOpen: 'ignored',
  closeOnCutLine: 'silence',
  hold: () => false,
  idOf: () => undefined,
  breakage: 'close',
  misuse: 'fail',
  repeatedOn: 'add',
  slots: 5,
  pluginSockets: 0,
  offline: false,
  networkEvents: true,
  networkNews: 'truth',
  networkQuestion: 'answer',
  appEvents: true,
  promises: 'microtask',
  multipleSupported: true,
  defaultMultiple: false,
  secondConnect: 'replace',
  socketOff: true,
  payload: 'nested',
} as const;

const DEFAULTS: Record<Platform, Knobs> = {
  weapp: { ...COMMON, refusesWhileHidden: true, readyState: true, overSlots: 'error', binary: 'array-buffer' },
  alipay: { ...COMMON, refusesWhileHidden: false, readyState: false, overSlots: 'fail', binary: 'base64' },
};

/** The platform's common behaviour, with the given knobs turned. */
export function resolveKnobs(platform: Platform, knobs: Partial<Knobs>): Knobs {
  return { ...DEFAULTS[platform], ...knobs };
}
