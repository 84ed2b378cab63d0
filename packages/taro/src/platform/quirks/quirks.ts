import type { Background, CloseCauseKind, ConnectionRequest, Frame } from '@heartbeat-socket/core';

/** What Taro resolves `connectSocket` with, as far as the platforms agree on it. */
export interface SocketTask {
  onOpen(listener: (event: unknown) => void): void;
  onMessage(listener: (event: unknown) => void): void;
  onError(listener: (event: unknown) => void): void;
  onClose(listener: (event: unknown) => void): void;
  send(options: { data: unknown; isBuffer?: boolean; fail: (failure: unknown) => void }): unknown;
  close(options: { code: number; reason: string; fail?: (failure: unknown) => void }): unknown;
  /** The number of the WebSocket API on H5; on WeChat a hint without a promise; absent on Alipay. */
  readonly readyState?: number;
}

/** Whether this is what `connectSocket` should have brought. */
export function isTask(value: unknown): value is SocketTask {
  return typeof (value as Partial<SocketTask> | null | undefined)?.onOpen === 'function';
}

/** What a task tells, in one shape for all platforms. */
export interface TaskListeners {
  /** `protocol`: the sub-protocol that the server has chosen, where the platform tells it. */
  opened(protocol?: string): void;
  /** Any payload: what is neither a string nor an ArrayBuffer is told as one that does not decode. */
  message(payload: unknown): void;
  failed(failure: unknown): void;
  closed(code: number | null, reason: string): void;
}

/** Taro's `connectSocket`, with the options that its types leave out. */
export type Connect = (options: Record<string, unknown>) => unknown;

/** Where a platform differs from the others. Each has one file, and each difference its evidence. */
export interface Quirks {
  /**
   * Asks for a task. May throw, reject, give something that is none, or never settle: the transport copes. `isWanted` is
   * false once the attempt has been given up.
   */
  connect(connect: Connect, request: ConnectionRequest, isWanted: () => boolean): unknown;
  /** Attaches to a task that has just arrived; once for each task, and before anything else is done with it. */
  listen(task: SocketTask, listeners: TaskListeners): void;
  /** Puts a frame into the options of `SocketTask.send`. */
  payload(frame: Frame): { data: unknown; isBuffer?: boolean };
  /** `fail` hears that the platform has not closed it. */
  close(task: SocketTask, code: number, reason: string, fail: (failure: unknown) => void): unknown;
  /** Knows a failure by the platform's own numbers, if it has any. */
  kindOf(failure: unknown): CloseCauseKind | undefined;
  /** What becomes of the connection while the app is hidden, if no option says it. */
  readonly background: Background;
  /** Milliseconds between two renders of a stream, if no option says it. */
  readonly flushInterval: number;
  /** Whether the platform sends handshake headers. */
  readonly sendsHeader: boolean;
  /** The platform's own word on the network, beside Taro's; `undefined` where there is none. */
  isOnline(): boolean | undefined;
  /** Further network events beside Taro's. */
  onNetworkChange(listener: (online: boolean) => void): () => void;
  isVisible(): boolean;
}
