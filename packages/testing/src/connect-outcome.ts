/**
 * What becomes of one connect. `real` leaves it to the server; the rest never reach it. `error`, `close` and `both`
 * answer `success` first, as mini-programs do; `fail` goes through the fail callback, which Taro turns into a
 * rejection, and `{ fail }`, `{ error }` do the same with a text of their own; `throw` throws out of the native call;
 * `no-task` resolves with something that is no SocketTask; `accepted` answers `success` and then nothing; `silence`
 * answers nothing at all. On H5, where a browser knows less, `close` and `both` are `error`, `fail` is `throw`, and
 * `accepted` is `silence`.
 */
export type ConnectOutcome =
  | 'real'
  | 'error'
  | 'close'
  | 'both'
  | 'fail'
  | 'throw'
  | 'no-task'
  | 'accepted'
  | 'silence'
  | { readonly fail: string }
  | { readonly error: string };

/** The number of the attempt, from 1, and its url, to what becomes of it. */
export type ConnectScript = (attempt: number, url: string) => ConnectOutcome;

/** Texts of failures that users reported, for `{ fail: … }` and `{ error: … }`. */
export const FAILURE = {
  /** The host is not on the mini-program's list of socket domains. */
  domain: 'connectSocket:fail url not in domain list',
  /** A DNS failure, in the words of a WeChat trial version. */
  nameNotResolved: 'request:fail -105 net::ERR_NAME_NOT_RESOLVED',
  /** No socket left. */
  slots: 'createSocketTask:fail wcwss taskID=9 exceed max concurrent count',
  /** A call while the app is hidden, in WeChat's shape. */
  interrupted: 'connectSocket:fail interrupted',
  /** A connect while WeChat resumes. */
  suspended: 'connectSocket:fail runningState=suspend, network api interrupted in suspend state',
} as const;
