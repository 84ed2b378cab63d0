/**
 * What becomes of one connect. `real` goes to the server, and so does `held`, whose every word waits for `letGo`; none
 * of the others does. `error`, `close` and `both` answer `success` first, as the platforms do; `fail` goes through the
 * fail callback, which Taro turns into a rejected promise; `accepted` answers `success` and then nothing; `no-task`
 * does the same, and there is no task; `silence` answers nothing at all; `throw` throws out of `connectSocket`.
 */
export type ConnectOutcome =
  | 'real'
  | 'held'
  | 'error'
  | 'close'
  | 'both'
  | 'fail'
  | 'accepted'
  | 'no-task'
  | 'silence'
  | 'throw'
  | Refusal;

/** How a connect is refused, in which words; each is told that is there, `fail` instead of `success`. */
export interface Refusal {
  readonly fail?: string;
  readonly error?: string;
  readonly close?: string;
  /**
   * alipay: the number of the error.
   *
   * @defaultValue 1
   */
  readonly code?: number;
}

/** The number of the attempt, from 1, and its url, to what becomes of it. */
export type ConnectScript = (attempt: number, url: string) => ConnectOutcome;

/** Messages of real failures (docs/platforms.md), for a `Refusal`. */
export const FAILURE = {
  domain: 'connectSocket:fail url not in domain list',
  nameNotResolved: 'request:fail -105 net::ERR_NAME_NOT_RESOLVED',
  slots: 'createSocketTask:fail wcwss taskID=9 exceed max concurrent count',
  interrupted: 'connectSocket:fail interrupted',
  suspended: 'connectSocket:fail runningState=suspend, network api interrupted in suspend state',
} as const;

const FAIL = 'connectSocket:fail';
const ERROR = 'exception onOpen fail code:20, msg:Invalid HTTP status.';
const CLOSE = 'abnormal closure';

/** The refusal in words, or undefined for an outcome that is none. */
export function refusalOf(outcome: ConnectOutcome): Refusal | undefined {
  if (typeof outcome === 'object') return outcome;
  if (outcome === 'fail' || outcome === 'error' || outcome === 'close' || outcome === 'both') return tellBy(outcome);
  return undefined;
}

/** A refusal that is told in the given way; in the same words throughout, when there are any. */
export function tellBy(way: 'fail' | 'error' | 'close' | 'both', words?: string): Refusal {
  if (way === 'fail') return { fail: words ?? FAIL };
  if (way === 'error') return { error: words ?? ERROR };
  if (way === 'close') return { close: words ?? CLOSE };
  return { error: words ?? ERROR, close: words ?? CLOSE };
}
