import { CloseCode, noop, systemClock, textOf } from '@heartbeat-socket/core';
import { createAppVisibility } from '../app-visibility';
import { createCloser, isRefusal } from '../closer';
import { onTestReset } from '../on-test-reset';
import { taroApi } from '../taro-api';
import { createGlobalListeners } from './alipay-listeners';
import type { SocketTask } from './quirks';

const TAKEN = {
  errMsg: 'connectSocket:fail exceed max concurrent count: this Alipay has one socket for the whole app',
};

const GIVEN_UP = { errMsg: 'connectSocket:fail given up before it was asked for' };

/** How long a close may take before the next connect no longer waits for it. */
const CLOSE_PATIENCE = 1_000;

type Listener = (event: unknown) => void;
/** A socket that was given up. */
interface Orphan {
  readonly forwarders: SocketTask;
  /** One that has opened closes when it is told to, and one that has failed is none; any other may do nothing. */
  readonly isSettled: boolean;
}
/** `replaces`: it has come in the place of one that was given up, whose close may be told yet. */
type Owner = {
  isGone?: true;
  readonly order: number;
  isSettled: boolean;
  replaces: boolean;
  open?: Listener;
  message?: Listener;
  error?: Listener;
  close?: Listener;
};

/** An attempt to connect, as the single socket sees it. */
export interface SingleSocketAttempt {
  /** Makes a task of the global functions; throws when a later attempt owns the one socket. */
  take(forwarders: SocketTask): SocketTask;
}

/** Asks the platform for a socket. */
type Open = (attempt: SingleSocketAttempt) => PromiseLike<unknown>;

/** The app's one socket, where Alipay has no more. */
export interface SingleSocket {
  /**
   * Runs `open` when no close is under way: Alipay's `closeSocket` closes whatever is there by then. An attempt that is
   * not wanted any more by then asks for nothing.
   */
  whenFree(open: Open, isWanted: () => boolean): PromiseLike<unknown>;
  /** Forgets everything, as an app that has just started: for tests. */
  reset(): void;
}

/**
 * Shares out Alipay's global socket functions: `my.onSocketOpen` and its sisters add a listener at each call, and a task
 * has no way to take it off. So there is one listener of each, whose events go to the owner of the moment, and it goes
 * with the last owner where this Taro has `offSocketOpen` and its sisters.
 */
