import { systemClock } from '@heartbeat-socket/core';
import { domError } from './dom-error';
import type { SocketEventMap } from './events';

/** A listener: a function, or an object with `handleEvent`. */
export type EventListenerLike<Event> = ((event: Event) => void) | { handleEvent(event: Event): void };

/** The value of an attribute such as `onopen`. */
export type SocketEventHandler<Type extends keyof SocketEventMap> = (event: SocketEventMap[Type]) => unknown;

/** What `addEventListener` takes beside a listener. */
export interface ListenerOptions {
  /** Whether the listener goes with its first event. `false` if left out. */
  readonly once?: boolean | undefined;
  /** Takes the listener off when it aborts; of one that has aborted, nothing is added. */
  readonly signal?:
    | { readonly aborted: boolean; addEventListener(type: 'abort', listener: () => void): void }
    | undefined;
  /** Part of what tells two listeners apart. `false` if left out. */
  readonly capture?: boolean | undefined;
  /** Without effect, as for every event that cannot be cancelled. */
  readonly passive?: boolean | undefined;
}

type Callback = EventListenerLike<never>;
interface Entry {
  readonly type: string;
  callback: Callback;
  readonly capture: boolean;
  readonly once: boolean;
  isRemoved: boolean;
}

/** The listeners of one event target (DOM standard §2.7): mini-programs have no `EventTarget`. */
export interface EventListeners {
  add(type: string, callback: Callback | null | undefined, options?: boolean | ListenerOptions): void;
  remove(type: string, callback: Callback | null | undefined, options?: boolean | ListenerOptions): void;
  /** Calls the listeners of the event's type. One that throws keeps no other from its call. */
  dispatch(event: Event): boolean;
  /** The value of an attribute such as `onopen`. */
  handler<Type extends keyof SocketEventMap>(type: Type): SocketEventHandler<Type> | null;
  /** Sets it: what is no function is null (HTML standard, event handlers). */
  setHandler<Type extends keyof SocketEventMap>(type: Type, handler: SocketEventHandler<Type> | null): void;
}

/** The events that are being dispatched: none is dispatched twice at a time. */
const underWay = /* @__PURE__ */ new Set<Event>();

/** Makes the listeners of a target. */
export function createEventListeners(target: object): EventListeners {
  // Replaced, never changed: a dispatch under way goes on over its own list.
  let entries: readonly Entry[] = [];
  const handlers = new Map<string, Entry>();

  function drop(entry: Entry): void {
    entry.isRemoved = true;
    entries = entries.filter((other) => other !== entry);
  }

  function append(type: string, callback: Callback, { once = false, capture = false }: ListenerOptions = {}): Entry {
    const entry: Entry = { type, callback, capture: !!capture, once: !!once, isRemoved: false };
    entries = [...entries, entry];
    return entry;
  }

  function find(type: string, callback: unknown, capture: boolean): Entry | undefined {
    const attributes = [...handlers.values()];
    return entries.find(
      (entry) =>
        entry.type === type && entry.callback === callback && entry.capture === capture && !attributes.includes(entry),
    );
  }

  function invoke({ callback }: Entry, event: Event): void {
    try {
      if (typeof callback === 'function') callback.call(target as never, event as never);
      else callback.handleEvent(event as never);
    } catch (thrown) {
      reportUncaught(thrown);
    }
  }

  return {
    add(type, callback, options) {
      if (callback === null || callback === undefined) return;
      const settings = flatten(options);
      const { signal } = settings;
      if (signal?.aborted || find(type, callback, !!settings.capture)) return;
      const entry = append(type, callback, settings);
      signal?.addEventListener('abort', () => drop(entry));
    },
    remove(type, callback, options) {
      const entry = find(type, callback, !!flatten(options).capture);
      if (entry) drop(entry);
    },
    dispatch(event) {
      if (typeof (event as Partial<Event> | null)?.type !== 'string') {
        throw new TypeError(`TaroWebSocket: dispatchEvent takes an event, got ${String(event)}`);
      }
      if (underWay.has(event)) throw domError('InvalidStateError', 'this event is being dispatched already');
      let isStopped = false;
      function stop(): void {
        isStopped = true;
      }
      // Over the accessors of a native event, whose target would be null.
      define(event, { target, currentTarget: target, stopImmediatePropagation: stop });
      underWay.add(event);
      for (const entry of entries) {
        if (isStopped) break;
        if (entry.type !== event.type || entry.isRemoved) continue;
        if (entry.once) drop(entry);
        invoke(entry, event);
      }
      underWay.delete(event);
      define(event, { currentTarget: null });
      return !event.defaultPrevented;
    },
    handler: <Type extends keyof SocketEventMap>(type: Type) =>
      (handlers.get(type)?.callback as SocketEventHandler<Type> | undefined) ?? null,
    setHandler(type, handler) {
      const entry = handlers.get(type);
      const isCallback = typeof handler === 'function';
      // Another function keeps the place of the first.
      if (entry && isCallback) entry.callback = handler as Callback;
      else if (isCallback) handlers.set(type, append(type, handler as Callback));
      else if (entry) {
        drop(entry);
        handlers.delete(type);
      }
    },
  };
}

function flatten(options: boolean | ListenerOptions | undefined): ListenerOptions {
  return typeof options === 'object' && options !== null ? options : { capture: !!options };
}

function define(event: object, values: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(values)) {
    Object.defineProperty(event, name, { value: values[name], configurable: true, enumerable: true });
  }
}

/** As browsers tell what a listener throws: out of a task of its own, to `App.onError` or the window's `error` event. */
function reportUncaught(thrown: unknown): void {
  systemClock.after(0, () => {
    throw thrown;
  });
}
