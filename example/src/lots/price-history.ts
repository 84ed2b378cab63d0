import type { Lot, Quote } from '../../server/src/messages';
import type { ChartData } from '../charts/chart-geometry';

/** The curve grows by so many milliseconds at a time: a new drawing each second would be lost on it. */
const GRAIN = 5_000;

/** The least that a curve shows, in milliseconds. */
const SHORTEST = 60_000;

/**
 * The price of a round over time, as a curve of steps that ends at present, or with the round.
 *
 * @param quotes - the newest of the round, newest first. It begins at the oldest one, or with the round when all are there.
 * @param now - epoch milliseconds.
 */
export function priceHistory(
  lot: Pick<Lot, 'startsAt' | 'endsAt' | 'startPrice' | 'step' | 'price' | 'bids'>,
  quotes: readonly Quote[],
  now: number,
): ChartData {
  const points = quotes.map(({ at, amount }) => ({ at, value: amount })).reverse();
  if (quotes.length >= lot.bids) points.unshift({ at: lot.startsAt, value: lot.startPrice });
  const from = points[0]?.at ?? lot.startsAt;
  const elapsed = Math.max(0, now - from);
  const present = Math.min(from + Math.ceil(elapsed / GRAIN) * GRAIN, lot.endsAt);
  const newest = quotes[0]?.at ?? from;
  const to = Math.max(present, newest);
  points.push({ at: to, value: lot.price });
  return { points, span: [from, Math.max(to, from + SHORTEST)], curve: 'steps', room: lot.step * 4 };
}
