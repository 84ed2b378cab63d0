import { createContext, Script } from 'node:vm';
import type { Clock } from './clock';
import type { Knobs } from './knobs';
import type { LogicThread } from './logic-thread';

/** The program's own JavaScript world: what a mini-program has, and nothing of a browser or of Node. */
export interface Realm {
  /** Adds globals. */
  define(globals: object): void;
  /** Evaluates code as the named file and returns its value. */
  evaluate(code: string, file: string): unknown;
  /** A plain object made in the realm, so that `instanceof` and `constructor` hold there. */
  object<T extends object>(properties: T): T;
  /** The realm's own copy of a JSON value; what JSON has no word for is left out, as on the native bridge. */
  copy<T>(value: T): T;
  /** The realm's own ArrayBuffer with the given bytes. */
  arrayBuffer(bytes: Uint8Array): ArrayBuffer;
}

interface Intrinsics {
  object(): object;
  parse(json: string): unknown;
  bytes(length: number): Uint8Array;
}

const INTRINSICS = `({
  object: () => ({}),
  parse: (json) => JSON.parse(json),
  bytes: (length) => new Uint8Array(new ArrayBuffer(length)),
})`;

const SKEWED_DATE = `(now) => {
  const Native = Date;
  globalThis.Date = class Date extends Native {
    constructor(...args) {
      if (args.length === 0) super(now());
      else super(...args);
    }
    static now() { return now(); }
  };
}`;

const TASK_PROMISE = `(post) => {
  const Native = Promise;
  const inTask = (callback) => typeof callback !== 'function' ? callback : (value) =>
    new Native((resolve, reject) => post(() => { try { resolve(callback(value)); } catch (e) { reject(e); } }));
  globalThis.Promise = class Promise extends Native {
    then(onFulfilled, onRejected) { return super.then(inTask(onFulfilled), inTask(onRejected)); }
  };
}`;

/** A fresh realm, with a `Date` that follows `clock`. */
export function createRealm(clock: Clock, thread: LogicThread, promises: Knobs['promises']): Realm {
  const context = createContext({});
  const evaluate = (code: string, file: string) => new Script(code, { filename: file }).runInContext(context);
  const intrinsics = evaluate(INTRINSICS, 'intrinsics.js') as Intrinsics;

  evaluate('delete globalThis.WebAssembly; delete globalThis.SharedArrayBuffer;', 'globals.js');
  evaluate(SKEWED_DATE, 'date.js')(clock.now);
  if (promises === 'macrotask') evaluate(TASK_PROMISE, 'promise.js')(thread.post);

  return {
    define: (globals) => void Object.assign(context, globals),
    evaluate,
    object: (properties) => Object.assign(intrinsics.object(), properties),
    copy<T>(value: T) {
      return (value === undefined ? undefined : intrinsics.parse(JSON.stringify(value))) as T;
    },
    arrayBuffer(bytes) {
      const view = intrinsics.bytes(bytes.byteLength);
      view.set(bytes);
      return view.buffer as ArrayBuffer;
    },
  };
}
