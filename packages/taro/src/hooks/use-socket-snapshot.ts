import type { SocketSnapshot } from '@heartbeat-socket/core';
import { useMemo, useRef, useSyncExternalStore } from 'react';
import { isShallowEqual } from '../binding/shallow-equal';
import { type SocketSource, socketOf, viewOf } from '../binding/socket-source';
import { serverSnapshot } from '../binding/tracked-snapshot';
import { useCommitEffect } from '../binding/use-latest';

/**
 * Selects from the state of a socket, for children of the component that made it. Of a hook's result they see what its
 * component sees: `connecting` from its first render on, and the `lastMessage` that its `resync` lets through. Renders only when the selection has
 * changed, and keeps the same object until then, so that an inline selector may make a new one each time.
 *
 * @param selector - pure: it is called after each change of the snapshot, and in each render that brings a new one. What
 * it throws is thrown in the render.
 * @param isEqual - whether two selections are the same to the component. By default arrays and plain objects are compared
 * by their elements, anything else by identity.
 * @example
 * ```tsx
 * const { status, pending } = useSocketSnapshot(socket, ({ status, pending }) => ({ status, pending }));
 * ```
 */
export function useSocketSnapshot<In, Out, Selection>(
  source: SocketSource<In, Out>,
  selector: (snapshot: SocketSnapshot<In>) => Selection,
  isEqual: (one: Selection, other: Selection) => boolean = isShallowEqual,
): Selection {
  const socket = socketOf(source);
  const { read: view, wants } = viewOf(source);
  const committed = useRef<{ readonly value: Selection } | null>(null);
  const read = useMemo(() => {
    let known: { readonly snapshot: SocketSnapshot<In>; readonly value: Selection } | null = null;
    return () => {
      const snapshot = view();
      if (known?.snapshot === snapshot) return known.value;
      const selected = selector(snapshot);
      // What is shown is what a selection is new against, whichever selector made it.
      const before = committed.current;
      known = { snapshot, value: before && isEqual(before.value, selected) ? before.value : selected };
      return known.value;
    };
  }, [view, selector, isEqual]);
  const readServer = useMemo(() => {
    let known: { readonly value: Selection } | null = null;
    return () => {
      known ??= { value: selector(serverSnapshot<In>(wants)) };
      return known.value;
    };
  }, [selector, wants]);
  const value = useSyncExternalStore(socket.subscribe, read, readServer);
  useCommitEffect(() => {
    committed.current = { value };
  }, [value]);
  return value;
}
