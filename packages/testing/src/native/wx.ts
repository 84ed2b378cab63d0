import { frameOf } from '../frame';
import type { Line, LineEvents } from '../line';
import type { Sockets } from '../sockets';
import type { World } from '../world';
import { appEvents } from './app-events';
import { fail, type NativeCallbacks, succeed } from './callbacks';

type Listener = (event?: unknown) => void;
type EventName = 'open' | 'message' | 'error' | 'close';

interface ConnectOptions extends NativeCallbacks {
  readonly url: string;
  readonly protocols?: readonly string[];
  readonly header?: Record<string, unknown>;
}

/** WeChat's own functions, `wx`, as far as sockets go (docs of wx.connectSocket, miniprogram-api-typings 5.2). */
export function createWx(world: World, sockets: Sockets): Record<string, unknown> {
  const { knobs, listeners, record } = world;
  let lastId = 0;

  function connectSocket(options: ConnectOptions): object {
    record('connectSocket', options);
    const socketTaskId = ++lastId;
    const heard: Record<EventName, Listener[]> = { open: [], message: [], error: [], close: [] };
    const emit = (name: EventName, event: object) => {
      for (const listener of heard[name]) listener(event);
    };
    const on = (name: EventName) => (listener: Listener) => {
      heard[name] = knobs.repeatedOn === 'add' ? [...heard[name], listener] : [listener];
    };
    const events: LineEvents = {
      open: () => emit('open', { header: {}, profile: {} }),
      message: (data) => emit('message', { data }),
      error: (errMsg) => emit('error', { errMsg }),
      close(code, reason, scope) {
        if (scope === 'task') emit('close', { code, reason: reason || closeReason(code) });
        else listeners.emit('onSocketClose', { code, reason });
      },
    };
    let line: Line | undefined;

    function problemOfSending(data: unknown): string | null {
      if (world.refuses) return 'interrupted';
      const frame = frameOf(data);
      if (frame === undefined) return 'data must be a string or an ArrayBuffer';
      return line?.send(frame) ? null : 'SocketTask.readyState is not OPEN';
    }

    function problemOfClosing(code = 1000, reason = ''): string | null {
      if (world.refuses) return 'interrupted';
      return line?.close(code, reason) ? null : 'WebSocket is not connected';
    }

    function tell(api: string, call: NativeCallbacks, problem: string | null): void {
      const answer = { errMsg: problem === null ? `${api}:ok` : `${api}:fail ${problem}` };
      world.tellLater(() => (problem === null ? succeed : fail)(call, answer));
    }

    const task = {
      onOpen: on('open'),
      onMessage: on('message'),
      onError: on('error'),
      onClose: on('close'),
      send(sending: NativeCallbacks & { data?: unknown }) {
        record('SocketTask.send', sending);
        tell('sendSocketMessage', sending, problemOfSending(sending.data));
      },
      close(...args: [closing?: NativeCallbacks & { code?: number; reason?: string }]) {
        record('SocketTask.close', ...args);
        const [closing = {}] = args;
        tell('closeSocket', closing, problemOfClosing(closing.code, closing.reason));
      },
    };
    if (knobs.readyState) Object.defineProperty(task, 'readyState', { get: () => line?.readyState ?? 0 });
    const { url, protocols = [], header = {} } = options;
    line = sockets.connect({ url, protocols, header }, events, {
      success: () => succeed(options, { socketTaskId, errMsg: 'connectSocket:ok' }),
      fail: (errMsg) => fail(options, { errMsg }),
    });
    return task;
  }

  return {
    connectSocket,
    ...appEvents(world, ['onSocketOpen', 'onSocketMessage', 'onSocketError', 'onSocketClose'], { hasOff: false }),
    sendSocketMessage: (options: NativeCallbacks) =>
      fail(options, { errMsg: 'sendSocketMessage:fail taskID not exist' }),
    closeSocket: (options: NativeCallbacks = {}) =>
      fail(options, { errMsg: 'closeSocket:fail WebSocket is not connected' }),
  };
}

function closeReason(code: number): string {
  return code === 1000 ? 'normal closure' : code === 1006 ? 'abnormal closure' : '';
}
