import type { Entry, Ledger } from './ledger';

type Listener = (event?: unknown) => void;

/** The listeners of app-wide events, by the name of the function that adds them. */
export interface Listeners {
  add(name: string, listener: Listener): void;
  /** Takes one off, or all of the name when none is given: so do the platforms. */
  remove(name: string, listener?: Listener): void;
  emit(name: string, event?: unknown): void;
}

/** Listeners that add up, each noted in the ledger until it is taken off. */
export function createListeners(ledger: Ledger): Listeners {
  const byName = new Map<string, Array<readonly [Listener, Entry]>>();
  const of = (name: string) => byName.get(name) ?? [];
  return {
    add(name, listener) {
      const entry = ledger.note(`a listener of ${name}`);
      entry.open();
      byName.set(name, [...of(name), [listener, entry]]);
    },
    remove(name, listener) {
      for (const [each, entry] of of(name)) if (!listener || each === listener) entry.close();
      byName.set(name, listener ? of(name).filter(([each]) => each !== listener) : []);
    },
    emit(name, event) {
      for (const [listener] of of(name)) listener(event);
    },
  };
}
