import { describe, expect, it } from 'vitest';
import type { Lot, Quote, ServerMessage } from '../server/src/messages';
import { EMPTY_LOT, type LotState, minimumBid, phaseOf, reduceLot, SHOWN_QUOTES } from './lot-state';

const vase: Lot = {
  id: 'vase',
  title: { zh: '瓶', en: 'Vase' },
  price: 1_000,
  step: 100,
  startPrice: 1_000,
  startsAt: 10_000,
  endsAt: 20_000,
  bids: 0,
  leader: null,
  seq: 0,
};

function quote(seq: number, changes: Partial<Quote> = {}): Quote {
  const user = { id: `u${seq}`, name: `Bidder ${seq}` };
  return { id: `vase-${seq}`, seq, lot: 'vase', user, amount: 1_000 + seq * 100, at: 11_000 + seq, ...changes };
}

function after(...messages: ServerMessage[]): LotState {
  return messages.reduce(reduceLot, EMPTY_LOT);
}

function snapshot(quotes: Quote[], changes: Partial<Lot> = {}): ServerMessage {
  return { type: 'snapshot', lot: { ...vase, bids: quotes.length, ...changes }, quotes, at: 0 };
}

function quoted(seq: number, changes?: Partial<Quote>): ServerMessage {
  return { type: 'quote', quote: quote(seq, changes), at: 0 };
}

function told(changes: Partial<Lot>): ServerMessage {
  return { type: 'lot', lot: { ...vase, ...changes }, at: 0 };
}

const seqs = ({ quotes }: LotState) => quotes.map(({ seq }) => seq);

describe('reduceLot', () => {
  it('takes a snapshot, newest quote first, whatever its order', () => {
    const state = after(snapshot([quote(1), quote(3), quote(2)]));
    expect(seqs(state)).toEqual([3, 2, 1]);
    expect(state).toMatchObject({ lot: { id: 'vase', bids: 3 }, lastSeq: 3, liveAfter: 3, missing: false });
  });

  it('puts a new quote on top, and moves price, leader and count with it', () => {
    const state = after(snapshot([quote(1)]), quoted(2));
    expect(seqs(state)).toEqual([2, 1]);
    expect(state.lot).toMatchObject({ price: 1_200, leader: 'Bidder 2', bids: 2 });
    expect(state).toMatchObject({ lastSeq: 2, liveAfter: 1 });
  });

  it.each([
    ['came twice', quoted(2)],
    ['came late', quoted(1)],
    ['belongs to another lot', quoted(3, { lot: 'tea' })],
  ])('changes nothing for a quote that %s', (_, message) => {
    const state = after(snapshot([quote(1)]), quoted(2));
    expect(reduceLot(state, message)).toBe(state);
  });

  it('changes nothing for a quote before the first snapshot', () => {
    expect(after(quoted(1))).toBe(EMPTY_LOT);
  });

  it('keeps no more quotes than it shows', () => {
    const quotes = Array.from({ length: SHOWN_QUOTES }, (_, index) => quote(index + 1));
    const state = after(snapshot(quotes), quoted(SHOWN_QUOTES + 1));
    expect(seqs(state)).toHaveLength(SHOWN_QUOTES);
    expect(seqs(state)[0]).toBe(SHOWN_QUOTES + 1);
    expect(seqs(state).at(-1)).toBe(2);
  });

  it('takes the snapshot of a restarted server, which counts from one again', () => {
    const state = after(snapshot([quote(7)]), snapshot([]), quoted(1));
    expect(seqs(state)).toEqual([1]);
  });

  it('takes a new end of the present round', () => {
    expect(after(snapshot([]), told({ endsAt: 50_000 })).lot?.endsAt).toBe(50_000);
  });

  it('keeps the price of a newer quote when a lot message was overtaken by it', () => {
    const state = after(snapshot([]), quoted(1), told({ endsAt: 50_000 }));
    expect(state.lot).toMatchObject({ price: 1_100, leader: 'Bidder 1', bids: 1, endsAt: 50_000 });
  });

  it('forgets the quotes of the round before when a new one begins, and ignores late ones of it', () => {
    const state = after(snapshot([quote(1)]), quoted(2), told({ startsAt: 30_000, endsAt: 40_000 }), quoted(2));
    expect(state.quotes).toEqual([]);
    expect(state.lot).toMatchObject({ price: 1_000, bids: 0, startsAt: 30_000 });
    expect(seqs(reduceLot(state, quoted(3)))).toEqual([3]);
  });

  it.each([
    ['an earlier round', told({ startsAt: 5_000, price: 9_999 })],
    ['another lot', told({ id: 'tea', price: 9_999 })],
    ['nothing that is ours', { type: 'error', code: 'rate-limited', message: 'Slow down.' } as const],
  ])('changes nothing for a message about %s', (_, message) => {
    const state = after(snapshot([quote(1)]));
    expect(reduceLot(state, message)).toBe(state);
  });

  it('knows that the lot is missing, until a snapshot says otherwise', () => {
    const missing = after({ type: 'error', code: 'unknown-lot', message: 'There is no such lot.' });
    expect(missing.missing).toBe(true);
    expect(reduceLot(missing, snapshot([])).missing).toBe(false);
  });
});

describe('minimumBid', () => {
  it('is the start price before the first bid, and one step above the price after it', () => {
    expect(minimumBid(vase)).toBe(1_000);
    expect(minimumBid({ ...vase, bids: 1, price: 1_300 })).toBe(1_400);
  });
});

describe('phaseOf', () => {
  it.each([
    [9_999, 'upcoming'],
    [10_000, 'running'],
    [19_999, 'running'],
    [20_000, 'ended'],
  ])('at %i is %s', (now, phase) => {
    expect(phaseOf(vase, now)).toBe(phase);
  });
});
