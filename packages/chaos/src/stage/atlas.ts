import type { CloseCauseKind, DropReason, Status } from '@heartbeat-socket/core';
import { type Core, type Destination, isAtRest } from '../model/destination';
import type { Setting } from '../schedule/schedule';
import { nameOf } from './cargo';
import type { Scene } from './scene';
import { isShared } from './sharing';

/** The destinations of one schedule. */
export interface Atlas {
  readonly destinations: readonly Destination[];
  /** A render is committed: gives the destination that it is for, a new one where that begins with it. */
  arrive(scene: Scene, before: Destination | null, url: string | null): Destination;
  /** A component may have ceased to want it. */
  forget(destination: Destination): void;
  /** Its component has gone. */
  leave(destination: Destination): void;
}

interface AtlasHost {
  readonly setting: Setting;
  ticks(): number;
  dropped(core: Core, text: string, reason: DropReason): void;
  /** The shared socket of a key has ended. */
  forgotten(core: Core): void;
  lost(destination: Destination, cause: CloseCauseKind): void;
  /** A round trip was measured. */
  measured(destination: Destination, trip: number): void;
  /** Whether a component is there. */
  isAnybodyAt(destination: Destination): boolean;
  /** Whether a component wants it. */
  isHeld(destination: Destination): boolean;
  /** A mini-program cannot be asked whether it is hidden: a socket that begins now may not have heard of it. */
  isHiddenAtBirth(status: Status): boolean;
}

/** Makes the map of one schedule, with no destination on it. */
export function createAtlas({
  setting,
  ticks,
  dropped,
  forgotten,
  lost,
  measured,
  isAnybodyAt,
  isHeld,
  isHiddenAtBirth,
}: AtlasHost): Atlas {
  const destinations: Destination[] = [];
  const listenedTo = new Set<Core>();

  /** The newest destination that a socket serves. */
  const servedBy = (core: Core) => destinations.findLast((each) => each.core === core);

  function listen(core: Core): void {
    if (listenedTo.has(core)) return;
    listenedTo.add(core);
    core.on('statusChange', (status, previous) => {
      const destination = servedBy(core);
      if (!destination) return;
      destination.status = status;
      destination.statusSince = ticks();
      if (status === 'open') destination.reconnectedFrom = null;
      if (isAtRest(previous)) {
        destination.isAway = isHiddenAtBirth(status);
        // What begins anew was not there when the app was shown.
        destination.shownAt = null;
      }
      if (isAtRest(status)) destination.isAway = false;
    });
    core.trace((event) => {
      const destination = servedBy(core);
      if (event.type === 'pong' && destination) measured(destination, event.rtt);
      if (event.type === 'attempt' && destination) destination.attemptAt = ticks();
    });
    core.on('drop', (data, reason) => dropped(core, nameOf(data), reason));
    // The key has no socket between one and the next.
    if (isShared(setting)) core.subscribe(() => core.getSnapshot().status === 'idle' && forgotten(core));
    core.on('close', ({ kind }) => {
      const destination = servedBy(core);
      if (destination) lost(destination, kind);
    });
  }

  function begin({ member }: Scene, core: Core, prefix: string | null): Destination {
    const destination: Destination = {
      name: `${member.name}${destinations.length + 1} (${prefix?.split('/').slice(-2).join('/') ?? 'nowhere'})`,
      core,
      prefix,
      isLeft: false,
      isRefused: false,
      disconnectedAt: Number.NEGATIVE_INFINITY,
      isUnsure: false,
      isAway: servedBy(core)?.isAway ?? false,
      status: core.getSnapshot().status,
      statusSince: ticks(),
      attemptAt: Number.NEGATIVE_INFINITY,
      connectedAt: Number.NEGATIVE_INFINITY,
      connects: 0,
      connectNumber: 0,
      isUrlAsked: false,
      reconnectedFrom: null,
      greetings: 0,
      deadSince: null,
      probedAt: null,
      shownAt: null,
      distrusted: null,
      time: null,
      trip: 0,
      tunedAt: ticks(),
    };
    destinations.push(destination);
    listen(core);
    return destination;
  }

  /** With its last holder a shared socket is forgotten, unless it is open and lingers: who comes next gets a new one. */
  function forget(destination: Destination): void {
    if (!isShared(setting) || isHeld(destination)) return;
    destination.isRefused = false;
    if (destination.core.getSnapshot().status !== 'open') destination.time = null;
  }

  function leave(destination: Destination): void {
    forget(destination);
    // A shared one is nobody's to leave alone.
    if (!isShared(setting) || !isAnybodyAt(destination)) destination.isLeft = true;
  }

  return {
    destinations,
    leave,
    forget,
    arrive(scene, before, url) {
      const core = scene.socket?.core as Core;
      if (isShared(setting)) {
        // Of a shared socket every component may have an object of its own: its key says which one it is.
        const known = url === null ? before : destinations.findLast(({ prefix }) => prefix === url);
        if (before && before !== known) leave(before);
        if (known) known.isLeft = false;
        return known ?? begin(scene, core, url);
      }
      const isElsewhere = url !== null && before !== null && before.prefix !== null && before.prefix !== url;
      if (before && before.core === core && !isElsewhere) {
        before.prefix ??= url;
        return before;
      }
      if (before) leave(before);
      return begin(scene, core, url);
    },
  };
}
