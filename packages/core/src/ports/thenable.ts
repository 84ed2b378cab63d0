/** Whether a value is a promise, also one of another realm or library. */
export function isThenable<Value = unknown>(value: unknown): value is PromiseLike<Value> {
  return typeof (value as Partial<PromiseLike<Value>> | null | undefined)?.then === 'function';
}
