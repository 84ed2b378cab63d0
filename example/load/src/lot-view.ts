import type { Lot, LotMessage, QuoteMessage, Since, SnapshotMessage } from '../../server/src/messages';

/** What was wrong with what a lot's watcher was told. */
export type Fault = 'doubled' | 'out of order';

/** What one watcher has been told of a lot, and whether that was right. */
export interface LotView {
  /** The lot as it stands, or null before the first snapshot. */
  lot(): Lot | null;
  /** The last event that was told, to ask for what follows; null before the first snapshot. */
  since(): Since | null;
  /** Takes the answer to a watch. */
  synced(snapshot: SnapshotMessage): void;
  /** Takes what was told after it. */
  told(message: QuoteMessage | LotMessage): void;
  /** The numbers of the quotes that should have been told, and were not. */
  missing(history: readonly number[]): number[];
}

/**
 * Makes the view of a watcher who knows nothing yet. The numbers of a lot's events are those of its quotes and of its
 * new ends and rounds, so what is told live must have the next number; that a lot has ended is told under the last one.
 *
 * @param onWhole - called when the watcher came back and was told the whole in place of what he missed, as it was too much
 */
export function createLotView(onFault: (fault: Fault, detail: string) => void, onWhole: () => void): LotView {
  let lot: Lot | null = null;
  let first = 0;
  let last = 0;
  const seen = new Set<number>();
  /** What happened in between was not asked for, or was more than a snapshot carries. */
  const skipped: Array<readonly [from: number, to: number]> = [];

  function see(seq: number): void {
    if (seen.has(seq)) onFault('doubled', `quote ${seq} again, after ${last}`);
    seen.add(seq);
  }

  return {
    lot: () => lot,
    since: () => lot && { round: lot.startsAt, seq: last },
    synced({ lot: present, quotes, follows }) {
      if (present.seq < last) onFault('out of order', `a snapshot of ${present.seq} after ${last}`);
      if (lot === null) first = present.seq;
      else if (follows === last) for (const { seq } of [...quotes].reverse()) see(seq);
      else {
        skipped.push([last, present.seq]);
        onWhole();
      }
      lot = present;
      last = present.seq;
    },
    told(message) {
      const { seq } = message.type === 'quote' ? message.quote : message.lot;
      const isEnd = message.type === 'lot' && seq === last;
      if (seq !== last + 1 && !isEnd) onFault('out of order', `${message.type} ${seq} after ${last}`);
      if (message.type === 'quote') {
        see(seq);
        const { amount, user } = message.quote;
        if (lot) lot = { ...lot, price: amount, bids: lot.bids + 1, leader: user.name, seq };
      } else lot = message.lot;
      last = Math.max(last, seq);
    },
    missing: (history) =>
      history.filter(
        (seq) => seq > first && seq <= last && !seen.has(seq) && !skipped.some(([from, to]) => seq > from && seq <= to),
      ),
  };
}
