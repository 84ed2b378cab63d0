import { describe, expect, it } from 'vitest';
import type { Quote } from '../../server/src/messages';
import { priceHistory } from './price-history';

const lot = { startsAt: 1_000_000, endsAt: 2_000_000, startPrice: 500, step: 50, price: 700, bids: 2 };

const quote = (at: number, amount: number) => ({ at, amount }) as Quote;
const quotes = [quote(1_200_000, 700), quote(1_100_000, 500)];

describe('priceHistory', () => {
  it('begins with the round, at its first price, when all its quotes are known', () => {
    const { points, span } = priceHistory(lot, quotes, 1_300_000);
    expect(points).toEqual([
      { at: 1_000_000, value: 500 },
      { at: 1_100_000, value: 500 },
      { at: 1_200_000, value: 700 },
      { at: 1_300_000, value: 700 },
    ]);
    expect(span).toEqual([1_000_000, 1_300_000]);
  });

  it('begins with the oldest quote when those before it are not known', () => {
    const { points, span } = priceHistory({ ...lot, bids: 60 }, quotes, 1_300_000);
    expect(points[0]).toEqual({ at: 1_100_000, value: 500 });
    expect(span[0]).toBe(1_100_000);
  });

  it('grows by five seconds at a time', () => {
    const endAt = (now: number) => priceHistory(lot, quotes, now).span[1];
    expect([endAt(1_300_000), endAt(1_300_001), endAt(1_305_000)]).toEqual([1_300_000, 1_305_000, 1_305_000]);
  });

  it('ends with the round', () => {
    expect(priceHistory(lot, quotes, 2_500_000).span).toEqual([1_000_000, 2_000_000]);
  });

  it('has a quote that came before its own clock was right', () => {
    expect(priceHistory(lot, quotes, 1_150_000).span[1]).toBe(1_200_000);
  });

  it('spans a minute and four steps at least', () => {
    const young = priceHistory({ ...lot, bids: 0, price: 500 }, [], 1_000_001);
    expect(young).toMatchObject({ span: [1_000_000, 1_060_000], room: 200 });
  });
});
