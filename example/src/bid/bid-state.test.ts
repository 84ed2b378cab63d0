import type { ErrorCode } from '@heartbeat-socket/taro';
import { describe, expect, it } from 'vitest';
import type { Lot } from '../../server/src/messages';
import type { Refusal } from '../line/refusal';
import { type BidEvent, type BidState, isOutbid, reduceBid } from './bid-state';

const bid = { amount: 1_200, round: 7 };
const placed: BidEvent = { type: 'placed', ...bid };
const accepted: BidEvent = { type: 'accepted' };
const lost: BidEvent = { type: 'line-lost' };

function failed(code: ErrorCode, refusal?: Refusal): BidEvent {
  return { type: 'failed', code, refusal };
}

function after(...events: BidEvent[]): BidState {
  return events.reduce(reduceBid, { phase: 'none' });
}

describe('reduceBid', () => {
  it('is accepted by the answer to it, over a lost line too', () => {
    expect(after(placed, accepted)).toEqual({ phase: 'accepted', ...bid });
    expect(after(placed, lost)).toEqual({ phase: 'checking', ...bid });
    expect(after(placed, lost, lost, accepted)).toEqual({ phase: 'accepted', ...bid });
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
    const state = { phase: 'rejected', ...bid, code: 'too-low', minimum: 1_500 };
    expect(after(placed, failed('request-rejected', refusal))).toEqual(state);
    expect(after(placed, lost, failed('request-rejected', refusal))).toEqual(state);
  });

  it('is rejected by an error that names no minimum', () => {
    const refusal = { type: 'error', id: 'b1', code: 'invalid-message', message: 'No.' } as const;
    expect(after(placed, failed('request-rejected', refusal))).toMatchObject({ phase: 'rejected', minimum: null });
  });

  it('is unknown after a fault of the server, which may have taken it', () => {
    const refusal = { type: 'error', id: 'b1', code: 'internal', message: 'Oh.' } as const;
    expect(after(placed, failed('request-rejected', refusal))).toEqual({ phase: 'unknown', ...bid });
  });

  it.each([
    ['not-sent', 'not-sent'],
    ['encode', 'not-sent'],
    ['unknown', 'unknown'],
    ['request-timeout', 'unknown'],
  ] as const)('after %s is %s', (code, phase) => {
    expect(after(placed, lost, failed(code))).toEqual({ phase, ...bid });
  });

  it('keeps an outcome when the line is lost after it', () => {
    expect(after(placed, accepted, lost).phase).toBe('accepted');
    expect(after(lost).phase).toBe('none');
  });

  it('gives way to the next bid', () => {
    expect(after(placed, accepted, { ...placed, amount: 1_300 })).toEqual({
      phase: 'sending',
      amount: 1_300,
      round: 7,
    });
  });
});

describe('isOutbid', () => {
  const lot = (price: number, startsAt = 7) => ({ price, startsAt }) as Lot;
  it('is said of an accepted bid of this round that is not the highest any more', () => {
    const state = after(placed, accepted);
    expect([isOutbid(state, lot(1_200)), isOutbid(state, lot(1_300))]).toEqual([false, true]);
    expect(isOutbid(state, lot(1_300, 8))).toBe(false);
    expect(isOutbid(after(placed), lot(1_300))).toBe(false);
  });
});
