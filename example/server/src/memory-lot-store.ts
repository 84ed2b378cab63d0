import { decideBid, nextRound, UNKNOWN_LOT } from './bidding-rules';
import type { Clock } from './clock';
import { createDecidedBids } from './decided-bids';
import type { Bid, BidOutcome, LotChange, LotStore } from './lot-store';
import { type Lot, type Quote, SNAPSHOT_QUOTES } from './messages';

interface LotRecord {
  lot: Lot;
  /** Newest first, never changed in place: a reading may still hold it. */
  quotes: readonly Quote[];
}

/** What a store in memory is made of. */
export interface MemoryLotStoreOptions {
  /** The lots at the start. */
  readonly lots: readonly Lot[];
  readonly clock: Clock;
  /** A bid this close to the end, in milliseconds, moves the end to this long from now. */
  readonly overtime: number;
}

/**
 * Makes a store that lasts as long as the process. No method awaits anything between reading and writing, so each is
 * one transaction.
 */
export function createMemoryLotStore({ lots, clock, overtime }: MemoryLotStoreOptions): LotStore {
  const records = new Map<string, LotRecord>(lots.map((lot) => [lot.id, { lot, quotes: [] }]));
  const decided = createDecidedBids(clock);
  const listeners = new Set<(change: LotChange) => void>();

  function emit(change: LotChange): void {
    for (const listener of [...listeners]) listener(change);
  }

  function decide(bid: Bid): BidOutcome {
    const record = records.get(bid.lot);
    if (!record) return UNKNOWN_LOT;
    const decision = decideBid(record.lot, bid, { now: clock.now(), overtime });
    if (!decision.ok) return decision;
    const { quote, lot, extended } = decision;
    record.lot = lot;
    record.quotes = [quote, ...record.quotes].slice(0, SNAPSHOT_QUOTES);
    emit({ type: 'quote', quote });
    if (extended) emit({ type: 'lot', lot });
    return { ok: true, quote };
  }

  return {
    async list() {
      return [...records.values()].map(({ lot }) => lot);
    },

    async read(lotId, limit) {
      const record = records.get(lotId);
      return record ? { lot: record.lot, quotes: record.quotes.slice(0, limit) } : null;
    },

    async placeBid(bid) {
      const earlier = decided.find(bid.user.id, bid.id);
      if (earlier) return earlier;
      const outcome = decide(bid);
      decided.add(bid.user.id, bid.id, outcome);
      return outcome;
    },

    async startDueRounds(rest, duration) {
      const now = clock.now();
      for (const record of records.values()) {
        if (now < record.lot.endsAt + rest) continue;
        record.lot = nextRound(record.lot, now, duration);
        record.quotes = [];
        emit({ type: 'lot', lot: record.lot });
      }
    },

    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
