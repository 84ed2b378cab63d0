import { CloseCode, noop, systemClock, textOf } from '@heartbeat-socket/core';
import { createAppVisibility } from '../app-visibility';
import { createCloser, isRefusal } from '../closer';
import { contained } from '../contained';
import { taroApi } from '../taro-api';
import type { SocketTask } from './quirks';

const TAKEN = {
  errMsg: 'connectSocket:fail exceed max concurrent count: this Alipay has one socket for the whole app',
};

/** How long a close may take before the next connect no longer waits for it. */
const CLOSE_PATIENCE = 1_000;

type Listener = (event: unknown) => void;
/** A socket that was given up. */
interface Orphan {
  readonly forwarders: SocketTask;
  /** One that was open closes when it is told to; one that was not may do nothing. */
  readonly hasOpened: boolean;
}
type Owner = { hasOpened: boolean; open?: Listener; message?: Listener; error?: Listener; close?: Listener };

/** An attempt to connect, as the single socket sees it. */
export interface SingleSocketAttempt {
  /** Makes a task of the global functions; throws when another attempt owns the one socket. */
  take(forwarders: SocketTask): SocketTask;
}

/** The app's one socket, where Alipay has no more. */
export interface SingleSocket {
  /** Runs `open` when no close is under way: Alipay's `closeSocket` closes whatever is there by then. */
  whenFree(open: (attempt: SingleSocketAttempt) => PromiseLike<unknown>): PromiseLike<unknown>;
}

/**
 * Shares out Alipay's global socket functions: `my.onSocketOpen` and its sisters add a listener at each call, and a task
 * has no way to take it off. So there is one listener of each, whose events go to the owner of the moment, and it goes
 * with the last owner where this Taro has `offSocketOpen` and its sisters.
 */
function createSingleSocket(): SingleSocket {
  let isBound = false;
  let owner: Owner | null = null;
  /** The newest attempt, until its answer has come. */
  let latest: SingleSocketAttempt | null = null;
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
      owner.hasOpened = true;
      owner.open?.(event);
    },
    message: (event: unknown) => owner?.message?.(event),
    error(event: unknown) {
      if (owner) return owner.error?.(event);
      // What nobody owns has come to nothing by itself.
      forgetOrphan();
      unbindSoon();
    },
    close(event: unknown) {
      const left = owner;
      owner = null;
      forgetOrphan();
      left?.close?.(event);
      closed();
      unbindSoon();
    },
  };

  function bind(forwarders: SocketTask): void {
    if (isBound) return;
    isBound = true;
    forwarders.onOpen(heard.open);
    forwarders.onMessage(heard.message);
    forwarders.onError(heard.error);
    forwarders.onClose(heard.close);
  }

  function unbind(): void {
    if (!isBound || owner || orphan) return;
    // Without it the four stay for the app's life: once each, whatever connects.
    if (!taroApi.offSocket('Open')) return;
    contained(() => taroApi.offSocket('Open')?.(heard.open));
    contained(() => taroApi.offSocket('Message')?.(heard.message));
    contained(() => taroApi.offSocket('Error')?.(heard.error));
    contained(() => taroApi.offSocket('Close')?.(heard.close));
    isBound = false;
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
    // Of one that was open, that was the last, unless the platform says that it has not closed it.
    if (left.hasOpened) orphan = null;
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

  function take(forwarders: SocketTask): SocketTask {
    if (owner) throw TAKEN;
    bind(forwarders);
    // The platform has put this one in its place.
    forgetOrphan();
    const mine: Owner = { hasOpened: false };
    owner = mine;
    return {
      onOpen(listener) {
        mine.open = listener;
      },
      onMessage(listener) {
        mine.message = listener;
      },
      onError(listener) {
        mine.error = listener;
      },
      onClose(listener) {
        mine.close = listener;
      },
      send: (options) => forwarders.send(options),
      close() {
        if (owner !== mine) return;
        owner = null;
        orphan = { forwarders, hasOpened: mine.hasOpened };
        closeOrphan();
      },
    };
  }

  return {
    whenFree(open) {
      let hasTaken = false;
      const attempt: SingleSocketAttempt = {
        take(forwarders) {
          hasTaken = true;
          return take(forwarders);
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

      function begin(): PromiseLike<unknown> {
        latest = attempt;
        const answer = open(attempt);
        answer.then(brought, answered);
        return answer;
      }
      // Asking the platform would close the owner's socket.
      if (owner) return Promise.reject(TAKEN);
      // It may be taken now, before the app's show has come to the closer.
      if (isRefused) closeOrphan();
      return closing ? closing.then(begin) : begin();
    },
  };
}

/** One for the app, as Alipay has it. */
export const singleSocket = /* @__PURE__ */ createSingleSocket();
