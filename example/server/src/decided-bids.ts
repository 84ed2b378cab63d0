import type { Clock } from './clock';
import type { BidOutcome } from './lot-store';

const BIDS_PER_USER = 1_000;
const USERS = 10_000;
const MEMORY = 600_000;

/** Remembers what became of bids, by user and bid id. */
export interface DecidedBids {
  find(userId: string, bidId: string): BidOutcome | undefined;
  add(userId: string, bidId: string, outcome: BidOutcome): void;
}

interface Decided {
  readonly outcome: BidOutcome;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Makes a memory of decided bids, of ten minutes: a retry comes within seconds. It is bounded per user, so that one who
 * floods pushes out only his own; past the bound on users, the one who has not bid for the longest time is forgotten.
 */
export function createDecidedBids(clock: Clock): DecidedBids {
  const users = new Map<string, Map<string, Decided>>();

  const isPast = ({ at }: Decided) => clock.now() - at >= MEMORY;

  /** The first users are those who have not bid for the longest time, as the first bids are the oldest. */
  function forgetPast(): void {
    for (const [userId, bids] of users) {
      for (const [bidId, decided] of bids) {
        if (!isPast(decided)) break;
        bids.delete(bidId);
      }
      if (bids.size > 0) return;
      users.delete(userId);
    }
  }

  return {
    find(userId, bidId) {
      const decided = users.get(userId)?.get(bidId);
      return decided && !isPast(decided) ? decided.outcome : undefined;
    },
    add(userId, bidId, outcome) {
      forgetPast();
      const bids = users.get(userId) ?? new Map<string, Decided>();
      users.delete(userId); // a Map keeps the order of insertion: now the latest
      users.set(userId, bids);
      bids.delete(bidId);
      bids.set(bidId, { outcome, at: clock.now() });
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
