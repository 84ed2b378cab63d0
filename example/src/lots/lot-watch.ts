import { HeartbeatSocketError, type ReducerResyncContext, useSocketReducer } from '@heartbeat-socket/taro';
import { useEffect } from 'react';
import type { SnapshotMessage } from '../../server/src/messages';
import type { AppLine, LineRequest } from '../line/app-line';
import { refusalOf } from '../line/refusal';
import { EMPTY_LOT, type LotState, MISSING_LOT, reduceLot, sinceOf, withSnapshot } from './lot-state';

/** How many components show a lot: the server tells each lot once to a line. */
const watchersOf = new Map<string, number>();

/** The lot as the line tells it, from the first snapshot on. */
export function useLotWatch(line: AppLine, lotId: string): LotState {
  const [state] = useSocketReducer(line, reduceLot, EMPTY_LOT, { resync: (context) => fetchLot(lotId, context) });
  useLeaving(line, lotId);
  return state;
}

/** Watches the lot on this connection, and fetches what followed the last event that is known. */
async function fetchLot(
  lot: string,
  { state, request }: ReducerResyncContext<LineRequest, LotState>,
): Promise<LotState> {
  try {
    const since = sinceOf(state);
    return withSnapshot(state, await request<SnapshotMessage>({ type: 'watch', lot, ...(since && { since }) }));
  } catch (error) {
    if (error instanceof HeartbeatSocketError && refusalOf(error)?.code === 'unknown-lot') return MISSING_LOT;
    throw error;
  }
}

/** Ends the watch when the last one who shows the lot has gone. */
function useLeaving({ send }: AppLine, lot: string): void {
  useEffect(() => {
    watchersOf.set(lot, (watchersOf.get(lot) ?? 0) + 1);
    return () => {
      const left = (watchersOf.get(lot) ?? 0) - 1;
      if (left > 0) return void watchersOf.set(lot, left);
      watchersOf.delete(lot);
      send({ type: 'unwatch', lot }, { queue: false });
    };
  }, [send, lot]);
}
