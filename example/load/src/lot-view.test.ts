import { expect, it } from 'vitest';
import type { Lot, LotMessage, QuoteMessage, SnapshotMessage } from '../../server/src/messages';
import { createLotView } from './lot-view';

const LOT: Lot = {
  id: 'lot',
  title: { zh: '拍品', en: 'Lot' },
  price: 100,
  step: 10,
  startPrice: 100,
  startsAt: 1_000,
  endsAt: 61_000,
  bids: 0,
  leader: null,
  seq: 0,
};

const quoteOf = (seq: number) => ({
  id: `lot-${seq}`,
  seq,
  lot: 'lot',
  user: { id: 'ann', name: 'Ann' },
  amount: seq,
  at: 0,
});
const quote = (seq: number): QuoteMessage => ({ type: 'quote', quote: quoteOf(seq), at: 0 });
const lot = (seq: number): LotMessage => ({ type: 'lot', lot: { ...LOT, seq }, at: 0 });
const snapshot = (seq: number, quotes: number[], follows?: number): SnapshotMessage => ({
  type: 'snapshot',
  lot: { ...LOT, seq },
  quotes: quotes.map(quoteOf),
  ...(follows === undefined ? {} : { follows }),
  at: 0,
});

function watch(...story: Array<QuoteMessage | LotMessage | SnapshotMessage>) {
  const faults: string[] = [];
  let wholes = 0;
  const view = createLotView(
    (fault) => faults.push(fault),
    () => {
      wholes += 1;
    },
  );
  for (const message of story) {
    if (message.type === 'snapshot') view.synced(message);
    else view.told(message);
  }
  return { view, faults, wholes: () => wholes };
}

it('finds nothing wrong with events that follow each other, an end, and what was missed', () => {
  const story = [snapshot(3, [3, 2, 1]), quote(4), lot(5), lot(5), quote(6), snapshot(9, [9, 7], 6), quote(10)];
  const { view, faults } = watch(...story);
  expect(faults).toEqual([]);
  expect(view.since()).toEqual({ round: 1_000, seq: 10 });
  expect(view.missing([1, 2, 3, 4, 6, 7, 9, 10])).toEqual([]);
});

it.each<[string, Array<QuoteMessage | LotMessage | SnapshotMessage>, string[]]>([
  ['a gap', [snapshot(0, []), quote(2)], ['out of order']],
  ['a step back', [snapshot(0, []), quote(1), quote(2), lot(1)], ['out of order']],
  ['a quote twice', [snapshot(0, []), quote(1), quote(1)], ['out of order', 'doubled']],
  ['what the snapshot had', [snapshot(0, []), quote(1), snapshot(2, [2], 1), quote(2)], ['out of order', 'doubled']],
  ['a snapshot with what was told', [snapshot(0, []), quote(1), snapshot(1, [1], 1)], ['doubled']],
  ['a snapshot of before', [snapshot(2, [2, 1]), snapshot(1, [1])], ['out of order']],
])('notices %s', (_what, story, expected) => {
  expect(watch(...story).faults).toEqual(expected);
});

it('knows which quotes it was never told', () => {
  const { view } = watch(snapshot(1, [1]), quote(2), snapshot(6, [6, 4], 2));
  expect(view.missing([1, 2, 3, 4, 5, 6, 7])).toEqual([3, 5]);
});

it('does not miss what nobody could tell it: it says how often that was', () => {
  const { view, wholes } = watch(snapshot(1, [1]), quote(2), snapshot(90, [90, 89]), quote(91));
  expect(view.missing([1, 2, 3, 4, 89, 90, 91])).toEqual([]);
  expect(wholes()).toBe(1);
});
