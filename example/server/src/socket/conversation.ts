import type { BidOutcome, LotReading, LotStore } from '../bidding/lot-store';
import type { Clock } from '../clock';
import { type ClientRequest, type Quote, type Since, SNAPSHOT_QUOTES, type SnapshotMessage } from '../messages';
import type { ClientConnection } from './client-connection';
import type { LotRooms } from './lot-rooms';

/** What a conversation is about. */
export interface ConversationContext {
  readonly store: LotStore;
  readonly rooms: LotRooms;
  readonly clock: Clock;
  /** Hears what became of each bid. */
  readonly onOutcome: (outcome: BidOutcome) => void;
}

type WatchMessage = Extract<ClientRequest, { type: 'watch' }>;

/** Acts on what clients say. */
export function createConversation({ store, rooms, clock, onOutcome }: ConversationContext) {
  async function readSnapshot({ lot, id, since }: WatchMessage): Promise<SnapshotMessage | null> {
    const reading = await store.read(lot, SNAPSHOT_QUOTES);
    if (!reading) return null;
    const news = since && quotesSince(reading, since);
    return {
      type: 'snapshot',
      ...(id === undefined ? {} : { id }),
      ...reading,
      ...(news ? { quotes: news, follows: since.seq } : {}),
      at: clock.now(),
    };
  }

  return async (connection: ClientConnection, message: ClientRequest): Promise<void> => {
    switch (message.type) {
      case 'watch': {
        const { lot, id } = message;
        if (await rooms.watch(lot, connection, () => readSnapshot(message))) return;
        const echo = id === undefined ? {} : { id };
        return connection.send({ type: 'error', code: 'unknown-lot', message: 'There is no such lot.', ...echo });
      }
      case 'unwatch':
        return rooms.unwatch(message.lot, connection);
      case 'bid': {
        const { id, lot, amount } = message;
        const outcome = await store.placeBid({ id, lot, amount, user: connection.user });
        onOutcome(outcome);
        return connection.send({ type: 'bid-result', id, ...outcome });
      }
    }
  };
}

/** The quotes that follow what a client has seen; undefined when that was another round, or may leave a gap. */
function quotesSince({ lot, quotes }: LotReading, { round, seq }: Since): Quote[] | undefined {
  if (round !== lot.startsAt || seq > lot.seq) return undefined;
  const oldest = quotes[quotes.length - 1];
  const isWhole = quotes.length === lot.bids || (oldest !== undefined && oldest.seq <= seq + 1);
  return isWhole ? quotes.filter((quote) => quote.seq > seq) : undefined;
}
