import { toAlipayFrame } from './alipay-payload';
import { type NativeCallbacks, settle } from './native-callbacks';
import type { NativeParts } from './native-parts';
import type { NativeSocket } from './native-socket';

type EventName = 'open' | 'message' | 'error' | 'close';
type Listener = (event: object) => void;

interface SendOptions extends NativeCallbacks {
  readonly data?: unknown;
  readonly isBuffer?: boolean;
}

interface CloseOptions extends NativeCallbacks {
  readonly code?: number;
  readonly reason?: string;
}

/**
 * The native task of `multiple: true`. Its methods stand on the prototype, so Taro's forwarders, assigned onto the task,
 * hide them.
 */
export class AlipaySocketTask {
  readonly #parts: NativeParts;
  readonly #listeners: Record<EventName, Listener[]> = { open: [], message: [], error: [], close: [] };
  #socket: NativeSocket | undefined;

  constructor(parts: NativeParts) {
    this.#parts = parts;
    if (parts.knobs.readyState) {
      Object.defineProperty(this, 'readyState', { get: () => this.#socket?.readyState ?? 0 });
    }
  }

  /** The native side's own: binds the task to its socket. */
  static attach(task: AlipaySocketTask, socket: NativeSocket): void {
    task.#socket = socket;
  }

  /** The native side's own: calls the task's listeners. */
  static emit(task: AlipaySocketTask, name: EventName, event: object): void {
    for (const listener of task.#listeners[name]) task.#parts.thread.run(() => listener(event));
  }

  send(options: SendOptions): void {
    this.#parts.record('SocketTask.send', [options]);
    const frame = toAlipayFrame(options.data, options.isBuffer);
    const problem = frame === undefined ? 'data must be a string' : this.#socket?.send(frame);
    settle(this.#parts, options, 'sendSocketMessage', problem);
  }

  close(options: CloseOptions = {}): void {
    this.#parts.record('SocketTask.close', [options]);
    settle(this.#parts, options, 'closeSocket', this.#socket?.close(options.code, options.reason));
  }

  onOpen(listener: Listener): void {
    this.#add('open', listener);
  }

  onMessage(listener: Listener): void {
    this.#add('message', listener);
  }

  onError(listener: Listener): void {
    this.#add('error', listener);
  }

  onClose(listener: Listener): void {
    this.#add('close', listener);
  }

  offOpen(listener?: Listener): void {
    this.#remove('open', listener);
  }

  offMessage(listener?: Listener): void {
    this.#remove('message', listener);
  }

  offError(listener?: Listener): void {
    this.#remove('error', listener);
  }

  offClose(listener?: Listener): void {
    this.#remove('close', listener);
  }

  #add(name: EventName, listener: Listener): void {
    const kept = this.#parts.knobs.repeatedOn === 'add' ? this.#listeners[name] : [];
    this.#listeners[name] = [...kept, listener];
  }

  #remove(name: EventName, listener: Listener | undefined): void {
    this.#listeners[name] = this.#listeners[name].filter((each) => listener !== undefined && each !== listener);
  }
}
