/** The mini-program platforms that the host imitates. */
export type Platform = 'weapp' | 'alipay';

/**
 * What becomes of one connect. `error`, `close` and `both` answer `success` first, as the platforms do; `fail` goes
 * through the fail callback, which Taro turns into a rejected promise; `accepted` answers `success` and then nothing;
 * `silence` answers nothing at all; `throw` throws out of `connectSocket`. None of these reaches the server.
 */
export type ConnectOutcome =
  | 'real'
  | 'error'
  | 'close'
  | 'both'
  | 'fail'
  | 'accepted'
  | 'silence'
  | 'throw'
  | { readonly fail: string }
  | { readonly error: string };

/** The number of the attempt, from 1, and its url, to what becomes of it. */
export type ConnectScript = (attempt: number, url: string) => ConnectOutcome;

/** Messages of real failures (docs/platforms.md), for `{ fail: … }` and `{ error: … }`. */
export const FAILURE = {
  domain: 'connectSocket:fail url not in domain list',
  nameNotResolved: 'request:fail -105 net::ERR_NAME_NOT_RESOLVED',
  slots: 'createSocketTask:fail wcwss taskID=9 exceed max concurrent count',
  suspended: 'connectSocket:fail runningState=suspend, network api interrupted in suspend state',
} as const;

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
   * Which events tell that a real handshake failed: refused, 404, offline.
   *
   * @defaultValue 'error'
   */
  refusal: 'error' | 'close' | 'both' | 'silence';
  /**
   * When connectSocket's `success` runs: inside the call, in a later task, or in the task that also delivers open, so
   * that Taro's promise is too late for the event.
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
   * How a connect beyond `slots` is told.
   *
   * @defaultValue 'error' on weapp, 'fail' on alipay
   */
  overSlots: 'error' | 'fail';
  /**
   * Whether `onNetworkStatusChange` exists.
   *
   * @defaultValue true
   */
  networkEvents: boolean;
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
  closeBeforeOpen: 'ignored',
  closeOnCutLine: 'silence',
  repeatedOn: 'add',
  slots: 5,
  networkEvents: true,
  appEvents: true,
  promises: 'microtask',
  multipleSupported: true,
  defaultMultiple: false,
  secondConnect: 'replace',
  payload: 'nested',
} as const;

const DEFAULTS: Record<Platform, Knobs> = {
  weapp: { ...COMMON, readyState: true, overSlots: 'error', binary: 'array-buffer' },
  alipay: { ...COMMON, readyState: false, overSlots: 'fail', binary: 'base64' },
};

/** The platform's common behaviour, with the given knobs turned. */
export function resolveKnobs(platform: Platform, knobs: Partial<Knobs>): Knobs {
  return { ...DEFAULTS[platform], ...knobs };
}
