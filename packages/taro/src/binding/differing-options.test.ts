import { expect, it } from 'vitest';
import { differingOptions } from './differing-options';
import type { Wanted } from './place';

/** What is published knows no BigInt; what users give may have one. */
const { BigInt: bigInt } = globalThis as unknown as { BigInt(value: number): unknown };

const URL = 'wss://bid.example.com/ws';
const wanting = (connectOptions: object) =>
  ({ url: URL, options: { connectOptions } }) as unknown as Wanted<unknown, unknown>;

it.each<[what: string, value: () => unknown]>([
  ['a BigInt', () => bigInt(1)],
  [
    'a cycle',
    () => {
      const cycle: Record<string, unknown> = {};
      cycle.self = cycle;
      return cycle;
    },
  ],
  [
    'what throws when it is read',
    () => ({
      get secret() {
        throw new Error('do not look');
      },
    }),
  ],
])('compares options with %s in them, which may be equal', (_what, value) => {
  expect(differingOptions(wanting({ value: value() }), wanting({ value: value() }))).toEqual([]);
});

it('names the options that differ, in whatever order they are written', () => {
  expect(differingOptions(wanting({ a: 1, b: 2 }), wanting({ b: 2, a: 1 }))).toEqual([]);
  expect(differingOptions(wanting({ a: bigInt(1) }), wanting({ a: bigInt(2) }))).toEqual(['connectOptions']);
});
