import { ABNORMAL_CLOSURE } from '../platform/close-codes';

/** What every event of a `TaroWebSocket` has. */
export interface SocketEvent {
  readonly type: string;
  /** The socket. */
  readonly target: unknown;
  readonly currentTarget: unknown;
}

/** Told once, before `close`, by a connection that failed. */
export interface SocketErrorEvent extends SocketEvent {
  /** What went wrong, in the words of the platform. Beyond the standard, whose error says nothing. */
  readonly message?: string;
}

export interface SocketMessageEvent extends SocketEvent {
  /** A string, or an ArrayBuffer for a binary frame. */
  // biome-ignore lint/suspicious/noExplicitAny: what the DOM's type of it is, and clients are written against that.
  readonly data: any;
}

export interface SocketCloseEvent extends SocketEvent {
  /** The server's code; 1006 for a connection that was lost, also where WeChat says 1000 "interrupted". */
  readonly code: number;
  readonly reason: string;
  /** Whether both sides said goodbye. */
  readonly wasClean: boolean;
}

/** The events by name. */
export interface SocketEventMap {
  open: SocketEvent;
  message: SocketMessageEvent;
  error: SocketErrorEvent;
  close: SocketCloseEvent;
}

type EventClass = new (type: string, init?: object) => Event;
type Details<Type extends keyof SocketEventMap> = Omit<SocketEventMap[Type], keyof SocketEvent>;

let base: unknown;
let classes: Readonly<Record<keyof SocketEventMap, EventClass>>;

/**
 * Makes an event of a class whose constructor takes `(type, init)`: some clients make a copy with `event.constructor` and
 * dispatch that on a target of their own. So it extends the global `Event`, if there is one by now: mini-programs have
 * none, but a polyfill may come at any time.
 */
export function createEvent<Type extends keyof SocketEventMap>(type: Type, details: Details<Type>): Event {
  const current: EventClass = typeof Event === 'function' ? Event : (BareEvent as unknown as EventClass);
  if (base !== current) {
    base = current;
    classes = createClasses(current);
  }
  return new classes[type](type, details);
}

function createClasses(Base: EventClass): Readonly<Record<keyof SocketEventMap, EventClass>> {
  class OpenEvent extends Base {}
  class ErrorEvent extends Base {
    constructor(type: string, init: Partial<SocketErrorEvent> = {}) {
      super(type, init);
      const { message = '' } = init;
      Object.assign(this, { message });
    }
  }
  class MessageEvent extends Base {
    constructor(type: string, init: Partial<SocketMessageEvent> & { origin?: string } = {}) {
      super(type, init);
      const { data = null, origin = '' } = init;
      Object.assign(this, { data, origin, lastEventId: '', source: null, ports: [] });
    }
  }
  class CloseEvent extends Base {
    constructor(type: string, init: Partial<SocketCloseEvent> = {}) {
      super(type, init);
      const { code = 0, reason = '', wasClean = false } = init;
      Object.assign(this, { code, reason, wasClean });
    }
  }
  return { open: OpenEvent, error: ErrorEvent, message: MessageEvent, close: CloseEvent };
}

/** An event where there is no DOM. None of ours bubbles or can be cancelled. */
class BareEvent {
  readonly target = null;
  readonly currentTarget = null;
  readonly bubbles = false;
  readonly cancelable = false;
  readonly defaultPrevented = false;
  readonly timeStamp = Date.now();
  constructor(readonly type: string) {}
  preventDefault(): void {}
  stopPropagation(): void {}
  stopImmediatePropagation(): void {}
}

/** How a connection ended. */
export type Closing = Details<'close'> & {
  /** Why it failed; null when it did not. */
  readonly failure: string | null;
};

/** The end of a connection that was lost, or never came. */
export function abnormal(failure: string | null): Closing {
  return { code: ABNORMAL_CLOSURE, reason: '', wasClean: false, failure };
}
