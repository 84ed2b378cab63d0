import { hasEnded, type Item } from './item';

/** What waited when something that was sent later went before it, and how often it had been handed over by then. */
type Pair = readonly [earlier: Item, later: Item, handed: number];

/** Watches that what waits is treated in the order in which it was sent. */
export function createOrder(fault: (what: string) => void, waiting: () => Item[]) {
  let overtaken: Pair[] = [];
  let spared: Pair[] = [];
  const before = (later: Item) =>
    waiting()
      .filter(({ number }) => number < later.number)
      .map((earlier): Pair => [earlier, later, earlier.handed.length]);

  return {
    /** It is handed over: what waits before it must be on its way out of the outbox. */
    handed(item: Item) {
      overtaken.push(...before(item));
    },
    /** It had to make room: what waits before it must have had to as well, unless it came back in the same turn. */
    madeRoom(item: Item) {
      spared.push(...before(item).filter(([earlier]) => !earlier.isBack));
    },
    check() {
      for (const [earlier, later, handed] of overtaken)
        if (!hasEnded(earlier) || earlier.handed.length > handed) fault(`${later.text} overtook ${earlier.text}`);
      for (const [earlier, later, handed] of spared)
        if (earlier.isWaiting && earlier.handed.length === handed)
          fault(`${later.text} made room before ${earlier.text}`);
      overtaken = [];
      spared = [];
    },
  };
}
