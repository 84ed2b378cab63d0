import { noop, systemClock, textOf } from '@heartbeat-socket/core';
import { createAppVisibility } from '../app-visibility';
import { NORMAL_CLOSURE } from '../close-codes';
import { createCloser, isRefusal } from '../closer';
import { onTestReset } from '../on-test-reset';
import { taroApi } from '../taro-api';
import { createClosing } from './alipay-closing';
import { createGlobalListeners } from './alipay-listeners';
import { type Owner, taskOf } from './alipay-owner';
import { isTask, type SocketTask } from './quirks';

const TAKEN = {
  errMsg: 'connectSocket:fail exceed max concurrent count: this Alipay has one socket for the whole app',
};

const GIVEN_UP = { errMsg: 'connectSocket:fail given up before it was asked for' };

/** No platform goes on with a handshake for longer: Alipay gives up after 30 s by default, WeChat after 60 s at most. */
const HANDSHAKE_LIMIT = 60_000;

/** A socket that was given up. */
interface Orphan {
  readonly forwarders: SocketTask;
  /** One that has opened closes when it is told to, and one that has failed is none; any other may do nothing. */
  readonly isSettled: boolean;
}
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
  /** The numbers of those that it has not answered, and that no later one has replaced. */
  let unanswered: number[] = [];
  /** The way to a socket that was given up, and may be there: it keeps the next one from coming. */
  let orphan: Orphan | null = null;
  /** The platform refused to close it. */
  let isRefused = false;
  let stopWatching = noop;
  const closing = createClosing(unbind);
  const closer = createCloser(askToClose, createAppVisibility({ isVisible: () => true }));

  const heard = {
    open(event: unknown) {
      // Given up, and told to close before it was open, which may have done nothing.
      if (!owner) return closeOrphan();
      owner.isSettled = true;
      owner.open?.(event);
    },
    message(event: unknown) {
      // Its open may have come before anybody could hear it; what it replaces may speak until that has closed.
      if (owner && !owner.replaces) owner.isSettled = true;
      owner?.message?.(event);
    },
    error(event: unknown) {
      // It may be that of an attempt in whose place this one has come: then this one lives, and has to be closed.
      if (owner) owner.isSettled ||= owner.replaces === 0;
      // What nobody owns has come to nothing by itself.
      else forgetOrphan();
      owner?.error?.(event);
      unbindSoon();
    },
    close(event: unknown) {
      const left = owner;
      if (left?.replaces && !left.isSettled) {
        left.replaces -= 1;
        return;
      }
      owner = null;
      forgetOrphan();
      closing.end();
      // This, and its open, may have been of the one in whose place it has come: then it lives.
      if (left?.replaces) leave({ ...left, isSettled: false });
      left?.close?.(event);
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

  function forgetOrphan(): void {
    orphan = null;
    isRefused = false;
    stopWatching();
    closer.stop();
  }

  /** What has not opened by then never will. */
  function watchOrphan(): void {
    stopWatching();
    stopWatching = systemClock.after(HANDSHAKE_LIMIT, () => {
      forgetOrphan();
      unbind();
    });
  }

  /** Not while another attempt is under way: closing would close what comes of that. */
  function closeOrphan(): void {
    if (orphan && !owner && !latest) closer.close();
  }

  function leave({ forwarders, isSettled }: Owner): void {
    orphan = { forwarders, isSettled };
    closeOrphan();
  }

  /** Asks by Taro's own `closeSocket`, whose answer tells of a refusal: Taro's forwarder drops what it is given. */
  function askToClose(fail: (failure: unknown) => void): unknown {
    const left = orphan;
    if (!left || owner || latest) return;
    closing.begin();
    // Of one that is settled, that was the last, unless the platform says that it has not closed it.
    if (left.isSettled) orphan = null;
    else watchOrphan();
    isRefused = false;
    function refused(failure: unknown): void {
      if (isRefusal(textOf(failure)) && !owner) {
        isRefused = true;
        stopWatching();
        orphan ??= left;
      }
      fail(failure);
    }
    const closeSocket = taroApi.closeSocket();
    if (!closeSocket) return left.forwarders.close({ code: NORMAL_CLOSURE, reason: '' });
    return Promise.resolve(closeSocket()).then(noop, refused);
  }

  /** Of attempts that were asked for at once the last has the socket: the platform has put it in the others' place. */
  function take(forwarders: SocketTask, order: number): SocketTask {
    const displaced = owner;
    if (displaced && displaced.order > order) throw TAKEN;
    listeners.bind(forwarders);
    const before = unanswered.filter((each) => each < order).length;
    unanswered = unanswered.filter((each) => each > order);
    const replaces = before + (orphan ? 1 : 0) + (displaced ? displaced.replaces + 1 : 0);
    const mine: Owner = { forwarders, order, replaces, isSettled: false };
    forgetOrphan();
    owner = mine;
    if (displaced) displaced.isGone = true;
    displaced?.close?.(undefined);
    return taskOf(mine, () => {
      if (owner !== mine) return;
      owner = null;
      leave(mine);
    });
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
      unanswered = unanswered.filter((each) => each !== order);
      if (latest === attempt) latest = null;
      closeOrphan();
    }

    function brought(value: unknown): void {
      // A task of its own: this Alipay has more than one socket, and what was given up before was none.
      if (!hasTaken && isTask(value)) forgetOrphan();
      answered();
      unbind();
    }
    latest = attempt;
    unanswered.push(order);
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
    const over = closing.current();
    return over ? over.then(() => whenFree(open, isWanted)) : begin(open);
  }

  return {
    whenFree,
    reset() {
      owner = null;
      latest = null;
      unanswered = [];
      listeners.forget();
      forgetOrphan();
      closing.end();
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
