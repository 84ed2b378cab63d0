import { type SocketUrl, useSocketMessage, useSubscription } from '@heartbeat-socket/taro';
import { createElement, Fragment, type ReactElement, useEffect, useInsertionEffect, useLayoutEffect } from 'react';
import type { Destination } from '../model/destination';
import { subscriptionOf } from '../model/subscriptions';
import type { Change, Deed, Interruption, Moment, Name, Question, Setting } from '../schedule/schedule';
import { nameOf } from './cargo';
import type { Options, Told } from './hook-options';
import { FIRST_PROPS, type MemberProps, type Scene, type Socket } from './scene';
import { useMemberSocket } from './sharing';
import { inNextTask, renderSlowly } from './slow-render';

/** A component that uses the hook, and what a schedule knows of it. */
export interface Member {
  readonly name: Name;
  /** Differs for each mount. */
  mount: number;
  /** It is in the tree that was rendered last. */
  isInTree: boolean;
  /** It has been committed, and has neither been taken out nor hidden. */
  isMounted: boolean;
  /** It has been taken out or hidden, and its effects have not been cleaned up: until then its line lives. */
  isLeaving: boolean;
  /** A commit of it has begun, and its effects have not all run. */
  isCommitting: boolean;
  props: MemberProps;
  /** How its next render goes on. */
  change: Change;
  /** What was rendered last, and of what. */
  rendered: { readonly of: readonly unknown[]; readonly element: ReactElement } | null;
  /** The render of the last commit. */
  scene: Scene | null;
  /** The last render for the destination before. */
  leftScene: Scene | null;
  isPageHidden: boolean;
  /** It was mounted with `enabled: false`, and has not held the socket since. */
  wasDisabled: boolean;
  /** What it does when it is told or asked of something next. */
  readonly deeds: Map<Moment | Question, Deed>;
  /** What it was told since it was mounted. */
  readonly heard: string[];
  /** Its resync has been asked, and has given nothing yet. */
  isSyncing: boolean;
  /** It fetches, and how much the server had said when it began. */
  fetchingSince: number | null;
  resyncs: number;
}

/** A render in which nothing of the component changes. */
export const NO_CHANGE: Change = {};

/** Makes a component that is not mounted yet. */
export function createMember(name: Name): Member {
  return {
    name,
    mount: 0,
    isInTree: false,
    isMounted: false,
    isLeaving: false,
    isCommitting: false,
    props: FIRST_PROPS,
    change: NO_CHANGE,
    rendered: null,
    scene: null,
    leftScene: null,
    isPageHidden: false,
    wasDisabled: false,
    deeds: new Map(),
    heard: [],
    isSyncing: false,
    fetchingSince: null,
    resyncs: 0,
  };
}

/** Where a component is. */
export const destinationOf = ({ scene }: Member): Destination | null => scene?.destination ?? null;

/** React has hidden it, or has rendered it hidden, and it is still in the tree. */
export const isHiddenByReact = ({ isInTree, isMounted, scene }: Member): boolean =>
  isInTree && !isMounted && scene !== null;

/** What a component does to the schedule as React renders it. */
export interface Lifecycle {
  /** Runs in the commit, before every effect of the component and its children. */
  committed(scene: Scene): void;
  removed(member: Member): void;
  /** React runs its effects: before each of them, where it was hidden; and where StrictMode cleans them up in between. */
  shown(member: Member): void;
  /** React cleans its effects up, before each of them. */
  hidden(member: Member): void;
  act(scene: Scene, deed: Deed): void;
  interrupt(scene: Scene, interruption: Interruption): void;
}

interface SlotProps {
  readonly scene: Scene;
  readonly setting: Setting;
  readonly url: SocketUrl;
  readonly options: Options;
  readonly lifecycle: Lifecycle;
  readonly told: Told;
}

/** The component: it renders what it reads, and does in its effects what the schedule says. */
export function Slot({ scene, setting, url, options, lifecycle, told }: SlotProps) {
  const { member, change } = scene;
  renderSlowly(scene);
  if (change.whileRendering && !scene.hasPaused) {
    scene.hasPaused = true;
    const interruption = change.whileRendering;
    inNextTask(() => lifecycle.interrupt(scene, interruption));
  }
  useInsertionEffect(() => () => lifecycle.removed(member), [member, lifecycle]);
  useInsertionEffect(() => lifecycle.committed(scene));
  const socket = useMemberSocket(setting, url, options);
  scene.socket = socket;
  useFetching(scene, setting, socket, told);
  useTopic(scene, setting, socket, told);
  const { status, pending, attempt } = socket;
  scene.shown = { status, pending, attempt };
  useLayoutEffect(() => {
    if (change.ownLayout) lifecycle.act(scene, change.ownLayout);
    if (change.betweenEffects) {
      const interruption = change.betweenEffects;
      inNextTask(() => lifecycle.interrupt(scene, interruption));
    }
  }, [scene, change, lifecycle]);
  useEffect(() => {
    member.isCommitting = false;
  });
  useEffect(
    () => () => {
      member.isLeaving = false;
    },
    [member],
  );
  return createElement(
    Fragment,
    null,
    createElement(Herald, { member, lifecycle }),
    createElement(Child, { scene, lifecycle }),
  );
}

/** Tells that effects begin and end. As the first child it comes before all others. */
function Herald({ member, lifecycle }: { readonly member: Member; readonly lifecycle: Lifecycle }) {
  useLayoutEffect(() => {
    lifecycle.shown(member);
    return () => lifecycle.hidden(member);
  }, [member, lifecycle]);
  return null;
}

/** More than the server says in a moment, less than it says in a burst. */
export const HOLD_LIMIT = 10;

/** Hears messages where a resync fetches what was missed. */
function useFetching(scene: Scene, { resync }: Setting, socket: Socket, told: Told): void {
  if (!resync) return;
  // biome-ignore lint/correctness/useHookAtTopLevel: one setting never changes in a schedule
  useSocketMessage(socket, (text, { raw }) => told.message(scene, nameOf(text), raw !== null), {
    resync: () => told.resync(scene),
    holdLimit: HOLD_LIMIT,
  });
}

/** Says on every connection what the component is interested in. */
function useTopic(scene: Scene, { subscribes, share }: Setting, socket: Socket, told: Told): void {
  const { member, props } = scene;
  // Who shares a socket and does not want it subscribes to nothing.
  const stands = subscribes && (!share || (props.enabled && props.address !== 'none'));
  const [text, farewell] = subscriptionOf(`${member.name}${member.mount}/${props.which}`);
  useSubscription(socket, subscribes ? text : null, farewell);
  const { core } = socket;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as often as the subscription begins
  useEffect(() => {
    const { destination } = scene;
    if (!stands || !destination) return;
    told.wants(destination, text, true);
    return () => told.wants(destination, text, false);
  }, [core, text, told, stands]);
}

/** A child, which is given the socket. Its effects run before the component's. */
function Child({ scene, lifecycle }: Pick<SlotProps, 'scene' | 'lifecycle'>) {
  const { childLayout, childEffect } = scene.change;
  renderSlowly(scene);
  useLayoutEffect(() => {
    if (childLayout) lifecycle.act(scene, childLayout);
  }, [scene, childLayout, lifecycle]);
  useEffect(() => {
    if (childEffect) lifecycle.act(scene, childEffect);
  }, [scene, childEffect, lifecycle]);
  return null;
}
