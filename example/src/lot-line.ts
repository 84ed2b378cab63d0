import { HeartbeatSocketError, type ResyncContext, useSocketReducer } from '@heartbeat-socket/taro';
import { useEffect, useReducer } from 'react';
import type { Quote, SnapshotMessage, User } from '../server/src/messages';
import { type AppLine, type LineRequest, useAppLine, useUser } from './app-line';
import { type BidState, reduceBid, refusalOf } from './bid-state';
import { EMPTY_LOT, type LotState, MISSING_LOT, reduceLot, sinceOf, withSnapshot } from './lot-state';

/** How long a bid is tried, over reconnects, in milliseconds, before its outcome counts as unknown. */
const BID_TIMEOUT = 30_000;

/** How many pages show a lot: the server tells each lot once to a line. */
const pagesOf = new Map<string, number>();

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
  const [state] = useSocketReducer(socket, reduceLot, EMPTY_LOT, {
    resync: (context): Promise<LotState> => fetchLot(lotId, state, context),
  });
  useLeaving(socket, lotId);

  const placeBid = (amount: number) => {
    dispatchBid({ type: 'placed', amount, round: state.lot?.startsAt ?? 0 });
    socket.request<Quote>({ type: 'bid', lot: lotId, amount }, { retry: true, timeout: BID_TIMEOUT }).then(
      () => dispatchBid({ type: 'accepted' }),
      (error: HeartbeatSocketError) => dispatchBid({ type: 'failed', code: error.code, refusal: refusalOf(error) }),
    );
  };

  return { socket, state, bid, user, placeBid };
}

/** Watches the lot on this connection, and fetches what followed the last event that the page has seen. */
async function fetchLot(lot: string, known: LotState, { request }: ResyncContext<LineRequest>): Promise<LotState> {
  try {
    const since = sinceOf(known);
    return withSnapshot(known, await request<SnapshotMessage>({ type: 'watch', lot, ...(since && { since }) }));
  } catch (error) {
    if (error instanceof HeartbeatSocketError && refusalOf(error)?.code === 'unknown-lot') return MISSING_LOT;
    throw error;
  }
}

/** Ends the watch when the last page of the lot has gone. */
function useLeaving({ send }: AppLine, lot: string): void {
  useEffect(() => {
    pagesOf.set(lot, (pagesOf.get(lot) ?? 0) + 1);
    return () => {
      const left = (pagesOf.get(lot) ?? 0) - 1;
      if (left > 0) return void pagesOf.set(lot, left);
      pagesOf.delete(lot);
      send({ type: 'unwatch', lot }, { queue: false });
    };
  }, [send, lot]);
}
