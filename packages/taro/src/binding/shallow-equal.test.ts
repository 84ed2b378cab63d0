import { expect, it } from 'vitest';
import { isShallowEqual } from './shallow-equal';

const shared = { deep: true };

it.each<[unknown, unknown, boolean]>([
  [1, 1, true],
  [1, 2, false],
  [Number.NaN, Number.NaN, true],
  ['open', 'open', true],
  [null, null, true],
  [null, {}, false],
  [{}, undefined, false],
  [{}, {}, true],
  [{ a: 1, b: shared }, { b: shared, a: 1 }, true],
  [{ a: 1 }, { a: 2 }, false],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: undefined }, { b: undefined }, false],
  [{ a: { deep: true } }, { a: { deep: true } }, false],
  [Object.create(null), {}, true],
  [[1, shared], [1, shared], true],
  [[1], [1, 2], false],
  [[1], [2], false],
  [[], {}, false],
  [new Map(), new Map(), false],
  [new Date(0), new Date(0), false],
])('%o and %o: %s', (one, other, isEqual) => {
  expect([isShallowEqual(one, other), isShallowEqual(other, one)]).toEqual([isEqual, isEqual]);
});
