import type { Line, LineRequest } from '../line';
import type { Sockets } from '../sockets';
import type { World } from '../world';
import { appEvents } from './app-events';
import { fail, type NativeCallbacks, REFUSED, succeed } from './callbacks';
import { createMyPayload, sendOn } from './my-payload';
import { MySocketTask } from './my-socket-task';

interface ConnectOptions extends NativeCallbacks {
  readonly url: string;
  readonly protocols?: readonly string[];
  readonly header?: Record<string, unknown>;
  readonly multiple?: boolean;
}

/** Alipay's own functions, `my`, as far as sockets go (open docs of my.connectSocket, @mini-types/my 3.0). */
export function createMy(world: World, sockets: Sockets): Record<string, unknown> {
  const { knobs, listeners, record } = world;
  let lastId = 0;
  let single: Line | null = null;

  const requestOf = ({ url, protocols = [], header = {} }: ConnectOptions): LineRequest => ({ url, protocols, header });

  function answers(options: ConnectOptions, result: object) {
    return {
      success() {
        if (knobs.successResult === 'result') return succeed(options, result);
        try {
          options.success?.(undefined);
        } catch {
          // Taro's own success callback throws here, and it is the native side that swallows it.
        }
      },
      fail: (errorMessage: string) => fail(options, { error: 12, errorMessage }),
    };
  }

  function connectMultiple(options: ConnectOptions): MySocketTask {
    const socketTaskID = ++lastId;
    const task = new MySocketTask(world);
    const payload = createMyPayload(knobs, socketTaskID);
    const id = { data: { socketTaskID } };
    const line = sockets.connect(
      requestOf(options),
      {
        open: () => MySocketTask.emit(task, 'open', id),
        message: (frame) => MySocketTask.emit(task, 'message', payload.ofTask(frame)),
        error: (errorMessage) => MySocketTask.emit(task, 'error', { data: id.data, error: 1, errorMessage }),
        close(_code, _reason, scope) {
          if (scope === 'task') MySocketTask.emit(task, 'close', id);
          else listeners.emit('onSocketClose', id);
        },
      },
      answers(options, { socketTaskID }),
    );
    MySocketTask.attach(task, line);
    return task;
  }

  function connectSingle(options: ConnectOptions): undefined {
    // What is there stays: the platform has not even looked.
    if (world.refuses) return void world.tellLater(() => fail(options, REFUSED));
    // The platform has given up a handshake that took too long: it does not open any more.
    if (single?.isReleased) single.kill('silent');
    const previous = single && !single.isReleased ? single : null;
    if (previous && knobs.secondConnect === 'refuse') {
      world.tellLater(() => fail(options, { error: 2, errorMessage: '网络连接已经存在' }));
      return undefined;
    }
    // The platform ends it for good, open or not: that is no `close` of the app's, which may come too early.
    if (previous?.readyState === 0) previous.fail('close', '');
    else previous?.close(1000, '');
    const payload = createMyPayload(knobs, ++lastId);
    single = sockets.connect(
      requestOf(options),
      {
        open: () => listeners.emit('onSocketOpen'),
        message: (frame) => listeners.emit('onSocketMessage', payload.flat(frame)),
        error: (errorMessage) => listeners.emit('onSocketError', { error: 1, errorMessage }),
        close: (_code, reason) => listeners.emit('onSocketClose', { reason }),
      },
      answers(options, {}),
    );
    return undefined;
  }

  return {
    connectSocket(options: ConnectOptions) {
      record('connectSocket', options);
      const isMultiple = knobs.multipleSupported && (options.multiple ?? knobs.defaultMultiple);
      return isMultiple ? connectMultiple(options) : connectSingle(options);
    },
    ...appEvents(world, ['onSocketOpen', 'onSocketMessage', 'onSocketError', 'onSocketClose'], { hasOff: true }),
    sendSocketMessage(options: NativeCallbacks & { data?: unknown; isBuffer?: boolean }) {
      record('sendSocketMessage', options);
      sendOn(world, single, options);
    },
    closeSocket(...args: [options?: NativeCallbacks]) {
      record('closeSocket', ...args);
      const [options = {}] = args;
      if (world.refuses) world.tellLater(() => fail(options, REFUSED));
      else if (single?.close(1000, '')) world.tellLater(() => succeed(options, {}));
      else world.tellLater(() => fail(options, { error: 11, errorMessage: '未知错误' }));
    },
  };
}
