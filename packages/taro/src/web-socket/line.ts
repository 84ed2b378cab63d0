import {
  type Cancel,
  type Connection,
  type ConnectionEvent,
  type ConnectionRequest,
  type Frame,
  isArrayBuffer,
  type Loss,
  noop,
  systemClock,
} from '@heartbeat-socket/core';
import { createAppVisibility } from '../platform/app-visibility';
import { ABNORMAL_CLOSURE, NORMAL_CLOSURE } from '../platform/close-codes';
import { warn } from '../platform/create-taro-socket';
import { platformQuirks } from '../platform/quirks';
import { createTransport } from '../platform/transport';
import { byteLength } from './arguments';
import { abnormal, type Closing } from './events';
import { createHeldFrames } from './held-frames';

/** The states of the WebSocket API, as its `readyState` numbers them. */
export const ReadyState = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const;
export type ReadyState = 0 | 1 | 2 | 3;

/** How long a platform that may have opened without a word has to say so. */
const GUESS_AFTER = 1_000;
/** How long the answer to a close may take. */
const CLOSE_PATIENCE = 1_000;
/** A mini-program stands still after so long in the background, and its connections die (WeChat docs, "operating mechanism"). */
const SUSPENDED_AFTER = 5_000;

/** What a line tells. Nothing comes before `createLine` has returned, inside a call of a method, or after `closed`. */
export interface LineListener {
  opened(): void;
  message(data: Frame): void;
  closed(closing: Closing): void;
}

/** One connection, with the states of the WebSocket API. */
export interface Line {
  readonly readyState: ReadyState;
  /** The negotiated sub-protocol, `''` while there is none. */
  readonly protocol: string;
  /** Bytes that were sent and have not been handed to the platform. */
  readonly bufferedAmount: number;
  send(frame: Frame): void;
  close(code: number, reason: string): void;
}

/** Asks for a connection; `openTimeout` in milliseconds. */
export function createLine(request: ConnectionRequest, openTimeout: number, listener: LineListener): Line {
  const { CONNECTING, OPEN, CLOSING, CLOSED } = ReadyState;
  const quirks = platformQuirks();
  const visibility = createAppVisibility(quirks);
  let readyState: ReadyState = CONNECTING;
  let hasOpened = false;
  let protocol = '';
  let connection: Connection | null = null;
  /** The code of our own close, once there is one. */
  let farewell: number | null = null;
  /** When the app was hidden, while it is. */
  let hiddenAt: number | null = null;
  let isCalling = false;
  let lostBytes = 0;
  let cancelGuess: Cancel = noop;
  let cancelDeadline = systemClock.after(openTimeout, timedOut);
  const frames = createHeldFrames(
    (frame, onFail) => call((open) => open.send(frame, (loss) => later(() => onFail(loss)))),
    () => hiddenAt !== null,
    (message) => finish(abnormal(message)),
  );
  const endWatch = visibility.subscribe(shown);
  Promise.resolve().then(begin);

  /** The platform may answer inside a call; a WebSocket tells nothing until the call has returned. */
  function later(task: () => void): void {
    if (isCalling) Promise.resolve().then(task);
    else task();
  }

  /** Calls the connection, which does not throw. */
  function call(act: (connection: Connection) => void): void {
    if (!connection) return;
    isCalling = true;
    act(connection);
    isCalling = false;
  }

  function begin(): void {
    // Whoever made it may have closed it before anything was asked of the platform.
    if (readyState !== CONNECTING) return;
    isCalling = true;
    connection = createTransport(quirks, visibility, warn).open(request, (event) => later(() => heard(event)));
    isCalling = false;
  }

  function heard(event: ConnectionEvent): void {
    if (event.type === 'lost') return lost(event.loss);
    if (readyState > OPEN) return;
    if (event.type === 'unsure') {
      cancelGuess = systemClock.after(GUESS_AFTER, open);
      return;
    }
    // A message proves an open that nobody could hear.
    open(event.type === 'opened' ? event.protocol : undefined);
    if (readyState !== OPEN) return;
    cancelDeadline();
    frames.confirm();
    if (event.type === 'message' && readyState === OPEN) received(event.data);
  }

  function open(told?: string): void {
    if (readyState !== CONNECTING) return;
    cancelGuess();
    hasOpened = true;
    readyState = OPEN;
    // Without a word of the platform: a server that had chosen none of what was asked for would have been refused.
    protocol = told ?? (request.protocols?.length === 1 ? request.protocols[0] : undefined) ?? '';
    listener.opened();
  }

  function received(data: unknown): void {
    if (typeof data === 'string' || isArrayBuffer(data)) listener.message(data);
    else finish(abnormal('the platform brought a frame that is neither text nor an ArrayBuffer'));
  }

  function timedOut(): void {
    if (readyState === CONNECTING) finish(abnormal(`no connection within ${openTimeout} ms`));
    // What was open by guess, and took nothing, is not.
    else if (frames.isHolding) finish(abnormal(`the platform has opened nothing within ${openTimeout} ms`));
  }

  function lost({ kind, code, reason, message }: Loss): void {
    // Alipay tells no code: after our own close it is taken for the answer to that.
    const told = (code === null ? farewell : code) ?? ABNORMAL_CLOSURE;
    const wasClean = hasOpened && kind !== 'interrupted' && told !== ABNORMAL_CLOSURE;
    if (wasClean) finish({ code: told, reason: reason ?? '', wasClean, failure: null });
    else finish(abnormal(hasOpened && farewell !== null ? null : message));
  }

  function shown(visible: boolean): void {
    if (!visible) {
      hiddenAt = systemClock.now();
      return;
    }
    const hiddenFor = hiddenAt === null ? 0 : systemClock.now() - hiddenAt;
    hiddenAt = null;
    // It may be dead without a word, and the client's own timers may be lost (community reports).
    if (hiddenFor > SUSPENDED_AFTER && quirks.background !== 'keep') {
      finish(abnormal(farewell === null ? 'the app was in the background, where connections die' : null));
    } else {
      frames.retry();
    }
  }

  function finish(closing: Closing): void {
    if (readyState === CLOSED) return;
    readyState = CLOSED;
    cancelGuess();
    cancelDeadline();
    endWatch();
    frames.stop();
    // What has failed may live on, or come yet: only a close frees its slot.
    if (farewell === null) call((failed) => failed.close(NORMAL_CLOSURE, ''));
    listener.closed(closing);
  }

  return {
    get readyState() {
      return readyState;
    },
    get protocol() {
      return protocol;
    },
    get bufferedAmount() {
      return frames.bytes + lostBytes;
    },
    send(frame) {
      if (readyState === OPEN) frames.send(frame);
      else lostBytes += byteLength(frame);
    },
    close(code, reason) {
      if (readyState > OPEN) return;
      readyState = CLOSING;
      farewell = code;
      frames.stop();
      cancelGuess();
      cancelDeadline();
      call((given) => given.close(code, reason));
      if (hasOpened) cancelDeadline = systemClock.after(CLOSE_PATIENCE, () => finish(abnormal(null)));
      else Promise.resolve().then(() => finish(abnormal('closed before it was open')));
    },
  };
}
