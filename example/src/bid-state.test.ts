import { describe, expect, it } from 'vitest';
import type { Quote, ServerMessage } from '../server/src/messages';
import { type BidEvent, type BidState, reduceBid } from './bid-state';

const me = { id: 'me', name: 'Me' };
const placed: BidEvent = { type: 'placed', id: 'b1', amount: 1_200 };
const own: Quote = { id: 'vase-2', seq: 2, lot: 'vase', user: me, amount: 1_200, at: 1 };

function message(content: ServerMessage): BidEvent {
  return { type: 'message', message: content, userId: me.id };
}

function snapshotWith(...quotes: Quote[]): BidEvent {
  return message({ type: 'snapshot', lot: {} as never, quotes, at: 0 });
}

function after(...events: BidEvent[]): BidState {
  return events.reduce(reduceBid, { phase: 'none' });
}

const accepted = message({ type: 'bid-result', id: 'b1', ok: true, quote: own });

describe('reduceBid', () => {
  it('is accepted by the answer to it', () => {
    expect(after(placed, accepted)).toEqual({ phase: 'accepted', id: 'b1', amount: 1_200 });
  });

  it('is rejected with the reason and the minimum of now', () => {
    const refusal = {
      type: 'bid-result',
      id: 'b1',
      ok: false,
      code: 'too-low',
      message: 'No.',
      minimum: 1_500,
    } as const;
    expect(after(placed, message(refusal))).toMatchObject({ phase: 'rejected', code: 'too-low', minimum: 1_500 });
  });

  it('is rejected by an error that names it', () => {
    const error = message({ type: 'error', id: 'b1', code: 'rate-limited', message: 'Slow down.' });
    expect(after(placed, error)).toMatchObject({ phase: 'rejected', code: 'rate-limited', minimum: null });
  });

  it('does not take the answer to another bid for its own', () => {
    const other = message({ type: 'bid-result', id: 'b0', ok: true, quote: own });
    expect(after(placed, other).phase).toBe('sending');
  });

  it('is unknown once its answer is lost, and settled when it turns up in a snapshot', () => {
    expect(after(placed, { type: 'answer-lost' }).phase).toBe('unknown');
    expect(after(placed, { type: 'answer-lost' }, snapshotWith(own)).phase).toBe('accepted');
  });

  it.each([
    ['of another user', { ...own, user: { id: 'you', name: 'You' } }],
    ['of another amount', { ...own, amount: 1_100 }],
  ])('stays unknown when a snapshot has only a quote %s', (_, quote) => {
    expect(after(placed, { type: 'answer-lost' }, snapshotWith(quote)).phase).toBe('unknown');
  });

  it('was not sent only if it is the one that was dropped', () => {
    expect(after(placed, { type: 'not-sent', id: 'b0' }).phase).toBe('sending');
    expect(after(placed, { type: 'not-sent', id: 'b1' }).phase).toBe('not-sent');
  });

  it('keeps an outcome when the line is lost after it', () => {
    expect(after(placed, accepted, { type: 'answer-lost' }).phase).toBe('accepted');
  });
});
