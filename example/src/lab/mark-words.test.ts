import { describe, expect, it } from 'vitest';
import { placeWords } from './mark-words';

const SPAN = 45_000;

describe('placeWords', () => {
  it('puts words to the right of their mark, up to the next one', () => {
    expect(placeWords([0, 20_000], 40_000, SPAN)).toEqual([
      { from: 0, to: 20_000, side: 'left' },
      { from: 20_000, to: 65_000, side: 'left' },
    ]);
  });

  it('puts those of a fresh mark to its left, in the place of those of the one before', () => {
    expect(placeWords([0, 20_000], 29_999, SPAN)).toEqual([null, { from: 0, to: 20_000, side: 'right' }]);
    expect(placeWords([20_000], 20_000, SPAN)).toEqual([{ from: 0, to: 20_000, side: 'right' }]);
  });

  it('gives none to a mark without room', () => {
    expect(placeWords([0, 5_999, 11_999, 30_000], 50_000, SPAN)).toEqual([
      null,
      { from: 5_999, to: 11_999, side: 'left' },
      { from: 11_999, to: 30_000, side: 'left' },
      { from: 30_000, to: 75_000, side: 'left' },
    ]);
    expect(placeWords([50_000, 55_999], 56_000, SPAN)).toEqual([null, null]);
  });

  it('has nothing to place in an empty lane', () => {
    expect(placeWords([], 0, SPAN)).toEqual([]);
  });
});
