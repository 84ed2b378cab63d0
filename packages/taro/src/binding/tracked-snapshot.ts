import type { SocketSnapshot } from '@heartbeat-socket/core';

/** The state fields of a socket. */
export type SnapshotField = keyof SocketSnapshot<unknown>;

/**
 * One component's view of a socket, as far as it looks: only a change of a field that it has read makes it render.
 */
export interface TrackedSnapshot<In> {
  /** A new object after each change of a field that has been read; the snapshot of that moment. */
  getView(): { readonly snapshot: SocketSnapshot<In> };
  /** Reads a field and tracks it from then on: of the view, while it is being rendered, or of now. */
  read<Field extends SnapshotField>(field: Field, view: SocketSnapshot<In> | null): SocketSnapshot<In>[Field];
}

/** Fields that a component has read, with the values that it knows. They accumulate for the component's life. */
export type SeenFields = Map<SnapshotField, unknown>;

/** Makes a view; `current` gives the snapshot of now. */
export function createTrackedSnapshot<In>(seen: SeenFields, current: () => SocketSnapshot<In>): TrackedSnapshot<In> {
  let view = { snapshot: current() };
  return {
    getView() {
      const now = current();
      for (const [field, value] of seen) {
        if (Object.is(now[field], value)) continue;
        view = { snapshot: now };
        for (const tracked of seen.keys()) seen.set(tracked, now[tracked]);
        break;
      }
      return view;
    },
    read(field, rendering) {
      const value = (rendering ?? current())[field];
      // Read late, the value of now is known to the component, and only the next one is news.
      if (!seen.has(field)) seen.set(field, value);
      return value;
    },
  };
}
