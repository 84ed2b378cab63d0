/**
 * After how many milliseconds a peer counts as never back: longer than every heartbeat of the comparison and the close
 * timeout of `ws`, 30 s, together.
 */
export const LONGEST_RECOVERY = 100_000;
