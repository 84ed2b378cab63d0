import { jsonCodec, type UseHeartbeatSocketResult, useHeartbeatSocket } from '@heartbeat-socket/taro';
import { useCallback, useEffect, useReducer, useState } from 'react';
import type { ClientMessage, ServerMessage, User } from '../server/src/messages';
import { parseServerMessage } from './answers';
import { ANSWER_TIMEOUT, type BidState, reduceBid } from './bid-state';
import { EMPTY_LOT, type LotState, reduceLot } from './lot-state';
import { openSession, socketUrlOf } from './server-api';

const codec = jsonCodec<ServerMessage, ClientMessage>(parseServerMessage);

const heartbeat = {
  ping: 'header',
  isPong: ['header', 'SUCCESS'],
  interval: Number(process.env.TARO_APP_HEARTBEAT_INTERVAL),
  pongTimeout: Number(process.env.TARO_APP_PONG_TIMEOUT),
};

/** The live line of one lot. */
export interface LotLine {
  readonly socket: UseHeartbeatSocketResult<ServerMessage, ClientMessage>;
  readonly state: LotState;
  readonly bid: BidState;
  /** Who we are; null before the first session. */
  readonly user: User | null;
  placeBid(amount: number): void;
}

/** Follows a lot over the heartbeat socket, and bids on it. */
export function useLotLine(lotId: string): LotLine {
  const [state, dispatchLot] = useReducer(reduceLot, EMPTY_LOT);
  const [bid, dispatchBid] = useReducer(reduceBid, { phase: 'none' });
  const [user, setUser] = useState<User | null>(null);

  const socketUrl = useCallback(async () => {
    const session = await openSession();
    setUser(session.user);
    return socketUrlOf(session);
  }, []);

  const socket = useHeartbeatSocket(socketUrl, {
    key: lotId,
    codec,
    heartbeat,
    onOpen: () => socket.send({ type: 'watch', lot: lotId }),
    onMessage: (message) => {
      dispatchLot(message);
      dispatchBid({ type: 'message', message, userId: user?.id ?? null });
    },
    onClose: () => dispatchBid({ type: 'answer-lost' }),
    onError: (error) => console.warn(`[lot ${lotId}] ${error.code}: ${error.message}`),
    onDrop: (data, reason) => {
      // What failed on its way may still have arrived; the loss that comes with it says so.
      if (data.type === 'bid' && reason !== 'send-failed') dispatchBid({ type: 'not-sent', id: data.id });
    },
  });

  useEffect(() => {
    if (bid.phase !== 'sending') return;
    const timer = setTimeout(() => dispatchBid({ type: 'answer-lost' }), ANSWER_TIMEOUT);
    return () => clearTimeout(timer);
  }, [bid]);

  const placeBid = (amount: number) => {
    const id = newBidId();
    dispatchBid({ type: 'placed', id, amount });
    if (socket.send({ type: 'bid', id, lot: lotId, amount }) === 'dropped') dispatchBid({ type: 'not-sent', id });
  };

  return { socket, state, bid, user, placeBid };
}

function newBidId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}
