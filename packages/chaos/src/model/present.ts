import { destinationOf } from '../stage/member';
import { type Pace, paceOf } from '../stage/pace';
import { isShared } from '../stage/sharing';
import type { Stage } from '../stage/stage';
import type { Destination } from './destination';

/** What the socket of a destination shows. */
export const statusOf = ({ core }: Destination) => core.getSnapshot().status;

/** The app goes on while it is hidden. */
export const isKept = ({ background, platform }: Stage) =>
  (background ?? (platform === 'h5' ? 'keep' : 'pause')) === 'keep';

/** The app is shown as far as the socket knows, or that does not matter. */
export const isAble = (stage: Stage, { isAway }: Destination) => !isAway || isKept(stage);

/** Which components hide and show are told to is not known any more. */
export const isHideUnsure = ({ isBackgroundNew, hasBrokenListeners }: Stage) => isBackgroundNew || hasBrokenListeners;

export const membersAt = ({ members }: Stage, destination: Destination) =>
  Object.values(members).filter((member) => member.isMounted && destinationOf(member) === destination);

/** How the heartbeat of a destination beats. Only where a socket is not shared does it depend on the component. */
export function paceAt(stage: Stage, destination: Destination): Pace | null {
  const [member] = membersAt(stage, destination);
  return paceOf(stage.setting, member?.scene?.props ?? { which: 0 });
}

export const isHeld = (stage: Stage, destination: Destination) => membersAt(stage, destination).some(stage.holds);

/** A shared socket outlives its last component for a while. */
export const lingers = (stage: Stage, destination: Destination) =>
  isShared(stage.setting) && !destination.isRefused && !isHeld(stage, destination);

/** Lines that the app could not close, because the platform refuses that while it is hidden. */
export function refusedCloses({ taps }: Stage): number {
  return taps.tasks.filter((task) => task.isRefusedClose).length;
}

/** Until the effects of the commit that leaves it are cleaned up, what it has begun goes on. */
export const isBeingLeft = ({ members }: Stage, destination: Destination): boolean =>
  Object.values(members).some(
    (each) =>
      (each.isLeaving && destinationOf(each) === destination) ||
      (each.isCommitting && each.leftScene?.destination === destination),
  );
