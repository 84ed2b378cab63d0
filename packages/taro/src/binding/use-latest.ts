import { type MutableRefObject, useEffect, useInsertionEffect, useLayoutEffect, useRef } from 'react';

/** A layout effect; on a server, where React warns of those, one that does not run either. */
export const useCommitEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** What a component hears of a socket with; the socket is null once it has unmounted. */
type Latest<Value extends { readonly socket: unknown }> = Omit<Value, 'socket'> & {
  readonly socket: Value['socket'] | null;
};

/**
 * The value of the latest commit, behind a ref that never changes: for handlers that outlive their render. It is set
 * before any effect runs, of children too, and not taken back while React hides the component. The commit that unmounts
 * the component takes its socket away, for its effects are cleaned up later.
 */
export function useLatest<Value extends { readonly socket: unknown }>(value: Value): MutableRefObject<Latest<Value>> {
  const latest = useRef<Latest<Value>>(value);
  useInsertionEffect(() => {
    latest.current = value;
  });
  useInsertionEffect(
    () => () => {
      latest.current = { ...latest.current, socket: null };
    },
    [],
  );
  return latest;
}
