import { describe, expect, it } from 'vitest';
import type { Lot, Quote, ServerMessage, SnapshotMessage } from '../../server/src/messages';
import {
  EMPTY_LOT,
  type LotState,
  MISSING_LOT,
  minimumBid,
  newestOf,
  phaseOf,
  reduceLot,
  SHOWN_QUOTES,
  sinceOf,
  withSnapshot,
} from './lot-state';

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

/** The state after a snapshot, and what came then. */
function after(first: SnapshotMessage, ...messages: ServerMessage[]): LotState {
  return messages.reduce(reduceLot, withSnapshot(EMPTY_LOT, first));
}

/** A snapshot with those quotes, newest first. */
function snapshot(seqs: number[], changes: Partial<Lot> = {}, follows?: number): SnapshotMessage {
  const lot = { ...vase, bids: seqs.length, seq: seqs[0] ?? 0, ...changes };
  const quotes = seqs.map((seq) => quote(seq));
  return { type: 'snapshot', lot, quotes, ...(follows === undefined ? {} : { follows }), at: 0 };
}

function quoted(seq: number, changes?: Partial<Quote>): ServerMessage {
  return { type: 'quote', quote: quote(seq, changes), at: 0 };
}

function told(changes: Partial<Lot>): ServerMessage {
  return { type: 'lot', lot: { ...vase, ...changes }, at: 0 };
}

const seqsOf = ({ quotes }: LotState) => quotes.map(({ seq }) => seq);

describe('withSnapshot', () => {
  it('takes the lot and its quotes', () => {
    const state = after(snapshot([3, 2, 1]));
    expect(seqsOf(state)).toEqual([3, 2, 1]);
    expect(state).toMatchObject({ lot: { id: 'vase', bids: 3 }, liveAfter: 3, missing: false });
  });

  it('puts what followed the last event on top of what is known', () => {
    const known = after(snapshot([2, 1]), quoted(3));
    const state = withSnapshot(known, snapshot([6, 5], { bids: 5, seq: 6 }, 3));
    expect(seqsOf(state)).toEqual([6, 5, 3, 2, 1]);
    expect(state).toMatchObject({ lot: { bids: 5, seq: 6 }, liveAfter: 6 });
  });

  it('forgets what is known where the snapshot stands for itself, as after a restart of the server', () => {
    const state = withSnapshot(after(snapshot([7])), snapshot([], { startsAt: 20_000 }));
    expect(seqsOf(state)).toEqual([]);
    expect(seqsOf(reduceLot(state, quoted(1)))).toEqual([1]);
  });

  it('says that a lot that was missing is there', () => {
    expect(withSnapshot(MISSING_LOT, snapshot([])).missing).toBe(false);
  });

  it('keeps no more quotes than it shows', () => {
    const known = after(snapshot(Array.from({ length: SHOWN_QUOTES }, (_, index) => SHOWN_QUOTES - index)));
    const state = withSnapshot(known, snapshot([SHOWN_QUOTES + 1], {}, SHOWN_QUOTES));
    expect(seqsOf(state)).toHaveLength(SHOWN_QUOTES);
    expect(seqsOf(state).at(-1)).toBe(2);
  });
});

describe('sinceOf', () => {
  it('is the last event, whatever it was', () => {
    expect(sinceOf(EMPTY_LOT)).toBeUndefined();
    expect(sinceOf(after(snapshot([2, 1])))).toEqual({ round: 10_000, seq: 2 });
    expect(sinceOf(after(snapshot([2, 1]), quoted(3), told({ seq: 4 })))).toEqual({ round: 10_000, seq: 4 });
  });
});

