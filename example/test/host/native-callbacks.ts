import type { NativeParts } from './native-parts';

/** The callbacks that nearly every native function takes. */
export interface NativeCallbacks {
  success?(result: unknown): void;
  fail?(result: unknown): void;
  complete?(result: unknown): void;
}

/** What went wrong; `code` is alipay's `error` number. */
export interface Problem {
  readonly message: string;
  readonly code?: number;
}

type Parts = Pick<NativeParts, 'platform' | 'realm'>;

/** What `success` of a function gets: weapp adds `errMsg`. */
export function resultOf({ platform, realm }: Parts, api: string, result: object): object {
  return realm.object(platform === 'weapp' ? { ...result, errMsg: `${api}:ok` } : { ...result });
}

/** What `fail` of a function gets. A message that names the function already is left as it is. */
export function failureOf({ platform, realm }: Parts, api: string, problem: Problem): object {
  if (platform === 'alipay') return realm.object({ error: problem.code ?? 1, errorMessage: problem.message });
  const named = problem.message.includes(':fail') ? problem.message : `${api}:fail ${problem.message}`;
  return realm.object({ errMsg: named });
}

/** Calls `success` and `complete` in a later task. */
export function succeed(parts: NativeParts, options: NativeCallbacks, api: string, result: object = {}): void {
  parts.thread.post(() => {
    const answer = resultOf(parts, api, result);
    options.success?.(answer);
    options.complete?.(answer);
  });
}

/** Calls `fail` and `complete` in a later task. */
export function fail(parts: NativeParts, options: NativeCallbacks, api: string, problem: Problem): void {
  parts.thread.post(() => {
    const answer = failureOf(parts, api, problem);
    options.fail?.(answer);
    options.complete?.(answer);
  });
}

/** Succeeds; when there is something wrong it fails, or throws, by the knob `misuse`. */
export function settle(parts: NativeParts, options: NativeCallbacks, api: string, problem?: string): void {
  if (problem === undefined) return succeed(parts, options, api);
  if (parts.knobs.misuse === 'throw') throw new Error(`${api}:fail ${problem}`);
  fail(parts, options, api, { message: problem });
}
