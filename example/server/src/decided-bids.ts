import type { BidOutcome } from './lot-store';

const BIDS_PER_USER = 1_000;
const USERS = 10_000;

/** Remembers what became of bids, by user and bid id. */
export interface DecidedBids {
  find(userId: string, bidId: string): BidOutcome | undefined;
  add(userId: string, bidId: string, outcome: BidOutcome): void;
}

/**
 * Makes a memory of decided bids. It is bounded per user, so that one who floods pushes out only his own; past the
 * bound on users, the one who has not bid for the longest time is forgotten. A retry comes within seconds.
 */
export function createDecidedBids(): DecidedBids {
  const users = new Map<string, Map<string, BidOutcome>>();
  return {
    find: (userId, bidId) => users.get(userId)?.get(bidId),
    add(userId, bidId, outcome) {
      const bids = users.get(userId) ?? new Map<string, BidOutcome>();
      users.delete(userId); // a Map keeps the order of insertion: now the latest
      users.set(userId, bids);
      bids.set(bidId, outcome);
      dropOldest(bids, BIDS_PER_USER);
      dropOldest(users, USERS);
    },
  };
}

function dropOldest<Key>(map: Map<Key, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}
