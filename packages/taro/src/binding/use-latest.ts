import { type MutableRefObject, useEffect, useInsertionEffect, useLayoutEffect, useRef } from 'react';

/** A layout effect; on a server, where React warns of those, one that does not run either. */
export const useCommitEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * The value of the latest commit, behind a ref that never changes: for handlers that outlive their render. It is set
 * before any effect runs, of children too, and not taken back while React hides the component.
 */
export function useLatest<Value>(value: Value): MutableRefObject<Value> {
  const latest = useRef(value);
  useInsertionEffect(() => {
    latest.current = value;
  });
  return latest;
}
