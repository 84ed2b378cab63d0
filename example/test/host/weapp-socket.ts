import { types } from 'node:util';
import { failureOf, type NativeCallbacks, resultOf, settle } from './native-callbacks';
import type { NativeApi, NativeParts } from './native-parts';
import type { NativeSocket } from './native-socket';

const HANDSHAKE_TIMEOUT = 60_000;
const EVENTS = ['Open', 'Message', 'Error', 'Close'] as const;

type EventName = (typeof EVENTS)[number];
type Listener = (event: object) => void;

interface ConnectOptions extends NativeCallbacks {
  readonly url: string;
  readonly header?: Record<string, string>;
  readonly protocols?: readonly string[];
  readonly timeout?: number;
}

interface SendOptions extends NativeCallbacks {
  readonly data?: unknown;
}

interface CloseOptions extends NativeCallbacks {
  readonly code?: number;
  readonly reason?: string;
}

/** `wx.connectSocket` with its SocketTask, and the app-global socket functions. */
export function createWeappSockets(parts: NativeParts): NativeApi {
  const { knobs, listeners, realm, record, sockets, thread } = parts;
  let lastId = 0;
  let latest: NativeSocket | undefined;

  function send(socket: NativeSocket | undefined, api: string, options: SendOptions): void {
    settle(parts, options, api, sendFrame(socket, options.data));
  }

  function sendFrame(socket: NativeSocket | undefined, data: unknown): string | undefined {
    if (socket === undefined) return 'WebSocket is not connected';
    if (typeof data === 'string') return socket.send(data);
    // The buffer is of the program's realm: `instanceof` would not know it.
    if (types.isAnyArrayBuffer(data)) return socket.send(new Uint8Array(data));
    return 'parameter error: data should be string or ArrayBuffer';
  }

  function close(socket: NativeSocket | undefined, api: string, options: CloseOptions = {}): void {
    const problem = socket === undefined ? 'WebSocket is not connected' : socket.close(options.code, options.reason);
    settle(parts, options, api, problem);
  }

  function createTask(socketOf: () => NativeSocket | undefined) {
    const byEvent: Record<EventName, Listener[]> = { Open: [], Message: [], Error: [], Close: [] };
    const on = (name: EventName) => (listener: Listener) => {
      byEvent[name] = knobs.repeatedOn === 'add' ? [...byEvent[name], listener] : [listener];
    };
    const task = realm.object({
      send(options: SendOptions) {
        record('SocketTask.send', [options]);
        send(socketOf(), 'sendSocketMessage', options);
      },
      close(options: CloseOptions) {
        record('SocketTask.close', [options]);
        close(socketOf(), 'closeSocket', options);
      },
      onOpen: on('Open'),
      onMessage: on('Message'),
      onError: on('Error'),
      onClose: on('Close'),
    });
    if (knobs.readyState) Object.defineProperty(task, 'readyState', { get: () => socketOf()?.readyState ?? 0 });

    function emit(name: EventName, event: object): void {
      for (const listener of byEvent[name]) thread.run(() => listener(event));
      listeners.emit(`onSocket${name}`, event);
    }
    return { task, emit };
  }

  function connectSocket(options: ConnectOptions): object | undefined {
    const socketTaskId = ++lastId;
    // A native side that answers inside the call does so before there is a socket.
    let socket: NativeSocket | undefined;
    const { task, emit } = createTask(() => socket);
    const request = {
      url: String(options.url),
      protocols: options.protocols ?? [],
      header: { ...options.header },
      timeout: options.timeout ?? HANDSHAKE_TIMEOUT,
    };
    socket = sockets.connect(request, {
      success() {
        const result = resultOf(parts, 'connectSocket', { socketTaskId });
        options.success?.(knobs.successResult === 'result' ? result : undefined);
        options.complete?.(result);
      },
      fail(message) {
        const failure = failureOf(parts, 'connectSocket', { message });
        options.fail?.(failure);
        options.complete?.(failure);
      },
      open: (header) => emit('Open', realm.object({ header: realm.copy(header) })),
      message: (data) =>
        emit('Message', realm.object({ data: typeof data === 'string' ? data : realm.arrayBuffer(data) })),
      error: (errMsg) => emit('Error', realm.object({ errMsg })),
      close(code, reason, scope) {
        const event = realm.object({ code, reason });
        if (scope === 'task') emit('Close', event);
        else listeners.emit('onSocketClose', event);
      },
    });
    latest = socket;
    return socket && task;
  }

  const api: NativeApi = {
    connectSocket,
    sendSocketMessage: (options: SendOptions) => send(latest, 'sendSocketMessage', options),
    closeSocket: (options: CloseOptions) => close(latest, 'closeSocket', options),
  };
  for (const name of EVENTS) {
    api[`onSocket${name}`] = (listener: Listener) => listeners.add(`onSocket${name}`, listener);
  }
  return api;
}
