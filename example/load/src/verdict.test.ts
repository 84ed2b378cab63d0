import { expect, it } from 'vitest';
import type { Quote } from '../../server/src/messages';
import { createTally } from './tally';
import { judge } from './verdict';

const ann = { id: 'ann', name: 'Ann' };
const quoteOf = (seq: number, user = ann): Quote => ({ id: `lot-${seq}`, seq, lot: 'lot', user, amount: seq, at: 0 });

function verdictOf(accepted: Quote[], history: Quote[], missing: number[] = []) {
  const tally = createTally();
  for (const quote of accepted) tally.accepted.set(quote.id, quote);
  const verdict = judge(tally, new Map([['lot', history]]), [{ name: 'Ann', userId: 'ann', missing: () => missing }]);
  return { verdict, details: tally.details, tally };
}

it('is content when the history has each accepted bid once, whatever others have bid', () => {
  const stranger = quoteOf(2, { id: 'bob', name: 'Bob' });
  const { verdict, details } = verdictOf([quoteOf(1)], [quoteOf(1), stranger]);
  expect(verdict).toEqual({ lost: 0, doubled: 0, outOfOrder: 0 });
  expect(details).toEqual([]);
});

it.each<[string, Quote[], Quote[], number[], object]>([
  ['an accepted bid that is not there', [quoteOf(1)], [], [], { lost: 1 }],
  ['one that is there with another amount', [quoteOf(1)], [{ ...quoteOf(1), amount: 9 }], [], { lost: 1 }],
  ['a bid that is there twice', [quoteOf(1)], [quoteOf(1), quoteOf(1)], [], { doubled: 1 }],
  ['a bid that nobody knows he made', [quoteOf(1)], [quoteOf(1), quoteOf(2)], [], { doubled: 1 }],
  ['quotes that a watcher was never told', [], [], [3, 4], { lost: 2 }],
])('notices %s', (_what, accepted, history, missing, expected) => {
  const { verdict } = verdictOf(accepted, history, missing);
  expect(verdict).toEqual({ lost: 0, doubled: 0, outOfOrder: 0, ...expected });
});

it('counts bids without an answer as lost, and what watchers have noticed', () => {
  const tally = createTally();
  tally.bids.unanswered = 2;
  tally.faults.doubled = 3;
  tally.faults['out of order'] = 4;
  expect(judge(tally, new Map(), [])).toEqual({ lost: 2, doubled: 3, outOfOrder: 4 });
});
