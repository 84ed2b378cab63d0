import { expect, it } from 'vitest';
import { createManualClock } from '../test/manual-clock';
import { createDecidedBids } from './decided-bids';
import type { BidOutcome } from './lot-store';

const ENDED: BidOutcome = { ok: false, code: 'ended', message: '' };

it('finds a bid of the same user and id only', () => {
  const decided = createDecidedBids(createManualClock());
  decided.add('ann', '1', ENDED);
  expect(decided.find('ann', '1')).toBe(ENDED);
  expect(decided.find('bob', '1')).toBeUndefined();
  expect(decided.find('ann', '2')).toBeUndefined();
});

it('forgets the oldest of one user past 1 000, and nobody else’s', () => {
  const decided = createDecidedBids(createManualClock());
  decided.add('bob', '0', ENDED);
  for (let bid = 0; bid <= 1_000; bid += 1) decided.add('ann', String(bid), ENDED);
  expect(decided.find('ann', '0')).toBeUndefined();
  expect(decided.find('ann', '1')).toBe(ENDED);
  expect(decided.find('bob', '0')).toBe(ENDED);
});

it('forgets, past 10 000 users, the one who has not bid for the longest time', () => {
  const decided = createDecidedBids(createManualClock());
  decided.add('ann', '0', ENDED);
  decided.add('bob', '0', ENDED);
  decided.add('ann', '1', ENDED);
  for (let user = 0; user < 9_999; user += 1) decided.add(`user ${user}`, '0', ENDED);
  expect(decided.find('bob', '0')).toBeUndefined();
  expect(decided.find('ann', '0')).toBe(ENDED);
});

it('forgets a bid after ten minutes, whether its user bids on or not', async () => {
  const clock = createManualClock();
  const decided = createDecidedBids(clock);
  decided.add('ann', '0', ENDED);
  await clock.advance(1);
  decided.add('ann', '1', ENDED);
  decided.add('bob', '0', ENDED);
  await clock.advance(599_998);
  expect(decided.find('ann', '0')).toBe(ENDED);
  await clock.advance(1);
  expect(decided.find('ann', '0')).toBeUndefined();
  expect(decided.find('ann', '1')).toBe(ENDED);
  decided.add('ann', '2', ENDED);
  expect(decided.find('ann', '1')).toBe(ENDED);
  await clock.advance(1);
  decided.add('cai', '0', ENDED);
  expect([decided.find('ann', '1'), decided.find('bob', '0')]).toEqual([undefined, undefined]);
  expect(decided.find('ann', '2')).toBe(ENDED);
});
