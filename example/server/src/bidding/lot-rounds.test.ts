import { expect, it } from 'vitest';
import { createManualClock } from '../../test/manual-clock';
import { startServer } from '../../test/test-server';

const LOT = 'ru-vase';
const ROUND = 60_000;

async function startRound() {
  const clock = createManualClock();
  const server = await startServer({ clock, roundDuration: ROUND });
  const client = await server.join('Ann');
  client.send({ type: 'watch', lot: LOT });
  const { lot } = await client.next('snapshot');
  return { clock, server, client, lot };
}

it('a bid in the last 30 s moves the end to 30 s from then, and watchers are told', async () => {
  const { clock, client, lot } = await startRound();
  await clock.advance(ROUND - 29_999);
  client.send({ type: 'bid', id: '1', lot: LOT, amount: 12_000 });
  await client.next('quote');
  const told = await client.next('lot');
  expect(told.lot).toEqual({ ...lot, price: 12_000, bids: 1, leader: 'Ann', seq: 2, endsAt: clock.now() + 30_000 });
  expect(told.at).toBe(clock.now());
});

it('a bid 30 s before the end leaves the end where it is', async () => {
  const { clock, client } = await startRound();
  await clock.advance(ROUND - 30_000);
  client.send({ type: 'bid', id: '1', lot: LOT, amount: 12_000 });
  await client.next('quote');
  await client.next('bid-result');
  expect(await client.settle()).toEqual([]);
});

it('a lot that was extended still takes bids, and ends at its new end', async () => {
  const { clock, client } = await startRound();
  await clock.advance(ROUND - 1);
  client.send({ type: 'bid', id: '1', lot: LOT, amount: 12_000 });
  await client.next('bid-result', '1');
  await clock.advance(29_999);
  client.send({ type: 'bid', id: '2', lot: LOT, amount: 13_000 });
  expect(await client.next('bid-result', '2')).toMatchObject({ ok: true });
  await clock.advance(30_000);
  client.send({ type: 'bid', id: '3', lot: LOT, amount: 14_000 });
  expect(await client.next('bid-result', '3')).toMatchObject({ ok: false, code: 'ended' });
});

it('a bid is taken up to the end, and turned down from then on', async () => {
  const { clock, client } = await startRound();
  await clock.advance(ROUND);
  client.send({ type: 'bid', id: '1', lot: LOT, amount: 12_000 });
  expect(await client.next('bid-result')).toMatchObject({ ok: false, code: 'ended', message: expect.any(String) });
});

it('watchers are told once when the lot ends', async () => {
  const { clock, client, lot } = await startRound();
  await clock.advance(ROUND - 1);
  expect(await client.settle()).toEqual([]);
  await clock.advance(1);
  expect(await client.next('lot')).toEqual({ type: 'lot', lot, at: clock.now() });
  await clock.advance(29_500);
  expect(await client.settle()).toEqual([]);
});

it('a fresh round begins 30 s after the end, and the numbers of events go on', async () => {
  const { clock, client, lot } = await startRound();
  client.send({ type: 'bid', id: '1', lot: LOT, amount: 12_000 });
  await client.next('quote');
  await clock.advance(ROUND);
  await client.next('lot');
  await clock.advance(30_000);
  const startsAt = clock.now();
  expect((await client.next('lot')).lot).toEqual({ ...lot, startsAt, endsAt: startsAt + ROUND, seq: 2 });

  client.send({ type: 'watch', lot: LOT });
  expect(await client.next('snapshot')).toMatchObject({ quotes: [], lot: { price: 12_000, bids: 0, leader: null } });
  client.send({ type: 'bid', id: '2', lot: LOT, amount: 12_000 });
  expect((await client.next('quote')).quote).toMatchObject({ seq: 3, amount: 12_000 });
});
