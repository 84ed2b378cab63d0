import { systemClock } from '@heartbeat-socket/core';
import { warn } from '../platform/create-taro-socket';

/**
 * More destinations in less time than anybody can look at: holding a key down in a list of lots is slower. Below the 25
 * renders in a row after which React throws.
 */
const MOST = 20;
const WITHIN = 10_000;

/** When each component has gone to its last destinations; none once it has been told. */
const moves = /* @__PURE__ */ new WeakMap<object, number[] | null>();

/**
 * Warns once of a component that goes to one destination after another, which opens as many connections. For development:
 * to be called only there, for each other key that a component renders.
 */
export function noteMove(component: object): void {
  const before = moves.get(component);
  if (before === null) return;
  const now = systemClock.now();
  const recent = [...(before ?? []), now].filter((at) => now - at < WITHIN);
  const isRestless = recent.length >= MOST;
  moves.set(component, isRestless ? null : recent);
  if (isRestless)
    warn(
      `a component has gone to ${MOST} destinations within ${WITHIN / 1_000} s, each with a connection of its own: is its url, ` +
        'key or socket another at each render? What changes with each attempt, such as a time or a token, belongs into a ' +
        'url function: useHeartbeatSocket(() => url). A socket of createHeartbeatSocket is made once, outside of render.',
    );
}
