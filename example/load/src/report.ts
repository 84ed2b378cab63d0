import Table from 'cli-table3';
import type { BiddingResult } from './bidding-run';
import type { DuelResult } from './duel-run';
import type { IdleResult } from './idle-run';
import type { OldBidsResult, Times } from './old-bids-run';
import type { OneUserResult } from './one-user-run';

type Row = readonly [what: string, ...figures: Array<string | number>];

/** The table of a run of bots, and below it what was wrong. */
export function describeBidding({ tally, verdict, kills, quotes }: BiddingResult, seconds: number): string {
  const { bids, latency, quietLatency } = tally;
  const inMs = (histogram: typeof latency) =>
    `p50 ${histogram.getValueAtPercentile(50)} ms, p99 ${histogram.getValueAtPercentile(99)} ms, max ${histogram.maxValue} ms`;
  const table = tabulate([
    ['bids sent', `${bids.sent} (${(bids.sent / seconds).toFixed(1)} per second)`],
    ['accepted', bids.accepted],
    ['refused', bids.refused],
    ['quotes in the history', quotes],
    ['lost', verdict.lost],
    ['doubled', verdict.doubled],
    ['out of order', verdict.outOfOrder],
    ['latency', inMs(latency)],
    ['latency, line held', inMs(quietLatency)],
    ['servers killed', kills],
    ['reconnects', tally.reconnects],
    ['missed too much to be told', tally.wholes],
  ]);
  return [table, ...tally.details].join('\n');
}

/** The table of duels. */
export function describeDuels({ duels, won, wrong }: DuelResult): string {
  return tabulate([
    ['pairs of equal bids', duels],
    ['with one winner', won],
    ['wrong', wrong],
  ]);
}

/** The table of idle connections. */
export function describeIdle({ connections, resident, heap }: IdleResult): string {
  const inKiB = (bytes: number) => `${(bytes / 1_024).toFixed(1)} KiB`;
  return tabulate([
    ['idle connections', connections],
    ['memory per connection', inKiB(resident)],
    ['of it JavaScript heap', inKiB(heap)],
  ]);
}

/** The table of one user's connections, wave by wave. */
export function describeOneUser({ connections, letIn, turnedAway, wrong }: OneUserResult): string {
  return tabulate([
    ['connections of one user', connections],
    ['let in', letIn.join(', then ')],
    ['turned away', turnedAway.join(', then ')],
    ['wrong', wrong],
  ]);
}

/** The table of old bids. */
export function describeOldBids({ bids: [few, many], times: [fewTimes, manyTimes] }: OldBidsResult): string {
  const inMs = (time: number) => `${time.toFixed(1)} ms`;
  const rows = (Object.keys(fewTimes) as Array<keyof Times>).map(
    (what): Row => [what, inMs(fewTimes[what]), inMs(manyTimes[what])],
  );
  return tabulate([['old bids', few, many], ...rows]);
}

function tabulate(rows: readonly Row[]): string {
  const table = new Table({ style: { head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
