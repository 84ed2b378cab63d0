import type { SocketCloseEvent } from '../../src/web-socket';

type States = Readonly<Record<'CONNECTING' | 'OPEN' | 'CLOSING' | 'CLOSED', number>>;

/** What the tests of the standard need of a `WebSocket`: ours, or one of another maker. */
export interface AnyWebSocket extends States {
  readonly url: string;
  readonly readyState: number;
  readonly protocol: string;
  readonly extensions: string;
  readonly bufferedAmount: number;
  binaryType: string;
  onopen: unknown;
  onmessage: unknown;
  onerror: unknown;
  onclose: unknown;
  send(data: unknown): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: string, listener: unknown, options?: unknown): void;
  removeEventListener(type: string, listener: unknown, options?: unknown): void;
  dispatchEvent(event: Event): boolean;
}

/** A `WebSocket` class. */
export type AnyWebSocketClass = (new (url: string, protocols?: string | string[]) => AnyWebSocket) & States;

/** Where a story of the standard is told: a class, and a server. */
export interface Ground {
  readonly WebSocket: AnyWebSocketClass;
  /** Where the server listens, without a path. */
  readonly url: string;
  /** A path at which the server refuses the handshake. */
  readonly refusing: string;
  /** Whether the client hears the codes of the server's closes. */
  readonly tellsCodes: boolean;
  /** Titles of tests that another maker's class is known to fail. */
  readonly fails?: readonly string[];
  /** Lets time pass until something holds; fails when it never does. */
  until(holds: () => boolean): Promise<void>;
  /** Lets a while pass, in which something might come that should not. */
  aWhile(): Promise<void>;
  /** What the server has received on the newest connection: text as it is, bytes as an array. */
  received(): ReadonlyArray<string | number[]>;
  say(data: string | Uint8Array): void;
  /** The server closes. */
  end(code: number, reason: string): void;
  /** How the client has closed the newest connection, as the server saw it. */
  closedBy(): { readonly code: number; readonly reason: string } | null;
}

/** What a socket told, an entry each. */
export function listenTo(socket: AnyWebSocket): Array<string> {
  const log: string[] = [];
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => log.push(`open ${socket.readyState}`));
  socket.addEventListener('message', ({ data }: { data: unknown }) =>
    log.push(typeof data === 'string' ? data : `bytes ${[...new Uint8Array(data as ArrayBuffer)]}`),
  );
  socket.addEventListener('error', () => log.push(`error ${socket.readyState}`));
  socket.addEventListener('close', ({ code, reason, wasClean }: SocketCloseEvent) =>
    log.push(`close ${code} ${reason || '-'} ${wasClean ? 'clean' : 'unclean'}`),
  );
  return log;
}
