import type { Engine } from '../connection/engine-host';
import { atRest } from '../connection/machine-state';
import type { SocketContext } from './context';

/** Whose a socket is: the one's who calls `connect()`, or the components' that hold it. */
export type Owner = 'caller' | 'holders';

/** A component's part in a socket. */
export interface Hold {
  /** Connects, if nobody has yet. */
  connect(): void;
  /** Lets go. Idempotent. */
  release(): void;
}

/** Who wants the connection: the machine is led to where they would have it. */
export interface Holders {
  /** Somebody is about to connect, though nobody has yet. */
  isExpected(): boolean;
  /** Whether the next hold connects: nobody has, and no `disconnect()` stands against it, or the hold is `afresh`. */
  canBegin(afresh: boolean): boolean;
  /** Wants the socket for a component. Nothing happens before its `connect`. `afresh` ends an earlier `disconnect()`. */
  hold(afresh: boolean): Hold;
  /** The user's own word. It wants the connection, and ends an earlier refusal. */
  want(type: 'connect' | 'reconnect'): void;
  /** The user's own word against it. */
  refuse(code: number, reason: string): void;
  /** Connects or disconnects as holders and the destination come and go. */
  follow(): void;
  /** The socket is destroyed. */
  end(): void;
}

/** What holders need of the socket. */
interface HoldersHost {
  readonly owner: Owner;
  readonly engine: Engine;
  hasUrl(): boolean;
  /** Nobody is about to connect any more. */
  unexpected(): void;
}

/** Makes the holders of one socket; there are none. */
export function createHolders(
  { ports, turns }: SocketContext,
  { owner, engine, hasUrl, unexpected }: HoldersHost,
): Holders {
  /** Whether each of them has connected. */
  const holds = new Map<Hold, boolean>();
  let isWantedByCaller = false;
  let isRefused = false;
  let isEnded = false;
  /** What the machine was told last. */
  let isFollowed = false;
  let hasWarned = false;

  /** A hold begins a connection once it connects, and keeps one that is there from the start. */
  const isConnecting = () => isWantedByCaller || [...holds.values()].some((connects) => connects || isFollowed);
  const isWanted = () => canBegin(false) && hasUrl() && isConnecting();
  const canBegin = (afresh: boolean) => !isEnded && (afresh || !isRefused);
  const isExpected = () => !isFollowed && canBegin(false) && [...holds.values()].includes(false);
  const connect = () => engine.dispatch({ type: 'connect', visible: ports.visibility.current() });

  function follow(farewell?: { readonly code: number; readonly reason: string }): boolean {
    const wanted = isWanted();
    if (wanted === isFollowed) return false;
    isFollowed = wanted;
    if (wanted) connect();
    else engine.dispatch({ type: 'disconnect', ...farewell });
    return true;
  }

  function warnOnce(type: string): void {
    if (!hasWarned) ports.warn(`${type}() did nothing: no mounted and enabled component holds this socket`);
    hasWarned = true;
  }

  return {
    isExpected,
    canBegin: (afresh) => !isFollowed && canBegin(afresh),
    hold(afresh) {
      if (afresh) isRefused = false;
      const hold: Hold = {
        connect() {
          turns.enter(() => {
            if (holds.get(hold) !== false) return;
            holds.set(hold, true);
            follow();
          });
        },
        release() {
          turns.enter(() => {
            if (!holds.delete(hold)) return;
            follow();
            if (!isExpected()) unexpected();
          });
        },
      };
      holds.set(hold, false);
      return hold;
    },
    want(type) {
      // What components hold is theirs: no call of connect() may outlive them.
      if (owner === 'holders' && holds.size === 0) return warnOnce(type);
      isWantedByCaller = owner === 'caller';
      isRefused = false;
      if (follow() || !isWanted()) return;
      if (type === 'connect' || atRest(engine.state())) connect();
      else engine.dispatch({ type });
    },
    refuse(code, reason) {
      isRefused = true;
      isWantedByCaller = false;
      // Before anybody has connected, too: what waits is not sent then.
      if (!follow({ code, reason }) && engine.state().status === 'idle')
        engine.dispatch({ type: 'disconnect', code, reason });
      unexpected();
    },
    follow: () => void follow(),
    end() {
      isEnded = true;
      if (!follow() && engine.state().status === 'idle') engine.dispatch({ type: 'disconnect' });
    },
  };
}
