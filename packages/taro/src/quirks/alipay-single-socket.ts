import { systemClock } from '@heartbeat-socket/core';
import { taroApi } from '../taro-api';
import type { SocketTask } from './quirks';

const TAKEN = {
  errMsg: 'connectSocket:fail exceed max concurrent count: this Alipay has one socket for the whole app',
};

/** How long a close may take before the next connect no longer waits for it. */
const CLOSE_PATIENCE = 1_000;

type Listener = (event: unknown) => void;
type Owner = { open?: Listener; message?: Listener; error?: Listener; close?: Listener };

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
  let latest: SingleSocketAttempt | null = null;
  let closing: Promise<void> | null = null;
  let closed: () => void = () => {};

  const heard = {
    open: (event: unknown) => owner?.open?.(event),
    message: (event: unknown) => owner?.message?.(event),
    error: (event: unknown) => owner?.error?.(event),
    close(event: unknown) {
      const left = owner;
      owner = null;
      left?.close?.(event);
      closed();
      // Not in the middle of the platform's round of listeners.
      Promise.resolve().then(unbind);
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
    if (!isBound || owner) return;
    const offOpen = taroApi.offSocket('Open');
    // Without it the four stay for the app's life: once each, whatever connects.
    if (!offOpen) return;
    offOpen(heard.open);
    taroApi.offSocket('Message')?.(heard.message);
    taroApi.offSocket('Error')?.(heard.error);
    taroApi.offSocket('Close')?.(heard.close);
    isBound = false;
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

  return {
    whenFree(open) {
      const attempt: SingleSocketAttempt = {
        take(forwarders) {
          if (owner) throw TAKEN;
          bind(forwarders);
          const mine: Owner = {};
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
            close(options) {
              if (owner !== mine) return;
              owner = null;
              // Another attempt has begun: closing now would close that.
              if (latest !== attempt) return;
              awaitClose();
              forwarders.close(options);
            },
          };
        },
      };
      function begin(): PromiseLike<unknown> {
        latest = attempt;
        return open(attempt);
      }
      // Asking the platform would close the owner's socket.
      if (owner) return Promise.reject(TAKEN);
      return closing ? closing.then(begin) : begin();
    },
  };
}

/** One for the app, as Alipay has it. */
export const singleSocket = /* @__PURE__ */ createSingleSocket();
