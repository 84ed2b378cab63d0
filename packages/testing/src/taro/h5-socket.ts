import type { NativeCallbacks } from '../native/callbacks';
import type { FakeWebSocket, FakeWebSocketClass } from '../native/web-socket';

interface ConnectOptions extends NativeCallbacks {
  readonly url?: unknown;
  readonly protocols?: unknown;
}

type Closing = NativeCallbacks & { code?: number; reason?: string };
type Sending = NativeCallbacks & { data?: unknown };
type Listener = (event: object) => void;

/**
 * Taro's `connectSocket` on H5 over a `WebSocket` (@tarojs/taro-h5 4.2, api/network/websocket and utils/handler):
 * - it resolves in the same tick, long before open;
 * - with `fail` or `complete` among the options a failure resolves instead of rejecting;
 * - a slot is freed by `task.close()`, or by the close event if somebody listens to it, else never.
 */
export function createH5ConnectSocket(WebSocket: FakeWebSocketClass, slots: () => number) {
  let tasks: H5SocketTask[] = [];
  let lastId = 0;

  return (options?: ConnectOptions): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (typeof options !== 'object' || !options) {
        const failure = {
          errMsg: `connectSocket:fail parameter error: parameter should be Object instead of ${kind(options)}`,
        };
        console.error(failure.errMsg);
        return reject(failure);
      }
      const { url, protocols, success, fail, complete } = options;
      const failWith = (reason: string) => {
        const failure = { errMsg: `connectSocket:fail ${reason}` };
        fail?.(failure);
        complete?.(failure);
        if (fail || complete) resolve(failure);
        else reject(failure);
      };
      if (typeof url !== 'string')
        return failWith(`parameter error: parameter.url should be String instead of ${kind(url)}`);
      if (!/^wss?:\/\//.test(url)) return failWith(`request:fail invalid url "${url}"`);
      if (tasks.length >= slots()) return failWith(`同时最多发起 ${slots()} 个 socket 请求，更多请参考文档。`);
      const ws = Array.isArray(protocols) && protocols.length > 0 ? new WebSocket(url, protocols) : new WebSocket(url);
      const task = new H5SocketTask(ws, () => {
        tasks = tasks.filter((each) => each !== task);
      });
      tasks.push(task);
      const result = { socketTaskId: ++lastId, errMsg: 'connectSocket:ok' };
      success?.(result);
      complete?.(result);
      resolve(task);
    });
}

/** The kind of a wrong argument, in the words of Taro. */
function kind(value: unknown): string {
  return value === null ? 'Null' : (typeof value).replace(/^./, (initial) => initial.toUpperCase());
}

/** Taro's task: listeners overwrite each other, close codes are lost both ways, `send` rejects as well as it fails. */
class H5SocketTask {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  closeDetail: { code: number; reason: string } | undefined;

  constructor(
    readonly ws: FakeWebSocket,
    readonly _destroyWhenClose: () => void,
  ) {}

  get readyState(): number {
    return this.ws.readyState;
  }

  send({ data = '', success, fail, complete }: Sending = {}): Promise<unknown> {
    if (this.readyState !== 1) {
      const failure = { errMsg: 'SocketTask.send:fail SocketTask.readState is not OPEN' };
      console.error(failure.errMsg);
      fail?.(failure);
      complete?.(failure);
      return Promise.reject(failure);
    }
    this.ws.send(data);
    const result = { errMsg: 'sendSocketMessage:ok' };
    success?.(result);
    complete?.(result);
    return Promise.resolve(result);
  }

  close({ code = 1000, reason = 'server complete,close', success, complete }: Closing = {}): Promise<unknown> {
    this.closeDetail = { code, reason };
    this._destroyWhenClose();
    this.ws.close();
    const result = { errMsg: 'closeSocket:ok' };
    success?.(result);
    complete?.(result);
    return Promise.resolve(result);
  }

  onOpen(listener: Listener): void {
    this.ws.onopen = listener;
  }

  onMessage(listener: Listener): void {
    this.ws.onmessage = listener;
  }

  onError(listener: Listener): void {
    this.ws.onerror = listener;
  }

  onClose(listener: Listener): void {
    this.ws.onclose = () => {
      this._destroyWhenClose();
      listener(this.closeDetail ?? { code: 1006, reason: 'abnormal closure' });
    };
  }
}
