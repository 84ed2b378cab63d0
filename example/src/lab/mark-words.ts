/** Words need this much room, in milliseconds of the picture. */
const LEAST_ROOM = 6_000;

/** Words of a mark that is newer than this stand to its left: to its right, the picture ends. */
const FRESH = 10_000;

/** Where the words of a mark stand. */
export interface WordsPlace {
  readonly from: number;
  readonly to: number;
  /** The side where the mark is. */
  readonly side: 'left' | 'right';
}

/**
 * Finds a place for the words of each mark of a lane, so that no two overlap; null for one that has too little room.
 *
 * @param times - of the marks, in order
 * @param now - the time at the right end of the picture, which shows `span` milliseconds
 */
export function placeWords(times: readonly number[], now: number, span: number): Array<WordsPlace | null> {
  const newest = times[times.length - 1];
  const isFresh = newest !== undefined && now - newest < FRESH;
  return times.map((at, index) => {
    const isLast = index === times.length - 1;
    if (isLast && isFresh) {
      const from = Math.max(times[index - 1] ?? 0, now - span);
      return at - from < LEAST_ROOM ? null : { from, to: at, side: 'right' };
    }
    // The newest one takes the room before it.
    if (isFresh && index === times.length - 2) return null;
    const to = times[index + 1] ?? at + span;
    return to - at < LEAST_ROOM ? null : { from: at, to, side: 'left' };
  });
}
