/*
 * The protocol of the line lab, for both ends: the app imports the types, of values too, and says the same numbers.
 */

/** How long a break lasts at most, in milliseconds; then the server restores the line by itself. */
export const LAB_BOUNDS = {
  /** A line that was cut in silence and that nobody gave up is ended. */
  silence: 30_000,
  /** New lines are refused with 503. */
  away: 5_000,
  /** Bytes are late. */
  slow: 10_000,
  /** The token that was refused is good again. */
  refusal: 60_000,
} as const;

/** By how much a slow line delays each byte, in milliseconds, each way. */
export const LAB_DELAY = 1_000;

/** The codes that a visitor may have his lines closed with: going away, internal error, one of the server's own. */
export const LAB_CLOSE_CODES = [1001, 1011, 4000] as const;

/**
 * What the server does to the visitor's lines:
 * - `cut`: not a byte passes any more, and nobody is told;
 * - `away`: they are reset, and new ones refused for a while;
 * - `slow`: every byte is late for a while;
 * - `refuse`: they are closed with 4401, and so is whoever comes with the same token;
 * - `close`: they are closed with a code.
 */
export type LabBreak =
  | { readonly kind: 'cut' | 'away' | 'slow' | 'refuse' }
  | { readonly kind: 'close'; readonly code: (typeof LAB_CLOSE_CODES)[number] };

/** The body of `POST /api/lab/break`: the visitor's token says whose lines are meant. */
export type LabRequest = LabBreak & { readonly token: string };

/** The answer of `GET /api/lab`. */
export interface LabStatus {
  /** Whether this server has a lab. */
  readonly lab: boolean;
}

/** The answer of `POST /api/lab/break`. */
export interface LabAnswer {
  /** How many lines it came to. */
  readonly lines: number;
}
