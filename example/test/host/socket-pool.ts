import type { Clock } from './clock';
import { type ConnectOutcome, FAILURE, refusalOf, tellBy } from './connect-outcome';
import {
  type ConnectEvents,
  type ConnectWords,
  createConnectWords,
  createHeldWay,
  type HeldWay,
  type Post,
} from './connect-words';
import type { Knobs } from './knobs';
import type { LogicThread } from './logic-thread';
import { type Kill, type NativeSocket, openNativeSocket, type SocketRequest } from './native-socket';
import { createScriptedSocket } from './scripted-socket';

/** The sockets of the program, their slots, and what happens to all of them at once. */
export interface SocketPool {
  /** Undefined when there is no task. */
  connect(request: SocketRequest, events: ConnectEvents): NativeSocket | undefined;
  /** What the connects that are held had to say comes now, in order, and so do frames that are held. */
  letGo(): void;
  /** Native sockets that are not closed yet. */
  readonly size: number;
  each(action: (socket: NativeSocket) => void): void;
  kill(kind: Kill): void;
  /** The platform does nothing for the program now, for the app is hidden. */
  readonly refuses: boolean;
  /** The app has been hidden, or is shown. */
  hide(isHidden: boolean): void;
  /** The next connects fail as they do while WeChat resumes. */
  suspend(connects: number): void;
}

interface PoolParts {
  readonly knobs: Knobs;
  readonly clock: Clock;
  readonly thread: LogicThread;
  isOnline(): boolean;
}

const WS_URL = /^wss?:\/\/[^/\s]/i;

/** An empty pool. */
export function createSocketPool({ knobs, clock, thread, isOnline }: PoolParts): SocketPool {
  const sockets = new Set<NativeSocket>();
  const heldWays = new Set<HeldWay>();
  let attempts = 0;
  let suspendedConnects = 0;
  let isHidden = false;
  const refuses = () => isHidden && knobs.refusesWhileHidden;

  function outcomeOf(url: string): ConnectOutcome {
    attempts += 1;
    const outcome = typeof knobs.connect === 'function' ? knobs.connect(attempts, url) : knobs.connect;
    if (outcome !== 'real' && outcome !== 'held') return outcome;
    if (refuses()) return { fail: FAILURE.interrupted };
    if (!WS_URL.test(url)) return { fail: `connectSocket:fail invalid url "${url}"` };
    if (suspendedConnects > 0) {
      suspendedConnects -= 1;
      return { fail: FAILURE.suspended };
    }
    if (sockets.size + knobs.pluginSockets >= knobs.slots) {
      return knobs.overSlots === 'fail' ? { fail: FAILURE.slots } : { error: FAILURE.slots };
    }
    if (isOnline()) return outcome;
    return knobs.refusal === 'silence' ? 'accepted' : tellBy(knobs.refusal, FAILURE.nameNotResolved);
  }

  function connectReally(request: SocketRequest, words: ConnectWords): NativeSocket {
    // With `fail`, only the handshake's end tells which of the two it is.
    if (knobs.success === 'later' && knobs.refusal !== 'fail') words.success();
    const socket = openNativeSocket(
      request,
      { knobs, clock, refuses },
      {
        ...words,
        released: () => void sockets.delete(socket),
      },
    );
    sockets.add(socket);
    return socket;
  }

  function connectInPlay(outcome: ConnectOutcome, words: ConnectWords): NativeSocket {
    const refusal = refusalOf(outcome) ?? {};
    const isAccepted = outcome === 'accepted' || outcome === 'no-task';
    if (refusal.fail !== undefined) words.fail(refusal.fail, refusal.code);
    else if (isAccepted || (knobs.success === 'later' && outcome !== 'silence')) words.success();
    return createScriptedSocket(outcome, refusal, words);
  }

  /** Each round goes to the end of the queue, so words stay in order. */
  function bringBy(post: Post): Post {
    const bring = (word: () => void, rounds: number): void => post(rounds > 0 ? () => bring(word, rounds - 1) : word);
    return (word) => bring(word, knobs.latency);
  }

  function wayOf(outcome: ConnectOutcome): Post {
    if (outcome !== 'held') return thread.post;
    const way = createHeldWay(thread.post);
    heldWays.add(way);
    return way.post;
  }

  function connect(request: SocketRequest, events: ConnectEvents): NativeSocket | undefined {
    const outcome = outcomeOf(request.url);
    if (outcome === 'throw') throw new Error('connectSocket: the native side threw');
    const way = wayOf(outcome);
    const words = createConnectWords(knobs, way, bringBy(way), events);
    const isReal = outcome === 'real' || outcome === 'held';
    const socket = isReal ? connectReally(request, words) : connectInPlay(outcome, words);
    const isAnswered = outcome !== 'silence' && outcome !== 'held' && refusalOf(outcome)?.fail === undefined;
    if (knobs.success === 'sync' && isAnswered) words.successNow();
    return outcome === 'no-task' ? undefined : socket;
  }

  return {
    connect,
    letGo() {
      for (const way of heldWays) way.letGo();
      heldWays.clear();
      for (const socket of sockets) socket.letGo();
    },
    get size() {
      return sockets.size;
    },
    each(action) {
      for (const socket of [...sockets]) action(socket);
    },
    kill(kind) {
      for (const socket of [...sockets]) socket.kill(kind);
    },
    get refuses() {
      return refuses();
    },
    hide(hidden) {
      isHidden = hidden;
    },
    suspend(connects) {
      suspendedConnects = connects;
    },
  };
}
