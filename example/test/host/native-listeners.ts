import type { LogicThread } from './logic-thread';

type Listener = (...args: never[]) => void;

/** The app-global listeners of `wx` or `my`: they add, they outlive pages, and the same function takes them off. */
export interface NativeListeners {
  add(name: string, listener: Listener): void;
  /** Without a listener: all of that name, other people's too. */
  remove(name: string, listener?: Listener): void;
  /** Calls the listeners now; a listener that throws does not keep the others from hearing. */
  emit(name: string, ...args: unknown[]): void;
  /** How many there are by name, without the names that have none. */
  counts(): Record<string, number>;
}

/** An empty register. */
export function createNativeListeners(thread: LogicThread): NativeListeners {
  const byName = new Map<string, Listener[]>();
  return {
    add(name, listener) {
      byName.set(name, [...(byName.get(name) ?? []), listener]);
    },
    remove(name, listener) {
      const left = listener === undefined ? [] : (byName.get(name) ?? []).filter((each) => each !== listener);
      byName.set(name, left);
    },
    emit(name, ...args) {
      for (const listener of byName.get(name) ?? []) thread.run(() => listener(...(args as never[])));
    },
    counts() {
      const counts = [...byName].map(([name, listeners]) => [name, listeners.length] as const);
      return Object.fromEntries(counts.filter(([, count]) => count > 0));
    },
  };
}
