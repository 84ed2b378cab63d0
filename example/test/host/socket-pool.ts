import { type ConnectOutcome, FAILURE, type Knobs } from './knobs';
import type { LogicThread } from './logic-thread';
import { type Kill, type NativeSocket, openNativeSocket, type SocketEvents, type SocketRequest } from './native-socket';
import { createScriptedSocket } from './scripted-socket';

/** What a connect tells the platform's API, each in a task of the program, `success` before every event. */
export interface ConnectEvents extends Omit<SocketEvents, 'released'> {
  success(): void;
  fail(message: string): void;
}

/** The sockets of the program, their slots, and what happens to all of them at once. */
export interface SocketPool {
  connect(request: SocketRequest, events: ConnectEvents): NativeSocket;
  /** Native sockets that are not closed yet. */
  readonly size: number;
  each(action: (socket: NativeSocket) => void): void;
  kill(kind: Kill): void;
  /** The next connects fail as they do while WeChat resumes. */
  suspend(connects: number): void;
}

interface PoolParts {
  readonly knobs: Knobs;
  readonly thread: LogicThread;
  isOnline(): boolean;
}

const WS_URL = /^wss?:\/\/[^/\s]/i;

/** An empty pool. */
export function createSocketPool({ knobs, thread, isOnline }: PoolParts): SocketPool {
  const sockets = new Set<NativeSocket>();
  let attempts = 0;
  let suspendedConnects = 0;

  function outcomeOf(url: string): ConnectOutcome {
    attempts += 1;
    const outcome = typeof knobs.connect === 'function' ? knobs.connect(attempts, url) : knobs.connect;
    if (outcome !== 'real') return outcome;
    if (!WS_URL.test(url)) return { fail: `connectSocket:fail invalid url "${url}"` };
    if (suspendedConnects > 0) {
      suspendedConnects -= 1;
      return { fail: FAILURE.suspended };
    }
    if (sockets.size >= knobs.slots) {
      return knobs.overSlots === 'fail' ? { fail: FAILURE.slots } : { error: FAILURE.slots };
    }
    if (!isOnline()) return knobs.refusal === 'silence' ? 'accepted' : knobs.refusal;
    return 'real';
  }

  function connect(request: SocketRequest, events: ConnectEvents): NativeSocket {
    const outcome = outcomeOf(request.url);
    if (outcome === 'throw') throw new Error('connectSocket: the native side threw');
    const isRefused = outcome === 'fail' || (typeof outcome === 'object' && 'fail' in outcome);
    const hasAnswer = outcome !== 'silence' && !isRefused;

    let hasSucceeded = false;
    function success(): void {
      if (hasSucceeded) return;
      hasSucceeded = true;
      events.success();
    }
    function deliver(event: () => void): void {
      thread.post(() => {
        success();
        event();
      });
    }
    const delivered: Omit<SocketEvents, 'released'> = {
      open: (header) => deliver(() => events.open(header)),
      message: (data) => deliver(() => events.message(data)),
      error: (message) => deliver(() => events.error(message)),
      close: (code, reason, scope) => deliver(() => events.close(code, reason, scope)),
    };

    if (isRefused) {
      const message = typeof outcome === 'object' && 'fail' in outcome ? outcome.fail : 'connectSocket:fail';
      thread.post(() => events.fail(message));
    }
    // What `with-open` waits for never comes when the platform only accepts.
    if (hasAnswer && (knobs.success === 'later' || outcome === 'accepted')) thread.post(success);

    let socket: NativeSocket;
    if (outcome === 'real') {
      const released = () => void sockets.delete(socket);
      socket = openNativeSocket(request, knobs, { ...delivered, released });
      sockets.add(socket);
    } else {
      socket = createScriptedSocket(outcome, delivered);
    }
    if (hasAnswer && knobs.success === 'sync') success();
    return socket;
  }

  return {
    connect,
    get size() {
      return sockets.size;
    },
    each(action) {
      for (const socket of [...sockets]) action(socket);
    },
    kill(kind) {
      for (const socket of [...sockets]) socket.kill(kind);
    },
    suspend(connects) {
      suspendedConnects = connects;
    },
  };
}
