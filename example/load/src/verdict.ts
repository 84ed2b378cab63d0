import type { Quote } from '../../server/src/messages';
import type { Tally } from './tally';

/** What a bot has been told of a lot, to be compared with what the lot has had. */
export interface Witness {
  readonly name: string;
  readonly userId: string | null;
  missing(lot: string, history: readonly number[]): number[];
}

/** What must all be 0. */
export interface Verdict {
  /** Bids without an answer, accepted bids that the history has not, and quotes that a watcher was never told. */
  readonly lost: number;
  /** Quotes of our bots that nobody was told he has made, and quotes that were told twice. */
  readonly doubled: number;
  readonly outOfOrder: number;
}

/** Compares what the bots were told with what the servers have written. */
export function judge(
  tally: Tally,
  histories: ReadonlyMap<string, readonly Quote[]>,
  witnesses: readonly Witness[],
): Verdict {
  let lost = tally.bids.unanswered;
  let { doubled } = tally.faults;
  const quotes = [...histories.values()].flat();

  const written = new Map(quotes.map((quote) => [quote.id, quote]));
  doubled += quotes.length - written.size;
  for (const { id, amount, user } of tally.accepted.values()) {
    const quote = written.get(id);
    if (quote?.amount === amount && quote.user.id === user.id) continue;
    lost += 1;
    tally.note(`${user.name}: accepted ${id} of ${amount} is not in the history`);
  }

  const ours = new Set(witnesses.map(({ userId }) => userId));
  for (const { id, user } of quotes) {
    if (!ours.has(user.id) || tally.accepted.has(id)) continue;
    doubled += 1;
    tally.note(`${user.name}: ${id} is in the history, and he was told of no such bid`);
  }

  for (const [lot, history] of histories) {
    const seqs = history.map(({ seq }) => seq);
    for (const { name, missing } of witnesses) {
      const missed = missing(lot, seqs);
      lost += missed.length;
      if (missed.length > 0) tally.note(`${name} was never told of ${lot} ${missed.slice(0, 5).join(', ')}`);
    }
  }
  return { lost, doubled, outOfOrder: tally.faults['out of order'] };
}
