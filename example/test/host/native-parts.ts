import type { Clock } from './clock';
import type { Knobs, Platform } from './knobs';
import type { LogicThread } from './logic-thread';
import type { NativeListeners } from './native-listeners';
import type { Realm } from './realm';
import type { SocketPool } from './socket-pool';

/** One call of a native function: `connectSocket`, `SocketTask.send`, … */
export interface NativeCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** What the native API of either platform is made of. */
export interface NativeParts {
  readonly platform: Platform;
  readonly knobs: Knobs;
  readonly clock: Clock;
  readonly realm: Realm;
  readonly thread: LogicThread;
  readonly listeners: NativeListeners;
  readonly sockets: SocketPool;
  isOnline(): boolean;
  /** Keeps a call for `host.log`. */
  record(name: string, args: readonly unknown[]): void;
}

/** A native function, as it stands on `wx` or `my`. */
export type NativeFunction = (...args: never[]) => unknown;

/** `wx` or `my`, or a part of it. */
export type NativeApi = Record<string, NativeFunction>;