describe('reduceLot', () => {
  it('puts a new quote on top, and moves price, leader and count with it', () => {
    const state = after(snapshot([1]), quoted(2));
    expect(seqsOf(state)).toEqual([2, 1]);
    expect(state.lot).toMatchObject({ price: 1_200, leader: 'Bidder 2', bids: 2, seq: 2 });
    expect(state.liveAfter).toBe(1);
  });

  it.each([
    ['a quote that came twice', quoted(2)],
    ['a quote that came late', quoted(1)],
    ['a quote of another lot', quoted(3, { lot: 'tea' })],
    ['a lot that came late', told({ seq: 1, price: 9_999 })],
    ['another lot', told({ id: 'tea', seq: 3 })],
    ['nothing that is ours', { type: 'error', code: 'rate-limited', message: 'Slow down.' } as const],
  ])('changes nothing for a message about %s', (_, message) => {
    const state = after(snapshot([1]), quoted(2));
    expect(reduceLot(state, message)).toBe(state);
  });

  it('changes nothing before the first snapshot', () => {
    expect([quoted(1), told({ seq: 1 })].reduce(reduceLot, EMPTY_LOT)).toBe(EMPTY_LOT);
  });

  it('keeps no more quotes than it shows', () => {
    const shown = Array.from({ length: SHOWN_QUOTES }, (_, index) => SHOWN_QUOTES - index);
    const seqs = seqsOf(after(snapshot(shown), quoted(SHOWN_QUOTES + 1)));
    expect([seqs.length, seqs[0], seqs.at(-1)]).toEqual([SHOWN_QUOTES, SHOWN_QUOTES + 1, 2]);
  });

  it('takes a new end of the present round, and keeps its quotes', () => {
    const state = after(snapshot([1]), told({ endsAt: 50_000, bids: 1, seq: 2 }));
    expect([state.lot?.endsAt, seqsOf(state)]).toEqual([50_000, [1]]);
  });

  it('forgets the quotes of the round before when a new one begins', () => {
    const state = after(snapshot([1]), quoted(2), told({ startsAt: 30_000, endsAt: 40_000, seq: 3 }), quoted(2));
    expect(seqsOf(state)).toEqual([]);
    expect(state.lot).toMatchObject({ price: 1_000, bids: 0, startsAt: 30_000 });
    expect(seqsOf(reduceLot(state, quoted(4)))).toEqual([4]);
  });
});

describe('the round before', () => {
  const ended = after(snapshot([1]), quoted(2));
  const nextRound = told({ startsAt: 30_000, endsAt: 40_000, seq: 3 });

  it('is told once another begins, by its last price and its winner', () => {
    expect(ended.lastRound).toBeNull();
    const state = reduceLot(ended, nextRound);
    expect(state.lastRound).toEqual({ price: 1_200, winner: 'Bidder 2' });
    expect(reduceLot(state, quoted(4)).lastRound).toEqual(state.lastRound);
    expect(reduceLot(after(snapshot([])), told({ startsAt: 30_000, seq: 1 })).lastRound).toEqual({
      price: 1_000,
      winner: null,
    });
  });

  it('stays over a snapshot of the same round, and is not made up where its end was not seen', () => {
    const state = reduceLot(ended, nextRound);
    const same = snapshot([], { startsAt: 30_000, seq: 3 }, 3);
    expect(withSnapshot(state, same).lastRound).toEqual(state.lastRound);
    expect(withSnapshot(ended, snapshot([], { startsAt: 30_000, seq: 9 })).lastRound).toBeNull();
  });
});

describe('newestOf', () => {
  it('is what was watched, until the list tells more', () => {
    const watched = { ...vase, seq: 5 };
    expect(newestOf(vase, null)).toBe(vase);
    expect(newestOf(vase, watched)).toBe(watched);
    expect(newestOf({ ...vase, seq: 6 }, watched).seq).toBe(6);
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
    [9_999, 'upcoming', 'upcoming'],
    [10_000, 'running', 'running'],
    [19_999, 'running', 'running'],
    [20_000, 'ended', 'overdue'],
  ])('at %i is %s on a live line, %s without one', (now, live, lost) => {
    expect([phaseOf(vase, now, true), phaseOf(vase, now, false)]).toEqual([live, lost]);
  });
});
