import Fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { createManualClock } from '../../test/manual-clock';
import { freshDatabase } from '../../test/test-database';
import { startLotFeed } from '../bidding/lot-feed';
import type { LotChange } from '../bidding/lot-store';
import { createSqlLotStore } from '../bidding/sql-lot-store';
import { runDemoBots } from './demo-bots';
import { addDemoLots } from './demo-lots';

const ROUND = 600_000;

async function startBots(round = ROUND) {
  const clock = createManualClock();
  const database = await freshDatabase();
  await clock.rule(database);
  await addDemoLots(database, round);
  const { log } = Fastify();
  const changes: LotChange[] = [];
  const feed = await startLotFeed({ database, log, onChange: (change) => changes.push(change) });
  onTestFinished(() => feed.stop());
  const store = createSqlLotStore(database, 30_000);
  let turn = 0;
  const random = () => (turn++ % 10) / 10;
  const stop = runDemoBots({ store, clock, log, random });
  return { clock, store, changes, stop };
}

it('bots bid on every lot, one after another, and none above its own quote', async () => {
  const { clock, changes } = await startBots();
  await clock.advance(120_000);
  const quotes = changes.flatMap((change) => (change.type === 'quote' ? [change.quote] : []));
  expect(new Set(quotes.map(({ lot }) => lot)).size).toBe(3);
  for (const lot of ['ru-vase', 'puer-cake', 'guqin']) {
    const names = quotes.filter((quote) => quote.lot === lot).map(({ user }) => user.name);
    expect(names.length).toBeGreaterThan(1);
    names.slice(1).forEach((name, index) => {
      expect(name).not.toBe(names[index]);
    });
  }
});

it('bots leave the last minute to people, so that a lot ends when it says', async () => {
  const { clock, store, changes } = await startBots();
  await clock.advance(ROUND);
  const end = (await store.list())[0]?.endsAt;
  expect(end).toBe(clock.now());
  const last = changes.at(-1);
  expect(last?.type === 'quote' && last.quote.at < clock.now() - 60_000).toBe(true);
});

it('bots stop bidding at six times the first price', async () => {
  const { clock, store } = await startBots(10 * ROUND);
  await clock.advance(10 * ROUND);
  for (const lot of await store.list()) {
    expect(lot.price).toBeGreaterThanOrEqual(lot.startPrice * 6);
    expect(lot.price).toBeLessThan(lot.startPrice * 6 + lot.step * 3);
  }
});

it('bots that are stopped leave no timer', async () => {
  const { clock, stop } = await startBots();
  await clock.advance(10_000);
  stop();
  expect(clock.armed()).toBe(0);
  await clock.advance(60_000);
  expect(clock.armed()).toBe(0);
});

it('bots that are stopped while one bids leave no timer either', async () => {
  const { clock, store, stop } = await startBots();
  const list = store.list;
  store.list = () => {
    stop();
    return list();
  };
  await clock.advance(60_000);
  const lots = await list();
  expect(lots.reduce((bids, lot) => bids + lot.bids, 0)).toBe(1);
  expect(clock.armed()).toBe(0);
});
