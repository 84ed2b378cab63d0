import { noop } from '@heartbeat-socket/core';

/**
 * Calls a function of the platform, of Taro or of a mock of them. What it throws, or rejects with, goes to `failed`, and
 * costs no more than what the call would have done.
 */
export function contained<Result>(call: () => Result, failed: (thrown: unknown) => void = noop): Result | undefined {
  try {
    const result = call();
    if (isThenable(result)) result.then(noop, failed);
    return result;
  } catch (thrown) {
    failed(thrown);
    return undefined;
  }
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';
}
