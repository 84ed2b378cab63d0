/**
 * The build is the production one, which waits 15 s for a ping on a dead line, 10 s for an attempt and up to 30 s for
 * the next: here that takes a tenth of it.
 */
const SPEED = 10;

/** A launch in fast time: what the server answers is under way until the answer comes. */
export const FAST = { speed: SPEED, idOf };

/** A server that counts by the wall clock takes as much from a program that is so fast. */
export const FAST_SETTINGS = { SESSIONS_PER_MINUTE: `${300 * SPEED}` };

function idOf(frame: string): unknown {
  return frame.startsWith('{') ? (JSON.parse(frame) as { id?: unknown }).id : undefined;
}
