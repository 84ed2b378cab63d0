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

/** What Alipay would tell of a call that it refuses while the app is hidden; its documents have no number for that. */
export const REFUSED = { error: 12, errorMessage: 'interrupted' } as const;
