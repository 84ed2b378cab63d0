import type { NativeCallbacks } from '../native/callbacks';

type Native = (options: object) => unknown;
type ModifyResult = (name: string, result: unknown) => void;

/**
 * A mini-program's function as Taro gives it: a promise of what `success` is told. For `connectSocket` the promise is of
 * the native task, with the result copied onto it, and comes one hop later; there is no promise of an open connection.
 * `fail` rejects, whether or not the caller has a `fail` of its own (@tarojs/shared 4.2, native-apis, `processApis`).
 */
export function promisify(name: string, native: Native, modifyResult: ModifyResult = () => {}) {
  return (options: NativeCallbacks = {}): Promise<unknown> => {
    let task: object | undefined;
    return new Promise((resolve, reject) => {
      task = native({
        ...options,
        success(result: object | undefined) {
          modifyResult(name, result);
          options.success?.(result);
          if (name !== 'connectSocket') resolve(result);
          else resolve(Promise.resolve().then(() => (task ? Object.assign(task, result) : result)));
        },
        fail(failure: unknown) {
          options.fail?.(failure);
          reject(failure);
        },
        complete: (result: unknown) => options.complete?.(result),
      }) as object | undefined;
    });
  };
}
