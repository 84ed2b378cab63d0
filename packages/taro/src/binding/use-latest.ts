import { type MutableRefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** A layout effect; on a server, where React warns of those, one that does not run either. */
export const useCommitEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** The value of the latest commit, behind a ref that never changes: for handlers that outlive their render. */
export function useLatest<Value>(value: Value): MutableRefObject<Value> {
  const latest = useRef(value);
  useCommitEffect(() => {
    latest.current = value;
  });
  return latest;
}
