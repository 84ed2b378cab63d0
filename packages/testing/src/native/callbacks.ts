/** The three callbacks of a mini-program's API. */
export interface NativeCallbacks {
  success?(result?: unknown): void;
  fail?(failure?: unknown): void;
  complete?(result?: unknown): void;
}

/** Answers a call. */
export function succeed(options: NativeCallbacks, result: object): void {
  options.success?.(result);
  options.complete?.(result);
}

export function fail(options: NativeCallbacks, failure: object): void {
  options.fail?.(failure);
  options.complete?.(failure);
}
