import type { Entry, Ledger } from '../ledger';

type Listener = (event?: unknown) => void;

/** Taro's list of listeners of one event. */
export interface H5Callbacks {
  add(listener?: Listener): void;
  /** Takes off the last one that is this listener; without a listener, everybody's. */
  remove(listener?: Listener): void;
  trigger(event: unknown): void;
  count(): number;
}

/**
 * Taro's list of listeners on H5, with its traps: a listener that takes itself off while it is called makes the next one
 * be skipped, and `off` without a listener takes off everybody's (@tarojs/taro-h5 4.2, utils/handler, `CallbackManager`).
 */
export function createH5Callbacks(ledger: Ledger, name: string): H5Callbacks {
  let listeners: Array<readonly [Listener, Entry]> = [];
  return {
    add(listener) {
      if (!listener) return;
      const entry = ledger.note(`a listener of ${name}`);
      entry.open();
      listeners.push([listener, entry]);
    },
    remove(listener) {
      const at = listeners.map(([each]) => each).lastIndexOf(listener as Listener);
      const removed = listener ? listeners.slice(at, at < 0 ? at : at + 1) : listeners;
      if (!listener) listeners = [];
      else if (at >= 0) listeners.splice(at, 1);
      for (const [, entry] of removed) entry.close();
    },
    trigger(event) {
      // As `forEach` goes over a list that changes: what was taken off moves the rest up, and what was added waits.
      listeners.forEach(([listener]) => {
        listener(event);
      });
    },
    count: () => listeners.length,
  };
}
