import { CloseCode, systemClock } from '@heartbeat-socket/core';
import { taroApi } from '../taro-api';
import type { SocketTask } from './quirks';

const TAKEN = {
  errMsg: 'connectSocket:fail exceed max concurrent count: this Alipay has one socket for the whole app',
};

/** How long a close may take before the next connect no longer waits for it. */
const CLOSE_PATIENCE = 1_000;

type Listener = (event: unknown) => void;
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
  let orphan: SocketTask | null = null;
  let closing: Promise<void> | null = null;
  let closed: () => void = () => {};

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
      orphan = null;
      unbindSoon();
    },
    close(event: unknown) {
      const left = owner;
      owner = null;
      orphan = null;
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
    const offOpen = taroApi.offSocket('Open');
    // Without it the four stay for the app's life: once each, whatever connects.
    if (!offOpen) return;
    offOpen(heard.open);
    taroApi.offSocket('Message')?.(heard.message);
    taroApi.offSocket('Error')?.(heard.error);
    taroApi.offSocket('Close')?.(heard.close);
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

  /** Not while another attempt is under way: closing would close what comes of that. */
  function closeOrphan(): void {
    if (!orphan || owner || latest) return;
    if (!closing) awaitClose();
    orphan.close({ code: CloseCode.NormalClosure, reason: '' });
  }

  function take(forwarders: SocketTask): SocketTask {
    if (owner) throw TAKEN;
    bind(forwarders);
    orphan = null;
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
        orphan = forwarders;
        closeOrphan();
        // Of one that was open, that was the last.
        if (mine.hasOpened && !latest) orphan = null;
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
        if (!hasTaken) orphan = null;
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
      return closing ? closing.then(begin) : begin();
    },
  };
}

/** One for the app, as Alipay has it. */
export const singleSocket = /* @__PURE__ */ createSingleSocket();
