/** Listeners of one event. */
export interface Emitter<Args extends unknown[]> {
  /** Adds a listener and returns its removal, which is harmless twice, or while an event is being delivered. */
  add(listener: (...args: Args) => void): () => void;
  /** Calls each listener that is attached now, and still is when its turn comes, in the order of attachment. */
  emit(...args: Args): void;
  /** Removes every listener. */
  clear(): void;
  /** How many listeners there are. */
  size(): number;
}

/**
 * Makes an emitter. One listener's exception goes to `onThrow` and keeps no other listener from its call.
 */
export function createEmitter<Args extends unknown[]>(onThrow: (thrown: unknown) => void): Emitter<Args> {
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
    emit(...args) {
      // No event has more than two. To spread them is dear, and there is one for each message.
      const [one, two] = args;
      for (const entry of entries) {
        const listener = entry.listener as ((...args: unknown[]) => void) | null;
        try {
          if (args.length < 2) listener?.(...args);
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
