import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { createManualClock } from '../test/manual-clock';
import { runDemoBots } from './demo-bots';
import { createDemoLots } from './demo-lots';
import type { LotChange } from './lot-store';
import { createMemoryLotStore } from './memory-lot-store';

const ROUND = 600_000;

function startBots(round = ROUND) {
  const clock = createManualClock();
  const lots = createDemoLots(clock.now(), round);
  const store = createMemoryLotStore({ lots, clock, overtime: 30_000 });
  const changes: LotChange[] = [];
  store.onChange((change) => changes.push(change));
  let turn = 0;
  const random = () => (turn++ % 10) / 10;
  const stop = runDemoBots({ store, clock, log: Fastify().log, random });
  return { clock, store, changes, stop };
}

it('bots bid on every lot, one after another, and none above its own quote', async () => {
  const { clock, changes } = startBots();
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
  const { clock, store, changes } = startBots();
  await clock.advance(ROUND);
  const end = (await store.list())[0]?.endsAt;
  expect(end).toBe(clock.now());
  const last = changes.at(-1);
  expect(last?.type === 'quote' && last.quote.at < clock.now() - 60_000).toBe(true);
});

it('bots stop bidding at six times the first price', async () => {
  const { clock, store } = startBots(10 * ROUND);
  await clock.advance(10 * ROUND);
  for (const lot of await store.list()) {
    expect(lot.price).toBeGreaterThanOrEqual(lot.startPrice * 6);
    expect(lot.price).toBeLessThan(lot.startPrice * 6 + lot.step * 3);
  }
});

it('bots that are stopped leave no timer', async () => {
  const { clock, stop } = startBots();
  await clock.advance(10_000);
  stop();
  expect(clock.armed()).toBe(0);
  await clock.advance(60_000);
  expect(clock.armed()).toBe(0);
});

it('bots that are stopped while one bids leave no timer either', async () => {
  const { clock, store, changes, stop } = startBots();
  store.onChange(stop);
  await clock.advance(60_000);
  expect(changes).toHaveLength(1);
  expect(clock.armed()).toBe(0);
});
