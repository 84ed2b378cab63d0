import { safeText } from '../connection/safe-text';
import { HeartbeatSocketError } from '../errors';
import { LONGEST_DELAY } from '../ports/clock';

// Bundlers replace the whole of `process.env.NODE_ENV`, and give no `process`: nothing else of it may be read.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What a number has to be. */
export interface Range {
  /** The lowest that is allowed. */
  readonly from: number;
  /** What is used when it is left out; in production also for what is no number at all. */
  readonly otherwise: number;
  /** Whether `Infinity` is allowed. */
  readonly mayBeInfinite?: boolean;
  /** Whether it counts something: a whole number of any size. */
  readonly isCount?: boolean;
}

/** The nearest number that is in range. */
export function clamp(value: number | undefined, { from, otherwise, mayBeInfinite, isCount }: Range): number {
  if (typeof value !== 'number' || Number.isNaN(value)) return otherwise;
  if (mayBeInfinite && value === Infinity) return value;
  const most = isCount ? Number.MAX_SAFE_INTEGER : LONGEST_DELAY;
  return Math.min(Math.max(isCount ? Math.round(value) : value, from), most);
}

/**
 * The number, or its default where it is left out. One that is out of range is refused in development, with what was
 * expected; in production the nearest is used, for a page that works is worth more there than a message that nobody reads.
 *
 * @throws HeartbeatSocketError `invalid-option`, in development
 */
export function checkNumber(name: string, value: number | undefined, range: Range): number {
  const nearest = clamp(value, range);
  if (process.env.NODE_ENV !== 'production' && value !== undefined && value !== nearest) {
    const { from, mayBeInfinite, isCount } = range;
    const numbers = isCount ? `a whole number from ${from}` : `a number from ${from} to ${LONGEST_DELAY}`;
    refuse(name, mayBeInfinite ? `${numbers}, or Infinity` : numbers, value);
  }
  return nearest;
}

/** @throws HeartbeatSocketError `invalid-option`, always: for development */
export function refuse(name: string, expected: string, value: unknown): never {
  throw new HeartbeatSocketError('invalid-option', `${name}: expected ${expected}, got ${shown(value)}`);
}

/** Even what cannot be made a text, such as an object without a prototype, must not throw another error. */
function shown(value: unknown): string {
  // It may be a url with a token.
  if (typeof value === 'string') return `'${safeText(value).slice(0, 100)}'`;
  try {
    const text = String(value).slice(0, 100);
    if (text !== '[object Object]') return text;
    const names = Object.keys(value as object).join(', ');
    return names ? `{ ${names.slice(0, 100)} }` : '{}';
  } catch {
    return typeof value;
  }
}