function createSingleSocket(): SingleSocket {
  let owner: Owner | null = null;
  /** The newest attempt, until its answer has come. */
  let latest: SingleSocketAttempt | null = null;
  /** How many attempts the platform has been asked for. */
  let begun = 0;
  /** The way to a socket that was given up, and may be there: it keeps the next one from coming. */
  let orphan: Orphan | null = null;
  /** The platform refused to close it. */
  let isRefused = false;
  let closing: Promise<void> | null = null;
  let closed: () => void = () => {};
  const closer = createCloser(askToClose, createAppVisibility({ isVisible: () => true }));

  const heard = {
    open(event: unknown) {
      // Given up, and told to close before it was open, which may have done nothing.
      if (!owner) return closeOrphan();
      owner.isSettled = true;
      owner.open?.(event);
    },
    message: (event: unknown) => owner?.message?.(event),
    error(event: unknown) {
      if (owner) owner.isSettled = true;
      // What nobody owns has come to nothing by itself.
      else forgetOrphan();
      owner?.error?.(event);
      unbindSoon();
    },
    close(event: unknown) {
      const left = owner;
      if (left?.replaces && !left.isSettled) {
        left.replaces = false;
        return;
      }
      owner = null;
      forgetOrphan();
      left?.close?.(event);
      closed();
      unbindSoon();
    },
  };

  const listeners = createGlobalListeners(heard);

  function unbind(): void {
    if (!owner && !orphan) listeners.unbind();
  }

  /** Not in the middle of the platform's round of listeners. */
  function unbindSoon(): void {
    Promise.resolve().then(unbind);
  }

  function awaitClose(): void {
    closing = new Promise((resolve) => {
      const cancel = systemClock.after(CLOSE_PATIENCE, () => {
        closed();
        unbind();
      });
      closed = () => {
        cancel();
        closing = null;
        closed = () => {};
        resolve();
      };
    });
  }

  function forgetOrphan(): void {
    orphan = null;
    isRefused = false;
    closer.stop();
  }

  /** Not while another attempt is under way: closing would close what comes of that. */
  function closeOrphan(): void {
    if (orphan && !owner && !latest) closer.close();
  }

  /** Asks by Taro's own `closeSocket`, whose answer tells of a refusal: Taro's forwarder drops what it is given. */
  function askToClose(fail: (failure: unknown) => void): unknown {
    const left = orphan;
    if (!left || owner || latest) return;
    if (!closing) awaitClose();
    // Of one that is settled, that was the last, unless the platform says that it has not closed it.
    if (left.isSettled) orphan = null;
    isRefused = false;
    function refused(failure: unknown): void {
      if (isRefusal(textOf(failure)) && !owner) {
        isRefused = true;
        orphan ??= left;
      }
      fail(failure);
    }
    const closeSocket = taroApi.closeSocket();
    if (!closeSocket) return left.forwarders.close({ code: CloseCode.NormalClosure, reason: '' });
    return Promise.resolve(closeSocket()).then(noop, refused);
  }

  /** Of attempts that were asked for at once the last has the socket: the platform has put it in the others' place. */
  function take(forwarders: SocketTask, order: number): SocketTask {
    const displaced = owner;
    if (displaced && displaced.order > order) throw TAKEN;
    listeners.bind(forwarders);
    const mine: Owner = { isSettled: false, replaces: orphan !== null || displaced !== null, order };
    forgetOrphan();
    owner = mine;
    if (displaced) displaced.isGone = true;
    displaced?.close?.(undefined);
    const hears = (name: 'open' | 'message' | 'error' | 'close') => (listener: Listener) => {
      mine[name] = listener;
      // Displaced before anybody could listen.
      if (name === 'close' && mine.isGone) listener(undefined);
    };
    return {
      onOpen: hears('open'),
      onMessage: hears('message'),
      onError: hears('error'),
      onClose: hears('close'),
      send: (options) => forwarders.send(options),
      close() {
        if (owner !== mine) return;
        owner = null;
        orphan = { forwarders, isSettled: mine.isSettled };
        closeOrphan();
      },
    };
  }

  function begin(open: Open): PromiseLike<unknown> {
    let hasTaken = false;
    begun += 1;
    const order = begun;
    const attempt: SingleSocketAttempt = {
      take(forwarders) {
        hasTaken = true;
        return take(forwarders, order);
      },
    };

    function answered(): void {
      if (latest === attempt) latest = null;
      closeOrphan();
    }

    function brought(): void {
      // A task of its own: this Alipay has more than one socket, and what was given up before was none.
      if (!hasTaken) forgetOrphan();
      answered();
      unbind();
    }
    latest = attempt;
    // What throws at once rejects.
    const answer = new Promise((resolve) => resolve(open(attempt)));
    answer.then(brought, answered);
    return answer;
  }

  function whenFree(open: Open, isWanted: () => boolean): PromiseLike<unknown> {
    if (!isWanted()) return Promise.reject(GIVEN_UP);
    // Asking the platform would close the owner's socket.
    if (owner) return Promise.reject(TAKEN);
    // It may be taken now, before the app's show has come to the closer.
    if (isRefused) closeOrphan();
    return closing ? closing.then(() => whenFree(open, isWanted)) : begin(open);
  }

  return {
    whenFree,
    reset() {
      owner = null;
      latest = null;
      listeners.forget();
      forgetOrphan();
      closed();
    },
  };
}

/** One for the app, as Alipay has it. */
export const singleSocket = /* @__PURE__ */ createSingleSocket();

// The condition is written out here for bundlers: a call on load would keep all of this in the builds of other platforms.
if (process.env.NODE_ENV !== 'production') {
  onTestReset((which) => {
    if (which === 'all') singleSocket.reset();
  });
}
