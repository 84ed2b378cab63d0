import { type Dialect, dialectOf } from '../dialects/dialect';
import type { Settings } from '../peer';
import { LATENCY, network, tellAttempt, tellClosing } from './network';

type Timer = ReturnType<typeof setTimeout>;
type EventName = 'open' | 'message' | 'error' | 'close';
type Handler = ((event: object) => void) | null;

/** A browser's WebSocket over the simulated network, with a server behind it that speaks what the url asks for. */
export class FakeWebSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;

  readonly protocol: string;
  readonly extensions = '';
  readonly bufferedAmount = 0;
  binaryType = 'blob';
  readyState = 0;
  isDead: boolean;
  onopen: Handler = null;
  onmessage: Handler = null;
  onerror: Handler = null;
  onclose: Handler = null;

  readonly #dialect: Dialect;
  readonly #settings: Settings;
  readonly #listeners = new Map<EventName, Set<(event: object) => void>>();
  readonly #timers = new Set<Timer>();
  #pings: Timer | undefined;

  constructor(
    readonly url: string,
    protocols: string | readonly string[] = [],
  ) {
    const { dialect, settings } = dialectOf(url);
    this.#dialect = dialect;
    this.#settings = settings;
    this.protocol = [protocols].flat()[0] ?? '';
    this.isDead = network.weather === 'dead';
    network.sockets.add(this);
    tellAttempt();
    if (network.weather === 'fair') this.#later(LATENCY, () => this.#open());
    if (network.weather === 'refused') this.#later(LATENCY, () => this.breakOff());
  }

  addEventListener(name: EventName, listener: (event: object) => void): void {
    this.#listeners.set(name, (this.#listeners.get(name) ?? new Set()).add(listener));
  }

  removeEventListener(name: EventName, listener: (event: object) => void): void {
    this.#listeners.get(name)?.delete(listener);
  }

  send(frame: string): void {
    if (this.readyState === 0) throw new Error('InvalidStateError: still connecting');
    if (this.readyState > 1) return;
    network.sent++;
    if (this.isDead) return;
    this.#later(LATENCY, () => {
      for (const answer of this.#dialect.answer(frame, this.#settings)) this.#arrive(answer);
    });
  }

  close(code = 1005, reason = ''): void {
    if (this.readyState > 1) return;
    const wasOpen = this.readyState === 1;
    this.readyState = 2;
    if (!wasOpen) return this.#later(0, () => this.breakOff());
    if (!this.isDead) return this.#later(2 * LATENCY, () => this.#end(code, reason));
    tellClosing();
    if (network.closesAfter < Number.POSITIVE_INFINITY) this.#later(network.closesAfter, () => this.breakOff());
  }

  /** The server says a message of the app, if the line is open. */
  say(json: string): void {
    this.#arrive(this.#dialect.wrap(json));
  }

  /** The same, and it is there within the call. */
  sayNow(json: string): void {
    this.#emit('message', { data: this.#dialect.wrap(json) });
  }

  /** The line breaks, or could not be made. */
  breakOff(): void {
    if (this.readyState === 3) return;
    this.#emit('error', {});
    this.#end(1006, '');
  }

  /** Nothing happens on it any more. */
  abandon(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    clearInterval(this.#pings);
    network.sockets.delete(this);
  }

  #open(): void {
    if (this.readyState !== 0) return;
    this.readyState = 1;
    this.#emit('open', {});
    for (const frame of this.#dialect.greeting(this.#settings)) this.#arrive(frame);
    const { ping } = this.#dialect;
    if (ping) this.#pings = setInterval(() => this.#arrive(ping.frame), ping.every(this.#settings));
  }

  #arrive(data: string): void {
    if (this.isDead || this.readyState !== 1) return;
    network.received++;
    this.#later(LATENCY, () => {
      if (!this.isDead && this.readyState === 1) this.#emit('message', { data });
    });
  }

  #end(code: number, reason: string): void {
    this.readyState = 3;
    this.abandon();
    this.#emit('close', { code, reason, wasClean: code !== 1006 });
  }

  #later(delay: number, task: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      task();
    }, delay);
    this.#timers.add(timer);
  }

  #emit(type: EventName, detail: object): void {
    const event = { type, target: this, currentTarget: this, ...detail };
    this[`on${type}`]?.(event);
    for (const listener of [...(this.#listeners.get(type) ?? [])]) listener(event);
  }
}
