import { setTimeout as pause } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';
import { type BiddingBot, startBiddingBot } from './bidding-bot';
import { readHistory, readLots } from './server-answers';
import { createTally, type Tally } from './tally';
import { judge, type Verdict } from './verdict';

const NAME = 'bot';
/** How long bots that were just connected again may take to hear of the last quotes. */
const SETTLING = 10_000;

/** How a run is set up. */
export interface BiddingRunOptions {
  readonly urls: readonly string[];
  readonly clients: number;
  readonly seconds: number;
  /** Called every `killEvery` seconds; 0 for never. */
  readonly killEvery: number;
  readonly killOne: () => Promise<void>;
}

/** What a run has shown. */
export interface BiddingResult {
  readonly tally: Tally;
  readonly verdict: Verdict;
  readonly kills: number;
  readonly quotes: number;
}

/** Lets bots bid for some time, shows how it goes, and compares what they saw with what the servers have written. */
export async function runBidding({
  urls,
  clients,
  seconds,
  killEvery,
  killOne,
}: BiddingRunOptions): Promise<BiddingResult> {
  const tally = createTally();
  const lots = (await readLots(urls)).map(({ id }) => id);
  const bots = Array.from({ length: clients }, (_, index) =>
    startBiddingBot(`${NAME} ${index}`, urls, index, lots, tally),
  );
  let kills = 0;

  const bar = new SingleBar({
    format: '{bar} {value}/{total} s | {online} online | {sent} bids, {accepted} accepted, {open} open | p50 {p50} ms',
    noTTYOutput: true,
    notTTYSchedule: 10_000,
    hideCursor: true,
  });
  const shown = () => {
    const { sent, accepted, refused, unanswered } = tally.bids;
    const online = bots.filter(({ line }) => line.socket.getSnapshot().status === 'open').length;
    const open = sent - accepted - refused - unanswered;
    return { online, sent, accepted, open, p50: tally.latency.getValueAtPercentile(50) };
  };
  bar.start(seconds, 0, shown());
  let killing: Promise<void> = Promise.resolve();
  for (let second = 1; second <= seconds; second += 1) {
    await pause(1_000);
    bar.update(second, shown());
    if (killEvery > 0 && second % killEvery === 0 && second < seconds) {
      kills += 1;
      killing = killing.then(killOne);
    }
  }
  bar.stop();
  await killing;

  console.log('Waiting for the last answers …');
  await Promise.all(bots.map((bot) => bot.finish()));
  await settle(bots, urls);
  const histories = new Map(await Promise.all(lots.map(async (lot) => [lot, await readHistory(urls, lot)] as const)));
  const witnesses = bots.map(({ line, views }, index) => ({
    name: `${NAME} ${index}`,
    userId: line.userId(),
    missing: (lot: string, history: readonly number[]) => views.get(lot)?.missing(history) ?? [],
  }));
  const verdict = judge(tally, histories, witnesses);
  for (const bot of bots) bot.leave();
  return { tally, verdict, kills, quotes: [...histories.values()].flat().length };
}

/** Waits until every bot has heard of the last event of every lot: who then has not was left out. */
async function settle(bots: readonly BiddingBot[], urls: readonly string[]): Promise<void> {
  const lots = await readLots(urls);
  const isUpToDate = () =>
    bots.every(({ views }) => lots.every(({ id, seq }) => (views.get(id)?.since()?.seq ?? -1) >= seq));
  const deadline = Date.now() + SETTLING;
  while (!isUpToDate() && Date.now() < deadline) await pause(100);
}
