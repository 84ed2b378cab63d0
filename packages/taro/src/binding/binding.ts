import {
  type HeartbeatSocket,
  type Hold,
  INITIAL_SNAPSHOT,
  type SnapshotChange,
  type SocketSnapshot,
} from '@heartbeat-socket/core';
import { type Callbacks, createCallbacks } from './callbacks';
import { createMethods } from './methods';
import { isEnabled, type Place, type Wanted } from './place';
import type { SocketMethods } from './socket-result';

/**
 * What ties one component to one destination, from the render that asked for it to the commit of another: the socket, the
 * hold, and the options of the component's last commit for it. So no callback, message or method of one destination ever
 * reaches another.
 */
export interface Binding<In, Out> extends Pick<Callbacks, 'listen' | 'listenToErrors'> {
  readonly core: HeartbeatSocket<In, Out>;
  readonly isShared: boolean;
  /** The methods that the hook hands out. They are the same functions as long as the destination is the same. */
  readonly methods: SocketMethods<In, Out>;
  /** The options of a commit, before any effect of it has run. */
  commit(wanted: Wanted<In, Out>): void;
  /** The component has committed this destination. */
  enter(): void;
  /** They reach the socket, in a layout effect of each commit; the end of it is that effect's. */
  layOut(): () => void;
  /** The socket as the component sees it; the same object until something in it changes. */
  view(wants: boolean): SocketSnapshot<In>;
  /** Calls the listener when the view may have changed. */
  subscribe(look: (change: SnapshotChange) => void): () => void;
  /** Takes part in the connection, as the options say. */
  follow(enabled: boolean): () => void;
  /** The page has been shown or hidden. */
  pageChanged(): void;
  /**
   * The component has committed another destination, or unmounted: from now on it hears nothing of this one. The socket
   * is let go once the effects of that commit have been cleaned up: what those send still goes out on the line.
   */
  leave(): void;
}

/** What the bindings of one component have in common. */
export interface Component {
  isPageHidden: boolean;
  /** The one that it has committed last; null while it is not mounted. */
  present: unknown;
}

/** Makes the binding of a component to a place. Nothing happens before its effects run. */
export function createBinding<In, Out>(
  place: Place<In, Out>,
  first: Wanted<In, Out>,
  component: Component,
): Binding<In, Out> {
  const { core, isShared } = place;
  let latest = first;
  /** They have not reached the socket. */
  let isNews = false;
  /** It hears nothing any more; and it can do nothing any more. */
  let hasLeft = false;
  let hasEnded = false;
  let held: Hold | null = null;
  let isConnected = false;
  let hasConnected = false;
  /** Only `enabled` going from false to true ends an earlier disconnect(); coming back to the page does not. */
  let wasDisabled = false;
  /** Its effects, and its layout effects, have run: React does not hide it. */
  let isFollowing = false;
  let isLaidOut = false;
  const looks = new Set<(change: SnapshotChange) => void>();
  let known: { readonly of: SocketSnapshot<In>; readonly view: SocketSnapshot<In> } | null = null;

  const callbacks = createCallbacks(place, {
    options: () => latest.options,
    hasLeft: () => hasLeft,
    isMounted: () => component.present !== null,
  });
  const isAway = () => latest.options.whilePageHidden === 'disconnect' && component.isPageHidden;
  const wants = () => isEnabled(latest.options) && latest.url !== null && !isAway();

  function claim(): Hold {
    held ??= place.hold(latest, wasDisabled);
    wasDisabled = false;
    return held;
  }

  function release(): void {
    held?.release();
    held = null;
    isConnected = false;
  }

  /**
   * What React hides lets go, and hears nothing of its page. Not at once: React runs effects twice in StrictMode, in one
   * go, and what a child does in a layout effect comes before the component's own.
   */
  function letGoIfHidden(): void {
    if (isFollowing || isLaidOut) return;
    Promise.resolve().then(() => {
      if (isFollowing || isLaidOut || hasEnded) return;
      release();
      component.isPageHidden = false;
    });
  }

  function update(): void {
    if (isNews) place.update(latest);
    isNews = false;
  }

  function connectOrRelease(): void {
    if (wants()) {
      const hold = claim();
      isConnected = true;
      hasConnected = true;
      hold.connect();
    } else release();
    // What the component sees has changed with it, though the socket may not have.
    for (const look of [...looks]) look('any');
  }

  function end(): void {
    hasEnded = true;
    release();
    place.leave();
    callbacks.end();
  }

  /**
   * What is done in an effect finds the socket as this commit wants it, by hold and options, and its faults and drops
   * heard, though the component's own effects come after its children's. Only a null url, which ends the line, waits for
   * these.
   */
  function mayAct(connects: boolean): boolean {
    if (hasEnded || hasLeft) return !hasEnded;
    if (latest.url !== null) update();
    if (wants()) {
      claim();
      letGoIfHidden();
    } else if (connects) release();
    if (wants() || !isShared) callbacks.listenEarly();
    return true;
  }

  return {
    core,
    isShared,
    methods: createMethods(core, mayAct),
    listen: callbacks.listen,
    listenToErrors: callbacks.listenToErrors,
    commit(wanted) {
      latest = wanted;
      isNews = true;
    },
    enter() {
      // Again after a fast refresh, which runs all effects anew.
      hasLeft = false;
      component.present = core;
    },
    layOut() {
      update();
      isLaidOut = true;
      return () => {
        isLaidOut = false;
      };
    },
    view(wantsThen) {
      if (isShared && !wantsThen) return hasConnected ? CLOSED : INITIAL_SNAPSHOT;
      const wantsIt = wantsThen && !isAway();
      const snapshot = core.getSnapshot();
      const isAtRest = snapshot.status === 'idle' || snapshot.status === 'closed';
      const starts = wantsIt && isAtRest && !isConnected && core.canBegin(wasDisabled);
      if (!starts) return snapshot;
      if (known?.of !== snapshot) known = { of: snapshot, view: { ...snapshot, ...STARTING } };
      return known.view;
    },
    subscribe(look) {
      looks.add(look);
      const off = core.subscribe(look);
      return () => {
        looks.delete(look);
        off();
      };
    },
    follow(enabled) {
      isFollowing = true;
      wasDisabled ||= !enabled;
      connectOrRelease();
      return () => {
        isFollowing = false;
        if (hasLeft) end();
        else letGoIfHidden();
      };
    },
    pageChanged() {
      if (isFollowing && !hasLeft) connectOrRelease();
    },
    leave() {
      hasLeft = true;
      if (component.present === core) component.present = null;
      // While React hides a component, no effect of it is there to be cleaned up.
      if (!isFollowing) end();
    },
  };
}

const STARTING = { status: 'connecting', readyState: 0, attempt: 0, retryAt: null, cause: null } as const;
/** What a component shows of a shared socket that it does not want any more. */
const CLOSED: SocketSnapshot<never> = { ...INITIAL_SNAPSHOT, status: 'closed' };
