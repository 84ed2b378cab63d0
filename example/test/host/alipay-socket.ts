import { createAlipayPayload, toAlipayFrame } from './alipay-payload';
import { AlipaySocketTask } from './alipay-socket-task';
import type { ConnectEvents } from './connect-words';
import { fail, failureOf, type NativeCallbacks, settle } from './native-callbacks';
import type { NativeApi, NativeParts } from './native-parts';
import type { NativeSocket } from './native-socket';

const HANDSHAKE_TIMEOUT = 30_000;
const OPEN = 1;

interface ConnectOptions extends NativeCallbacks {
  readonly url: string;
  readonly header?: Record<string, string>;
  readonly protocols?: readonly string[];
  readonly timeout?: number;
  readonly multiple?: boolean;
}

interface SendOptions extends NativeCallbacks {
  readonly data?: unknown;
  readonly isBuffer?: boolean;
}

type Listener = (event?: object) => void;

/** `my.connectSocket` in its two modes, and the app-global functions that serve the single socket. */
export function createAlipaySockets(parts: NativeParts): NativeApi {
  const { knobs, listeners, realm, sockets } = parts;
  let lastId = 0;
  let single: NativeSocket | undefined;

  function answers(options: ConnectOptions, result: object): Pick<ConnectEvents, 'success' | 'fail'> {
    return {
      success() {
        const answer = realm.object(result);
        options.success?.(knobs.successResult === 'result' ? answer : undefined);
        options.complete?.(answer);
      },
      fail(message, code = 1) {
        const failure = failureOf(parts, 'connectSocket', { message, code });
        options.fail?.(failure);
        options.complete?.(failure);
      },
    };
  }

  function requestOf(options: ConnectOptions) {
    return {
      url: String(options.url),
      protocols: options.protocols ?? [],
      header: { ...options.header },
      timeout: options.timeout ?? HANDSHAKE_TIMEOUT,
    };
  }

  function connectMultiple(options: ConnectOptions): AlipaySocketTask | undefined {
    const socketTaskID = ++lastId;
    const task = new AlipaySocketTask(parts);
    const payload = createAlipayPayload(parts, socketTaskID);
    const idEvent = () => realm.object({ data: realm.object({ socketTaskID }) });
    const socket = sockets.connect(requestOf(options), {
      ...answers(options, { socketTaskID }),
      open: () => AlipaySocketTask.emit(task, 'open', idEvent()),
      message: (data) => AlipaySocketTask.emit(task, 'message', payload.taskMessage(data)),
      error: (message, code = 1) =>
        AlipaySocketTask.emit(task, 'error', realm.object({ data: message, error: code, errorMessage: message })),
      close(_code, _reason, scope) {
        if (scope === 'task') AlipaySocketTask.emit(task, 'close', idEvent());
        else listeners.emit('onSocketClose', idEvent());
      },
    });
    if (socket === undefined) return undefined;
    AlipaySocketTask.attach(task, socket);
    return task;
  }

  function leavePrevious(previous: NativeSocket): void {
    if (previous.readyState === OPEN) previous.close(1000);
    else previous.destroy();
  }

  function connectSingle(options: ConnectOptions): void {
    // What is there stays: the platform has not even looked.
    if (sockets.refuses) return fail(parts, options, 'connectSocket', { message: 'interrupted' });
    const previous = single?.isReleased ? undefined : single;
    if (previous !== undefined && knobs.secondConnect === 'refuse') {
      fail(parts, options, 'connectSocket', { message: '网络连接已经存在', code: 2 });
      return undefined;
    }
    if (previous !== undefined) leavePrevious(previous);

    const payload = createAlipayPayload(parts, ++lastId);
    single = sockets.connect(requestOf(options), {
      ...answers(options, {}),
      open: () => listeners.emit('onSocketOpen'),
      message: (data) => listeners.emit('onSocketMessage', payload.message(data)),
      error: (message, code = 1) =>
        listeners.emit('onSocketError', realm.object({ error: code, errorMessage: message })),
      close: (_code, reason) => listeners.emit('onSocketClose', realm.object({ reason })),
    });
    return undefined;
  }

  function sendSocketMessage(options: SendOptions): void {
    const frame = toAlipayFrame(options.data, options.isBuffer);
    if (frame === undefined) return settle(parts, options, 'sendSocketMessage', 'data must be a string');
    // What Taro's forwarders meet under `multiple: true` (NervJS/taro#13252): there is no single socket.
    const problem = single === undefined || single.isReleased ? '未知错误' : single.send(frame);
    settle(parts, options, 'sendSocketMessage', problem);
  }

  const api: NativeApi = {
    connectSocket(options: ConnectOptions) {
      const isMultiple = knobs.multipleSupported && (options.multiple ?? knobs.defaultMultiple);
      return isMultiple ? connectMultiple(options) : connectSingle(options);
    },
    sendSocketMessage,
    closeSocket(options: NativeCallbacks = {}) {
      const problem = single === undefined || single.isReleased ? '未知错误' : single.close(1000);
      settle(parts, options, 'closeSocket', problem);
    },
  };
  for (const name of ['Open', 'Message', 'Error', 'Close']) {
    api[`onSocket${name}`] = (listener: Listener) => listeners.add(`onSocket${name}`, listener);
    if (!knobs.socketOff) continue;
    api[`offSocket${name}`] = (listener?: Listener) => listeners.remove(`onSocket${name}`, listener);
  }
  return api;
}
