import type { IncomingMessage } from 'node:http';
import { type RawData, WebSocket } from 'ws';
import type { Clock } from './clock';
import type { Knobs } from './knobs';

/** How the platform ends a socket while the program is in the background. */
export type Kill = 'interrupted' | 'silent' | 'global-only';

/** `global`: only the app-global `onSocketClose` hears of it, not the task. */
export type CloseScope = 'task' | 'global';

/** What a native socket tells the platform's API. */
export interface SocketEvents {
  open(header: Record<string, unknown>): void;
  message(data: string | Uint8Array): void;
  /** `code` is alipay's number. */
  error(message: string, code?: number): void;
  close(code: number, reason: string, scope: CloseScope): void;
  /** The handshake failed. */
  refused(message: string): void;
  /** The native side has let go of it; comes once, with or without a close event. */
  released(): void;
}

/** What the app asked for. */
export interface SocketRequest {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly header: Record<string, string>;
  readonly timeout: number;
}

/** A real socket, and the ways to break it. */
export interface NativeSocket {
  /** 0–3. A kill that the task is not told of leaves it at 1: as a hint, it may lie. */
  readonly readyState: number;
  /** Whether the native side has let go of it. */
  readonly isReleased: boolean;
  /** Hands a frame over. Returns what is wrong; a cut line swallows frames and reports nothing. */
  send(data: string | Uint8Array): string | undefined;
  /** Returns what is wrong. */
  close(code?: number, reason?: string): string | undefined;
  /** Brings a frame that no server sent. */
  receive(data: string | Uint8Array): void;
  /** The frames that are held come now, in order. */
  letGo(): void;
  /** Half-open from now on: no byte in or out, and no event. */
  cut(): void;
  /** The network is gone, and the platform notices. */
  drop(): void;
  kill(kind: Kill): void;
  /** Frees what is left of it, without an event. */
  destroy(): void;
}

const NOT_OPEN = 'WebSocket is not connected';
/** Of any call that the platform refuses while the app is hidden. */
const INTERRUPTED = 'interrupted';

/** The platforms leave out what a sender of close codes may not say: 1005 becomes no code at all. */
const NO_STATUS = 1005;
/** Closed without a close frame. */
const ABNORMAL = 1006;

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

interface SocketParts {
  readonly knobs: Knobs;
  /** Held while something of the socket is under way. */
  readonly clock: Clock;
  /** Whether the platform does nothing for the program now. */
  refuses(): boolean;
}

/** Starts a real handshake at once. */
export function openNativeSocket(
  request: SocketRequest,
  { knobs, clock, refuses }: SocketParts,
  events: SocketEvents,
): NativeSocket {
  const ws = new WebSocket(knobs.route(request.url), [...request.protocols], {
    headers: request.header,
    handshakeTimeout: request.timeout,
    perMessageDeflate: false,
  });
  let readyState: number = WebSocket.CONNECTING;
  let isReleased = false;
  let isCut = false;
  let failure = 'abnormal closure';
  let held: string[] = [];
  let underWay = [clock.hold()];
  let unanswered = new Map<unknown, () => void>();

  function arrive(): void {
    for (const done of [...underWay, ...unanswered.values()]) done();
    underWay = [];
    unanswered = new Map();
  }

  /** The protocol's own ping goes behind the frame: its pong tells that the server has got both. */
  function put(data: string | Uint8Array): void {
    // As every platform does it. A server may hang up on a burst of pings (ws, `maxPendingAutoPongs`).
    if (!clock.isFast) return ws.send(data);
    const id = typeof data === 'string' ? knobs.idOf(data) : undefined;
    if (id !== undefined && !unanswered.has(id)) unanswered.set(id, clock.hold());
    underWay.push(clock.hold());
    ws.send(data);
    ws.ping();
  }

  function answered(id: unknown): void {
    unanswered.get(id)?.();
    unanswered.delete(id);
  }

  function release(): void {
    if (isReleased) return;
    isReleased = true;
    arrive();
    events.released();
  }

  function broken(): void {
    if (knobs.breakage !== 'close') events.error(failure);
    if (knobs.breakage !== 'error') events.close(1006, failure, 'task');
  }

  ws.on('upgrade', (response: IncomingMessage) => {
    ws.once('open', () => {
      arrive();
      if (isCut || isReleased) return ws.pause();
      readyState = WebSocket.OPEN;
      events.open({ ...response.headers });
    });
  });
  ws.on('pong', () => underWay.shift()?.());
  ws.on('message', (data, isBinary) => {
    if (isCut || isReleased) return;
    if (isBinary) return events.message(toBytes(data));
    const text = data.toString();
    answered(knobs.idOf(text));
    if (knobs.hold(text)) held.push(text);
    else events.message(text);
  });
  ws.on('error', (error) => {
    failure = error.message;
  });
  ws.on('close', (code, reason) => {
    if (isCut || isReleased) return;
    const wasOpen = readyState !== WebSocket.CONNECTING;
    readyState = WebSocket.CLOSED;
    release();
    if (!wasOpen) return events.refused(failure);
    if (code === ABNORMAL) return broken();
    events.close(code === NO_STATUS ? 1000 : code, reason.toString(), 'task');
  });

  function closeOnCutLine(code: number, reason: string): void {
    readyState = WebSocket.CLOSED;
    release();
    if (knobs.closeOnCutLine === 'event') events.close(code, reason, 'task');
  }

  return {
    get readyState() {
      return readyState;
    },
    get isReleased() {
      return isReleased;
    },
    send(data) {
      if (refuses()) return INTERRUPTED;
      if (isReleased || readyState !== WebSocket.OPEN) return NOT_OPEN;
      if (!isCut) put(data);
      return undefined;
    },
    close(code = 1000, reason = '') {
      if (refuses()) return INTERRUPTED;
      if (isReleased) return NOT_OPEN;
      if (code !== 1000 && !(code >= 3000 && code <= 4999)) return `invalid code ${code}`;
      if (Buffer.byteLength(reason) > 123) return 'reason is longer than 123 bytes';
      if (isCut) {
        closeOnCutLine(code, reason);
      } else if (readyState === WebSocket.CONNECTING) {
        if (knobs.closeBeforeOpen === 'ignored') return NOT_OPEN;
        ws.terminate();
      } else {
        readyState = WebSocket.CLOSING;
        ws.close(code, reason);
      }
      return undefined;
    },
    receive(data) {
      if (readyState === WebSocket.OPEN && !isCut && !isReleased) events.message(data);
    },
    letGo() {
      const frames = held;
      held = [];
      if (!isCut && !isReleased) for (const frame of frames) events.message(frame);
    },
    cut() {
      if (isReleased) return;
      isCut = true;
      arrive();
      if (readyState !== WebSocket.CONNECTING) ws.pause();
    },
    drop() {
      if (!isCut) ws.terminate();
    },
    kill(kind) {
      if (isReleased) return;
      ws.terminate();
      release();
      if (kind === 'silent') return;
      if (kind === 'interrupted') readyState = WebSocket.CLOSED;
      events.close(1000, 'interrupted', kind === 'interrupted' ? 'task' : 'global');
    },
    destroy() {
      release();
      ws.terminate();
    },
  };
}
