import { frameOf } from '../frame';
import type { Line } from '../line';
import type { Sockets } from '../sockets';
import type { World } from '../world';

type Listener = (event: object) => void;
type EventName = 'open' | 'message' | 'error' | 'close';

/** The browser's `WebSocket`, as far as Taro and the hook use it (WHATWG WebSockets). */
export interface FakeWebSocket {
  readonly url: string;
  readonly readyState: number;
  binaryType: 'blob' | 'arraybuffer';
  onopen: Listener | null;
  onmessage: Listener | null;
  onerror: Listener | null;
  onclose: Listener | null;
  addEventListener(name: EventName, listener: Listener): void;
  removeEventListener(name: EventName, listener: Listener): void;
  send(data: unknown): void;
  close(code?: number, reason?: string): void;
}

/** `new WebSocket(url, protocols?)`. */
export type FakeWebSocketClass = new (url: string, protocols?: string | readonly string[]) => FakeWebSocket;

/** Makes the `WebSocket` class of one world. */
export function createWebSocket(world: World, sockets: Sockets): FakeWebSocketClass {
  return class implements FakeWebSocket {
    binaryType: 'blob' | 'arraybuffer' = 'blob';
    onopen: Listener | null = null;
    onmessage: Listener | null = null;
    onerror: Listener | null = null;
    onclose: Listener | null = null;
    readonly #heard: Record<EventName, Set<Listener>> = {
      open: new Set(),
      message: new Set(),
      error: new Set(),
      close: new Set(),
    };
    readonly #line: Line;

    constructor(
      readonly url: string,
      protocols: string | readonly string[] = [],
    ) {
      world.record('new WebSocket', url, protocols);
      const request = { url, protocols: typeof protocols === 'string' ? [protocols] : protocols, header: {} };
      const events = {
        open: () => this.#emit('open', {}),
        message: (data: string | ArrayBuffer) => {
          const isBlob = typeof data !== 'string' && this.binaryType === 'blob';
          this.#emit('message', { data: isBlob ? new Blob([data]) : data });
        },
        error: () => this.#emit('error', {}),
        close: (code: number, reason: string) => this.#emit('close', { code, reason, wasClean: code !== 1006 }),
      };
      this.#line = sockets.connect(request, events, { success() {}, fail() {} });
    }

    get readyState(): number {
      return this.#line.readyState;
    }

    addEventListener(name: EventName, listener: Listener): void {
      this.#heard[name].add(listener);
    }

    removeEventListener(name: EventName, listener: Listener): void {
      this.#heard[name].delete(listener);
    }

    send(data: unknown): void {
      world.record('WebSocket.send', data);
      if (this.readyState === 0) throw new Error('InvalidStateError: Still in CONNECTING state.');
      const isTaken = this.#line.send(frameOf(data) ?? String(data));
      // A browser drops what is sent on a closed socket; `sendFails` is for an open one.
      if (!isTaken && this.readyState === 1) throw new Error('the browser did not take the frame');
    }

    close(code?: number, reason = ''): void {
      world.record('WebSocket.close', ...(code === undefined ? [] : [code, reason]));
      if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
        throw new Error(`InvalidAccessError: The close code must be 1000 or 3000 to 4999. ${code} is neither.`);
      }
      this.#line.close(code ?? 1005, reason);
    }

    #emit(name: EventName, detail: object): void {
      const event = { type: name, target: this, ...detail };
      this[`on${name}`]?.(event);
      for (const listener of [...this.#heard[name]]) listener(event);
    }
  };
}
