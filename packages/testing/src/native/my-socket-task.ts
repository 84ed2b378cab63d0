import type { Line } from '../line';
import type { World } from '../world';
import { fail, type NativeCallbacks, REFUSED, succeed } from './callbacks';
import { sendOn } from './my-payload';

type Listener = (event?: unknown) => void;
type EventName = 'open' | 'message' | 'error' | 'close';

/**
 * The native task of `multiple: true`. Its methods stand on the prototype, so that Taro's forwarders, which are copied
 * onto the task, hide them (NervJS/taro#13252).
 */
export class MySocketTask {
  readonly #world: World;
  readonly #heard: Record<EventName, Listener[]> = { open: [], message: [], error: [], close: [] };
  #line: Line | null = null;

  constructor(world: World) {
    this.#world = world;
    if (world.knobs.readyState) Object.defineProperty(this, 'readyState', { get: () => this.#line?.readyState ?? 0 });
  }

  /** For the platform's side alone. */
  static attach(task: MySocketTask, line: Line): void {
    task.#line = line;
  }

  /** For the platform's side alone. */
  static emit(task: MySocketTask, name: EventName, event: object): void {
    for (const listener of task.#heard[name]) listener(event);
  }

  onOpen(listener: Listener): void {
    this.#on('open', listener);
  }

  onMessage(listener: Listener): void {
    this.#on('message', listener);
  }

  onError(listener: Listener): void {
    this.#on('error', listener);
  }

  onClose(listener: Listener): void {
    this.#on('close', listener);
  }

  send(options: NativeCallbacks & { data?: unknown; isBuffer?: boolean }): void {
    this.#world.record('SocketTask.send', options);
    sendOn(this.#world, this.#line, options);
  }

  close(...args: [options?: NativeCallbacks & { code?: number; reason?: string }]): void {
    this.#world.record('SocketTask.close', ...args);
    const [options = {}] = args;
    if (this.#world.refuses) return this.#world.tellLater(() => fail(options, REFUSED));
    const isTaken = this.#line?.close(options.code ?? 1000, options.reason ?? '');
    if (isTaken) this.#world.tellLater(() => succeed(options, {}));
    else this.#world.tellLater(() => fail(options, { error: 11, errorMessage: '未知错误' }));
  }

  #on(name: EventName, listener: Listener): void {
    const kept = this.#world.knobs.repeatedOn === 'add' ? this.#heard[name] : [];
    this.#heard[name] = [...kept, listener];
  }
}
