import type { ClientConnection } from './client-connection';
import type { Clock } from './clock';
import type { LotRooms } from './lot-rooms';
import type { LotStore } from './lot-store';
import { type ClientMessage, SNAPSHOT_QUOTES, type SnapshotMessage } from './messages';

/** What a conversation is about. */
export interface ConversationContext {
  readonly store: LotStore;
  readonly rooms: LotRooms;
  readonly clock: Clock;
}

/** Acts on what clients say. */
export function createConversation({ store, rooms, clock }: ConversationContext) {
  async function readSnapshot(lot: string, id: string | undefined): Promise<SnapshotMessage | null> {
    const reading = await store.read(lot, SNAPSHOT_QUOTES);
    return reading && { type: 'snapshot', ...(id === undefined ? {} : { id }), ...reading, at: clock.now() };
  }

  return async (connection: ClientConnection, message: ClientMessage): Promise<void> => {
    switch (message.type) {
      case 'watch': {
        const { lot, id } = message;
        if (await rooms.watch(lot, connection, () => readSnapshot(lot, id))) return;
        const echo = id === undefined ? {} : { id };
        return connection.send({ type: 'error', code: 'unknown-lot', message: 'There is no such lot.', ...echo });
      }
      case 'unwatch':
        return rooms.unwatch(message.lot, connection);
      case 'bid': {
        const { id, lot, amount } = message;
        const outcome = await store.placeBid({ id, lot, amount, user: connection.user });
        return connection.send({ type: 'bid-result', id, ...outcome });
      }
    }
  };
}
