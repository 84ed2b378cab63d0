import { noop } from './clock';

/** Whether a value is a promise, also one of another realm or library. */
export function isThenable<Value = unknown>(value: unknown): value is PromiseLike<Value> {
  return typeof (value as Partial<PromiseLike<Value>> | null | undefined)?.then === 'function';
}

/** What a function of the user gave; throws on a promise, for which nobody can wait there. */
export function atOnce<Value>(answer: Value): Value {
  if (!isThenable(answer)) return answer;
  // It may reject, and nobody would handle that.
  Promise.resolve(answer).then(noop, noop);
  throw new TypeError('expected an answer at once, got a promise: this function must not be async');
}
