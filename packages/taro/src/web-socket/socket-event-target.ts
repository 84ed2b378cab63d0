import {
  createEventListeners,
  type EventListenerLike,
  type EventListeners,
  type ListenerOptions,
  type SocketEventHandler,
} from './event-listeners';
import type { SocketEvent, SocketEventMap } from './events';

/** The events' side of a `TaroWebSocket`: listeners, and the attributes `onopen` to `onclose`. */
export class SocketEventTarget {
  readonly #listeners: EventListeners = createEventListeners(this);

  /** Called as a listener of `open`; null while there is none. */
  get onopen(): SocketEventHandler<'open'> | null {
    return this.#listeners.handler('open');
  }
  set onopen(handler: SocketEventHandler<'open'> | null) {
    this.#listeners.setHandler('open', handler);
  }

  /** Called as a listener of `message`; null while there is none. */
  get onmessage(): SocketEventHandler<'message'> | null {
    return this.#listeners.handler('message');
  }
  set onmessage(handler: SocketEventHandler<'message'> | null) {
    this.#listeners.setHandler('message', handler);
  }

  /** Called as a listener of `error`; null while there is none. */
  get onerror(): SocketEventHandler<'error'> | null {
    return this.#listeners.handler('error');
  }
  set onerror(handler: SocketEventHandler<'error'> | null) {
    this.#listeners.setHandler('error', handler);
  }

  /** Called as a listener of `close`; null while there is none. */
  get onclose(): SocketEventHandler<'close'> | null {
    return this.#listeners.handler('close');
  }
  set onclose(handler: SocketEventHandler<'close'> | null) {
    this.#listeners.setHandler('close', handler);
  }

  /**
   * Calls a listener on each event of a type. The same one again is not added. What it throws is told like any uncaught
   * error, and costs nobody anything.
   */
  addEventListener<Type extends keyof SocketEventMap>(
    type: Type,
    listener: EventListenerLike<SocketEventMap[Type]> | null,
    options?: boolean | ListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerLike<SocketEvent> | null,
    options?: boolean | ListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerLike<never> | null, options?: boolean | ListenerOptions): void {
    this.#listeners.add(type, listener, options);
  }

  /** Takes a listener off; one that is not there is none. */
  removeEventListener<Type extends keyof SocketEventMap>(
    type: Type,
    listener: EventListenerLike<SocketEventMap[Type]> | null,
    options?: boolean | ListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerLike<SocketEvent> | null,
    options?: boolean | ListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerLike<never> | null,
    options?: boolean | ListenerOptions,
  ): void {
    this.#listeners.remove(type, listener, options);
  }

  /**
   * Calls the listeners of an event's type with an event of the caller's.
   *
   * @returns false when a listener has cancelled it
   * @throws TypeError for what is no event
   * @throws InvalidStateError for an event that is being dispatched
   */
  dispatchEvent(event: Event): boolean {
    return this.#listeners.dispatch(event);
  }
}
