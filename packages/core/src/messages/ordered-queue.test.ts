import { describe, expect, it } from 'vitest';
import { createOrderedQueue } from './ordered-queue';

/** A queue of numbers that counts how often one of them is looked at. */
function createQueue() {
  const wanted = new Set<number>();
  let looks = 0;
  const queue = createOrderedQueue<number>(
    (item) => {
      looks += 1;
      return item;
    },
    (item) => {
      looks += 1;
      return wanted.has(item);
    },
  );
  return {
    first: queue.first,
    add(item: number) {
      wanted.add(item);
      queue.add(item);
    },
    forget: (item: number) => wanted.delete(item),
    take() {
      const item = queue.first();
      if (item !== undefined) wanted.delete(item);
      return item;
    },
    looks: () => looks,
  };
}

function takeAll(queue: ReturnType<typeof createQueue>): number[] {
  const taken = [];
  for (let item = queue.take(); item !== undefined; item = queue.take()) taken.push(item);
  return taken;
}

describe('an ordered queue', () => {
  it('is empty at first, and again after all was taken', () => {
    const queue = createQueue();
    expect(queue.first()).toBeUndefined();
    queue.add(1);
    expect([queue.first(), queue.first(), queue.take(), queue.first()]).toEqual([1, 1, 1, undefined]);
    queue.add(0);
    expect(queue.first()).toBe(0);
  });

  it.each([[[1, 2, 3]], [[3, 2, 1]], [[2, 3, 1]], [[5, 1, 4, 2, 3]]])('gives %j in order', (items) => {
    const queue = createQueue();
    for (const item of items) queue.add(item);
    expect(takeAll(queue)).toEqual([...items].sort((one, other) => one - other));
  });

  it('gives what has the same order as it came', () => {
    const queue = createOrderedQueue<readonly [number, string]>(
      ([order]) => order,
      () => true,
    );
    queue.add([1, 'first']);
    queue.add([2, 'last']);
    queue.add([1, 'second']);
    expect(queue.first()).toEqual([1, 'first']);
  });

  it('leaves out what is not wanted any more, and takes it in again', () => {
    const queue = createQueue();
    for (const item of [1, 2, 3, 4]) queue.add(item);
    queue.forget(1);
    queue.forget(3);
    expect(queue.first()).toBe(2);
    queue.add(1);
    expect(takeAll(queue)).toEqual([1, 2, 4]);
  });

  it('puts what comes back in front, also when many have gone', () => {
    const queue = createQueue();
    for (let item = 0; item < 1_000; item += 1) queue.add(item);
    for (let item = 0; item < 700; item += 1) queue.take();
    queue.add(5);
    expect([queue.take(), queue.take()]).toEqual([5, 700]);
  });

  it('of 100 000 looks at each of them a few times, and gives them in order', () => {
    const queue = createQueue();
    const count = 100_000;
    for (let item = 0; item < count; item += 1) queue.add(item);
    expect(queue.looks()).toBeLessThanOrEqual(3 * count);
    let last = -1;
    for (let item = queue.take(); item !== undefined; item = queue.take()) {
      if (item !== last + 1) throw new Error(`${item} came after ${last}`);
      last = item;
    }
    expect(last).toBe(count - 1);
    expect(queue.looks()).toBeLessThanOrEqual(6 * count);
  });
});
