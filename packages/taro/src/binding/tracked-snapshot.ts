import { INITIAL_SNAPSHOT, type SocketSnapshot } from '@heartbeat-socket/core';
import { isShallowEqual } from './shallow-equal';

/** The state fields of a socket. */
export type SnapshotField = keyof SocketSnapshot<unknown>;

/**
 * One component's view of a socket, as far as it looks: only a change of a field that it has read makes it render.
 */
export interface TrackedSnapshot<In> {
  /** A new object after each change of a field that has been read; the snapshot of that moment. */
  getView(): { readonly snapshot: SocketSnapshot<In> };
  /** The view of a server, and of the render that takes its html over. */
  getServerView(): { readonly snapshot: SocketSnapshot<In> };
  /** Reads a field and tracks it from then on: of the view while it is being rendered, else the current one. */
  read<Field extends SnapshotField>(field: Field, view: SocketSnapshot<In> | null): SocketSnapshot<In>[Field];
}

/** Fields that a component has read. They accumulate for the component's life. */
export type SeenFields = Set<SnapshotField>;

/** What a component sees before anything has happened: the same on a server as in the browser that takes over. */
export function serverSnapshot<In>(wants: boolean): SocketSnapshot<In> {
  return wants ? STARTING : INITIAL_SNAPSHOT;
}

const STARTING: SocketSnapshot<never> = { ...INITIAL_SNAPSHOT, status: 'connecting', readyState: 0 };

/** Makes a view; `current` gives the current snapshot. */
export function createTrackedSnapshot<In>(
  seen: SeenFields,
  current: () => SocketSnapshot<In>,
  wants: boolean,
): TrackedSnapshot<In> {
  let view = { snapshot: current() };
  /** The values that the component knows. */
  let known = view.snapshot;
  const initial = serverSnapshot<In>(wants);
  // The same view, where nothing has happened yet: taking the html over then renders nothing again.
  const serverView = isShallowEqual(view.snapshot, initial) ? view : { snapshot: initial };
  return {
    getServerView: () => serverView,
    getView() {
      const now = current();
      for (const field of seen) {
        if (Object.is(now[field], known[field])) continue;
        view = { snapshot: now };
        known = now;
        break;
      }
      return view;
    },
    read(field, rendering) {
      const value = (rendering ?? current())[field];
      // Read late, the current value is known to the component, and only the next one is news.
      if (!seen.has(field)) known = { ...known, [field]: value };
      seen.add(field);
      return value;
    },
  };
}
