import { atRest, type MachineEvent, type MachineState } from '../connection/machine-state';
import { createWish, type Owner } from './wish';

/** What steering needs of the socket. */
interface SteeringHost {
  readonly owner: Owner;
  /** Whether there is anywhere to go: no for good once the socket is destroyed, and no while the url is null. */
  hasDestination(): boolean;
  state(): MachineState;
  dispatch(event: MachineEvent): void;
  /** Whether the app is shown. */
  isVisible(): boolean;
  warn(message: string): void;
}

/** Leads the machine to where those who want the connection, or want it no more, would have it. */
export interface Steering {
  /** Connects or leaves when the answer to "is it wanted?" has changed; says whether it has. */
  follow(goodbye?: { readonly code: number; readonly reason: string }): boolean;
  /** Goes on under other circumstances. From rest there is only one way on. */
  goOn(type: 'connect' | 'newKey'): void;
  /** The user's own word. It wants the connection, and ends an earlier refusal. */
  want(type: 'connect' | 'reconnect'): void;
  /** The user's own word against it, until `want` or `allow`. */
  refuse(): void;
  /** Ends a refusal. */
  allow(): void;
  hold(): () => void;
}

/** Makes the steering of one socket, at rest. */
export function createSteering({ owner, hasDestination, state, dispatch, isVisible, warn }: SteeringHost): Steering {
  const wish = createWish(owner, () => follow());
  let isFollowed = false;
  let hasWarned = false;

  const isWanted = () => hasDestination() && wish.isWanted();

  function follow(goodbye?: { readonly code: number; readonly reason: string }): boolean {
    const wanted = isWanted();
    if (wanted === isFollowed) return false;
    isFollowed = wanted;
    if (wanted) goOn('connect');
    else dispatch({ type: 'disconnect', ...goodbye });
    return true;
  }

  function goOn(type: 'connect' | 'reconnect' | 'newKey'): void {
    if (type === 'connect' || (isWanted() && atRest(state()))) dispatch({ type: 'connect', visible: isVisible() });
    else dispatch({ type });
  }

  return {
    follow,
    goOn,
    want(type) {
      if (wish.want()) {
        if (!follow() && isWanted()) goOn(type);
        return;
      }
      if (!hasWarned) warn(`${type}() did nothing: no mounted and enabled component holds this socket`);
      hasWarned = true;
    },
    refuse: wish.refuse,
    allow: wish.allow,
    hold: wish.hold,
  };
}
