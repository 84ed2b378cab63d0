import { useCallback, useEffect, useInsertionEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { taroApi } from '../platform/taro-api';
import { type Binding, type Component, createBinding } from './binding';
import { checkWanted } from './check-wanted';
import { isEnabled, type Place, type Wanted } from './place';
import { noteMove } from './restlessness';
import { createResult, type UseHeartbeatSocketResult } from './socket-result';
import { noteView } from './socket-source';
import { createTrackedSnapshot, type SeenFields } from './tracked-snapshot';
import { useCommitEffect } from './use-latest';

/**
 * Ties a component to the place that `key` names: another key is another binding, made in render, and the old one is let
 * go in the commit of the new. `null` names none, and keeps the previous key.
 */
export function useBinding<In, Out>(
  key: unknown,
  makePlace: (wanted: Wanted<In, Out>) => Place<In, Out>,
  wanted: Wanted<In, Out>,
): UseHeartbeatSocketResult<In, Out> {
  if (process.env.NODE_ENV !== 'production') checkWanted(wanted.url, wanted.options);
  const [component] = useState<Component>(() => ({ isPageHidden: false, present: null }));
  const binding = useKeyed(key, component, () => createBinding(makePlace(wanted), wanted, component));
  const { url, options } = wanted;
  const { whilePageHidden = 'keep' } = options;
  const enabled = isEnabled(options);
  const wants = enabled && url !== null;

  useInsertionEffect(() => binding.commit(wanted));
  useInsertionEffect(() => {
    binding.enter();
    return () => binding.leave();
  }, [binding]);
  // Not in the insertion effect: the socket may tell of a wrong option, and who hears of it may set a state.
  useCommitEffect(() => binding.layOut());
  const result = useResult(binding, wants);

  // The order matters: listeners before the first event, off after the last.
  const listens = wants || !binding.isShared;
  const handlesErrors = typeof options.onError === 'function';
  useEffect(() => (listens ? binding.listen() : undefined), [binding, listens]);
  // An error that nobody handles is a warning; so onError is attached only where there is one.
  useEffect(() => (listens && handlesErrors ? binding.listenToErrors() : undefined), [binding, listens, handlesErrors]);
  const leaves = whilePageHidden === 'disconnect';
  const hasUrl = url !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the binding knows the other options
  useEffect(() => binding.follow(enabled), [binding, enabled, hasUrl, leaves]);
  usePageEvent('useDidHide', () => {
    component.isPageHidden = true;
    binding.pageChanged();
  });
  usePageEvent('useDidShow', () => {
    component.isPageHidden = false;
    binding.pageChanged();
  });
  return result;
}

/** A binding for each key. The state is React's, so that nothing of a render that is thrown away remains. */
function useKeyed<In, Out>(key: unknown, component: Component, make: () => Binding<In, Out>): Binding<In, Out> {
  const [kept, keep] = useState(() => ({ key, binding: make() }));
  if (key === null || Object.is(key, kept.key)) return kept.binding;
  // A socket of the component's own that had no destination yet gets its first.
  const isFirst = kept.key === null && !kept.binding.isShared;
  if (process.env.NODE_ENV !== 'production') noteMove(component);
  const next = { key, binding: isFirst ? kept.binding : make() };
  keep(next);
  return next.binding;
}

/** What the hook returns: fields that are tracked as they are read, and methods. */
function useResult<In, Out>(binding: Binding<In, Out>, wants: boolean): UseHeartbeatSocketResult<In, Out> {
  const [seen] = useState<SeenFields>(() => new Set());
  const tracked = useMemo(() => createTrackedSnapshot(seen, () => binding.view(wants), wants), [seen, binding, wants]);
  const subscribe = useCallback(
    (listener: () => void) =>
      // One per quote: who does not show the last message has nothing to look at.
      binding.subscribe((change) => (change === 'message' && !seen.has('lastMessage') ? undefined : listener())),
    [binding, seen],
  );
  const view = useSyncExternalStore(subscribe, tracked.getView, tracked.getServerView);
  const { result, commit } = useMemo(() => {
    const made = createResult(binding, tracked, view.snapshot);
    noteView(made.result, { read: () => binding.view(wants), wants, hears: wants || !binding.isShared });
    return made;
  }, [binding, tracked, view, wants]);
  useInsertionEffect(commit, [commit]);
  return result;
}

/** Taro's page hook of that name, where there is one: it is there on every render or on none. */
function usePageEvent(name: 'useDidHide' | 'useDidShow', listener: () => void): void {
  taroApi[name]()?.(listener);
}
