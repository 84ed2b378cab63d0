import type { HeartbeatSocketError } from '@heartbeat-socket/taro';
import { useReducer } from 'react';
import type { Quote, User } from '../../server/src/messages';
import { type AppLine, useAppLine } from '../line/app-line';
import { refusalOf } from '../line/refusal';
import { useUser } from '../line/session';
import type { LotState } from '../lots/lot-state';
import { useLotWatch } from '../lots/lot-watch';
import { type BidState, reduceBid } from './bid-state';

/** How long a bid is tried, over reconnects, in milliseconds, before its outcome counts as unknown. */
const BID_TIMEOUT = 30_000;

/** What a page of a lot goes by. */
export interface LotLine {
  readonly socket: AppLine;
  readonly state: LotState;
  readonly bid: BidState;
  readonly user: User | null;
  placeBid(amount: number): void;
}

/** Follows a lot on the app's line, and bids on it. */
export function useLotLine(lotId: string): LotLine {
  const [bid, dispatchBid] = useReducer(reduceBid, { phase: 'none' });
  const socket = useAppLine({
    onClose: () => dispatchBid({ type: 'line-lost' }),
    onError: (error) => console.warn(`[lot ${lotId}] ${error.code}: ${error.message}`),
  });
  const user = useUser();
  const state = useLotWatch(socket, lotId);

  const placeBid = (amount: number) => {
    dispatchBid({ type: 'placed', amount, round: state.lot?.startsAt ?? 0 });
    socket.request<Quote>({ type: 'bid', lot: lotId, amount }, { retry: true, timeout: BID_TIMEOUT }).then(
      () => dispatchBid({ type: 'accepted' }),
      (error: HeartbeatSocketError) => dispatchBid({ type: 'failed', code: error.code, refusal: refusalOf(error) }),
    );
  };

  return { socket, state, bid, user, placeBid };
}
