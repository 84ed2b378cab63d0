/**
 * A queue that is kept in order of a number. What is added last mostly belongs at the end, and what is taken is first:
 * both cost the same however long it is.
 */
export interface OrderedQueue<Item> {
  add(item: Item): void;
  /** The first that is still wanted. Others before it are forgotten. */
  first(): Item | undefined;
}

/** Too few forgotten places to tidy up. */
const FEW = 64;

/** Makes an empty queue. `isWanted` says of each item, when it comes to the front, whether it is still in. */
export function createOrderedQueue<Item>(
  orderOf: (item: Item) => number,
  isWanted: (item: Item) => boolean,
): OrderedQueue<Item> {
  let items: Item[] = [];
  let begin = 0;

  /** The place behind all that come before or with it. */
  function placeOf(order: number): number {
    let low = begin;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (orderOf(items[middle] as Item) <= order) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(item) {
      const order = orderOf(item);
      const last = items[items.length - 1];
      if (begin === items.length || orderOf(last as Item) <= order) items.push(item);
      else items.splice(placeOf(order), 0, item);
    },
    first() {
      while (begin < items.length && !isWanted(items[begin] as Item)) begin += 1;
      if (begin > FEW && begin > items.length / 2) {
        items = items.slice(begin);
        begin = 0;
      }
      return items[begin];
    },
  };
}
