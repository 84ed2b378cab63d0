import type { LotMessage, QuoteMessage, SnapshotMessage } from '../messages';

/** Someone who can be sent a frame. */
export interface Watcher {
  sendText(text: string): void;
}

/** What watchers of a lot are told after their snapshot. */
export type RoomMessage = QuoteMessage | LotMessage;

/** Who watches which lot. */
export interface LotRooms {
  /**
   * Sends a snapshot, and from then on what is broadcast. What is broadcast while the snapshot is being read waits
   * for it and follows it, so that nothing is missed and nothing comes twice. One who watches already, for another of
   * his pages, also gets again what the snapshot has: that page knows nothing of it. Answers false, and leaves no
   * trace, when there is no snapshot because there is no such lot.
   */
  watch(lot: string, watcher: Watcher, readSnapshot: () => Promise<SnapshotMessage | null>): Promise<boolean>;
  /** Stops what `watch` began; harmless without. */
  unwatch(lot: string, watcher: Watcher): void;
  /** Stops everything that this watcher watches. */
  leave(watcher: Watcher): void;
  /** Sends a message to each watcher of the lot. */
  broadcast(lot: string, message: RoomMessage): void;
  /** How many watchers a lot has. */
  size(lot: string): number;
}

interface Seat {
  /** What waits for the snapshot, or null when that has been sent. */
  held: RoomMessage[] | null;
  /** The number of the last event that is known from a snapshot: what is broadcast may lag behind what can be read. */
  seen: number;
}

/** Makes the rooms, all of them empty. */
export function createLotRooms(): LotRooms {
  const rooms = new Map<string, Map<Watcher, Seat>>();

  function unseat(lot: string, watcher: Watcher): void {
    const seats = rooms.get(lot);
    seats?.delete(watcher);
    if (seats?.size === 0) rooms.delete(lot);
  }

  /** What has waited goes out, as far as it is news. */
  function release(seat: Seat, watcher: Watcher): void {
    const waited = seat.held ?? [];
    seat.held = null;
    for (const message of waited) if (isNews(message, seat)) watcher.sendText(JSON.stringify(message));
  }

  return {
    async watch(lot, watcher, readSnapshot) {
      const before = rooms.get(lot)?.get(watcher);
      const watchedBefore = before?.held === null;
      const seat: Seat = { held: [], seen: before?.seen ?? 0 };
      const isTaken = () => rooms.get(lot)?.get(watcher) === seat;
      rooms.set(lot, (rooms.get(lot) ?? new Map<Watcher, Seat>()).set(watcher, seat));
      try {
        const snapshot = await readSnapshot();
        if (!snapshot) return false;
        if (!isTaken()) return true; // unwatched, or gone, in the meantime
        watcher.sendText(JSON.stringify(snapshot));
        if (!watchedBefore) seat.seen = snapshot.lot.seq;
        release(seat, watcher);
        return true;
      } finally {
        if (seat.held && isTaken()) {
          if (watchedBefore) release(seat, watcher);
          else unseat(lot, watcher);
        }
      }
    },

    unwatch: unseat,

    leave(watcher) {
      for (const lot of [...rooms.keys()]) unseat(lot, watcher);
    },

    broadcast(lot, message) {
      const text = JSON.stringify(message);
      for (const [watcher, seat] of [...(rooms.get(lot) ?? [])]) {
        if (seat.held) seat.held.push(message);
        else if (isNews(message, seat)) watcher.sendText(text);
      }
    },

    size: (lot) => rooms.get(lot)?.size ?? 0,
  };
}

/** Says whether a message tells more than the snapshot, which may have been read before or after it was sent. */
function isNews(message: RoomMessage, { seen }: Seat): boolean {
  // That a lot has ended is told under the number of its last event.
  return message.type === 'quote' ? message.quote.seq > seen : message.lot.seq >= seen;
}
