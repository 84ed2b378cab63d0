/** Listeners of one event, which are given two things at most. */
export interface Emitter<Args extends readonly [one?: unknown, two?: unknown]> {
  /** Adds a listener and returns its removal, which is harmless twice, or while an event is being delivered. */
  add(listener: (...args: Args) => void): () => void;
  /**
   * Calls each listener that is attached now, and still is when its turn comes, in the order of attachment. No list is made
   * of what they are given: there is an event for each message.
   */
  emit(one?: Args[0], two?: Args[1]): void;
  /** Removes every listener. */
  clear(): void;
  /** How many listeners there are. */
  size(): number;
}

/**
 * Makes an emitter. One listener's exception goes to `onThrow` and keeps no other listener from its call.
 */
export function createEmitter<Args extends readonly [one?: unknown, two?: unknown]>(
  onThrow: (thrown: unknown) => void,
): Emitter<Args> {
  type Entry = { listener: ((...args: Args) => void) | null };
  // Replaced, never changed: a delivery under way goes on over its own list. The same function may be added twice.
  let entries: readonly Entry[] = [];
  return {
    add(listener) {
      const entry: Entry = { listener };
      entries = [...entries, entry];
      return () => {
        entry.listener = null;
        entries = entries.filter((other) => other !== entry);
      };
    },
    emit(one, two) {
      for (const entry of entries) {
        const listener = entry.listener as ((one: unknown, two?: unknown) => void) | null;
        try {
          if (two === undefined) listener?.(one);
          else listener?.(one, two);
        } catch (thrown) {
          onThrow(thrown);
        }
      }
    },
    clear() {
      for (const entry of entries) entry.listener = null;
      entries = [];
    },
    size: () => entries.length,
  };
}
