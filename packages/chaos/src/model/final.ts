import type { CloseCause } from '@heartbeat-socket/core';
import type { Setting } from '../schedule/schedule';
import { FOR_GOOD } from '../stage/login';

/** Close codes after which nothing is tried again; 1007 and 1008 are cured by a function's fresh url. */
const FINAL_CODES = [1002, 1003, 1010];
const CURED_BY_URL = [1007, 1008];

/** A loss after which nothing is tried again: the options say so, the server's code, or a url that is none. */
export function isFinal({ maxAttempts, url }: Setting, cause: CloseCause | null): boolean {
  const code = cause?.code ?? 0;
  switch (cause?.retry === 'never' && cause.kind) {
    case 'gave-up':
      return maxAttempts !== undefined;
    case 'server':
    // So it is told where nobody could hear it open; the server's code says more than that.
    case 'connect-failed':
      return FINAL_CODES.includes(code) || (CURED_BY_URL.includes(code) && !url);
    case 'refused':
      return cause?.reason === FOR_GOOD;
    case 'invalid-url':
      return !url;
    default:
      return false;
  }
}
