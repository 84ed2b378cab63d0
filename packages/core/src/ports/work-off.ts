/** So many rounds are worked off in one task: far more than callbacks that end ever cause. */
const ROUNDS = 100;

/**
 * Takes each item of a queue, in order, also those that come in meanwhile. What taking them brings in is the next round,
 * and so on. A callback that causes what it hears, such as an `onClose` that calls `reconnect()`, would go on for ever;
 * so the rest stays after many rounds, and the answer is false: the page needs a breath.
 */
export function workOff<Item>(queue: Item[], take: (item: Item) => void): boolean {
  // By index: taking from the front of a long array costs all of it, each time.
  let at = 0;
  for (let round = 0; round < ROUNDS && at < queue.length; round += 1) {
    for (const end = queue.length; at < end; at += 1) take(queue[at] as Item);
  }
  if (at < queue.length) queue.splice(0, at);
  else queue.length = 0;
  return queue.length === 0;
}
