import { build, type Histogram } from 'hdr-histogram-js';
import type { Quote } from '../../server/src/messages';
import type { Fault } from './lot-view';

/** What became of a bid, as its bidder was told. */
export type BidEnd = 'accepted' | 'refused' | 'unanswered';

/** What all bots have seen, added up. */
export interface Tally {
  readonly bids: Record<BidEnd | 'sent', number>;
  /** The quotes that bidders were told they have made, by the id of the quote. */
  readonly accepted: Map<string, Quote>;
  readonly faults: Record<Fault, number>;
  /** What was wrong, in words: the first few. */
  readonly details: string[];
  reconnects: number;
  /** How often one who came back was told the whole, having missed more than a snapshot carries. */
  wholes: number;
  /** Milliseconds from a bid to its answer. */
  readonly latency: Histogram;
  /** The same, of bids whose line held. */
  readonly quietLatency: Histogram;
  note(detail: string): void;
}

const DETAILS = 10;

/** Makes one of nothing yet. */
export function createTally(): Tally {
  const details: string[] = [];
  return {
    bids: { sent: 0, accepted: 0, refused: 0, unanswered: 0 },
    accepted: new Map(),
    faults: { doubled: 0, 'out of order': 0 },
    details,
    reconnects: 0,
    wholes: 0,
    latency: build(),
    quietLatency: build(),
    note(detail) {
      if (details.length < DETAILS) details.push(detail);
    },
  };
}
