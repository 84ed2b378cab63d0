import { HeartbeatSocketError } from '../errors';
import { LONGEST_DELAY } from '../ports/clock';

/** What a number has to be. */
export interface Range {
  /** The lowest that is allowed. */
  readonly from: number;
  /** What is used in production for what is no number at all. */
  readonly otherwise: number;
  /** Whether `Infinity` is allowed. */
  readonly mayBeInfinite?: boolean;
  /** Whether it counts something: a whole number of any size. */
  readonly isCount?: boolean;
}

/**
 * Looks at what users give. In development a wrong value is refused, with what was expected; in production the nearest
 * one that is safe is used, for a page that works is worth more there than a message that nobody reads.
 */
export interface Check {
  number(name: string, value: number, range: Range): number;
  /** Gives `value` if it is right, else refuses it or gives `otherwise`. */
  that<Value>(isRight: boolean, name: string, value: Value, expected: string, otherwise: Value): Value;
}

/** Makes a check. @throws HeartbeatSocketError `invalid-option`, in development, from each of its functions */
export function createCheck(isProduction: boolean): Check {
  function that<Value>(isRight: boolean, name: string, value: Value, expected: string, otherwise: Value): Value {
    if (isRight) return value;
    if (isProduction) return otherwise;
    throw new HeartbeatSocketError('invalid-option', `${name}: expected ${expected}, got ${shown(value)}`);
  }
  return {
    that,
    number(name, value, { from, otherwise, mayBeInfinite = false, isCount = false }) {
      const most = isCount ? Number.MAX_SAFE_INTEGER : LONGEST_DELAY;
      const isNumber = typeof value === 'number' && !Number.isNaN(value);
      const isInside = isNumber && ((value >= from && value <= most) || (mayBeInfinite && value === Infinity));
      const isRight = isInside && (!isCount || value === Infinity || Number.isInteger(value));
      const range = isCount ? `a whole number from ${from}` : `a number from ${from} to ${LONGEST_DELAY}`;
      const nearest = isNumber ? Math.min(Math.max(isCount ? Math.round(value) : value, from), most) : otherwise;
      return that(isRight, name, value, mayBeInfinite ? `${range}, or Infinity` : range, nearest);
    },
  };
}

/** For values that were looked at before, and may have changed since. */
export const clamp: Check = /* @__PURE__ */ createCheck(true);

/** Even what cannot be made a text, such as an object without a prototype, must not throw another error. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 100)}'`;
  try {
    return String(value).slice(0, 100);
  } catch {
    return typeof value;
  }
}
