import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../test/manual-clock';
import type { TestClient } from '../../test/test-client';
import { connect } from '../../test/test-client';
import { freshDatabase } from '../../test/test-database';
import { startServer } from '../../test/test-server';

const LOT = 'ru-vase';

async function watching(client: TestClient): Promise<TestClient> {
  client.send({ type: 'watch', lot: LOT });
  await client.next('snapshot');
  return client;
}

describe('watch', () => {
  it('is answered with the lot as it stands', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock });
    const client = await server.join('Ann');
    client.send({ type: 'watch', lot: LOT });
    const snapshot = await client.next('snapshot');
    expect(snapshot).toEqual({ type: 'snapshot', lot: expect.anything(), quotes: [], at: clock.now() });
    expect(snapshot.lot).toMatchObject({ id: LOT, price: 12_000, bids: 0, leader: null });
  });

  it('has its id come back in the snapshot', async () => {
    const server = await startServer();
    const client = await server.join('Ann');
    client.send({ type: 'watch', lot: LOT, id: 'w1' });
    expect((await client.next('snapshot', 'w1')).lot.id).toBe(LOT);
  });

  it('of an unknown lot is an error', async () => {
    const server = await startServer();
    const client = await server.join('Ann');
    client.send({ type: 'watch', lot: 'nothing', id: 'w1' });
    const error = { type: 'error', code: 'unknown-lot', message: 'There is no such lot.', id: 'w1' };
    expect(await client.next('error')).toEqual(error);
  });

  it('shows the 50 newest quotes, newest first', async () => {
    const limits = { messageRate: { perSecond: 1e6, burst: 1e6 } };
    const server = await startServer({ limits });
    const client = await server.join('Ann');
    for (let bid = 1; bid <= 51; bid += 1) {
      client.send({ type: 'bid', id: `${bid}`, lot: LOT, amount: 12_000 + bid * 500 });
    }
    client.send({ type: 'watch', lot: LOT });
    const { lot, quotes } = await client.next('snapshot');
    expect(quotes.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => 51 - index));
    expect(quotes[0]).toMatchObject({ amount: lot.price, user: { name: 'Ann' } });
    expect(lot).toMatchObject({ bids: 51, leader: 'Ann' });
  });

  it('brings the quotes of that lot, and of no other, until unwatch', async () => {
    const server = await startServer();
    const ann = await watching(await server.join('Ann'));
    const bob = await server.join('Bob');
    bob.send({ type: 'bid', id: '1', lot: 'guqin', amount: 5_600 });
    bob.send({ type: 'bid', id: '2', lot: LOT, amount: 12_000 });
    await bob.next('bid-result', '2');
    expect((await ann.next('quote')).quote.lot).toBe(LOT);
    expect(await ann.settle()).toEqual([]);

    ann.send({ type: 'unwatch', lot: LOT });
    await ann.settle();
    bob.send({ type: 'bid', id: '3', lot: LOT, amount: 13_000 });
    await bob.next('bid-result', '3');
    expect(await ann.settle()).toEqual([]);
  });

  it('of every lot at once, and the end of it, is within the rate for a list of 100', async () => {
    const clock = createManualClock();
    const database = await freshDatabase();
    await clock.rule(database);
    await database.run(`
      INSERT INTO lots (id, place, title_zh, title_en, start_price, price, step, starts_at, ends_at)
      SELECT 'lot ' || place, place, '', '', 1, 1, 1, server_now(), server_now() + interval '1 hour'
      FROM generate_series(1000, 1099) AS place
    `);
    const client = await (await startServer({ database, clock })).join('Ann');
    const lots = Array.from({ length: 100 }, (_, index) => `lot ${1_000 + index}`);
    for (const lot of lots) client.send({ type: 'watch', lot });
    for (const lot of lots) client.send({ type: 'unwatch', lot });
    expect((await client.settle()).filter((frame) => !frame.includes('"snapshot"'))).toEqual([]);
  });

  it('twice brings each quote once', async () => {
    const server = await startServer();
    const ann = await watching(await watching(await server.join('Ann')));
    ann.send({ type: 'bid', id: '1', lot: LOT, amount: 12_000 });
    await ann.next('bid-result');
    await ann.next('quote');
    expect(await ann.settle()).toEqual([]);
  });
});

describe('a bid', () => {
  it('is told to every watcher, the bidder included', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock });
    const [ann, bob, cai] = await Promise.all(
      ['Ann', 'Bob', 'Cai'].map(async (name) => watching(await server.join(name))),
    );
    ann?.send({ type: 'bid', id: 'b1', lot: LOT, amount: 12_300 });
    const result = await ann?.next('bid-result');
    expect(result).toEqual({
      type: 'bid-result',
      id: 'b1',
      ok: true,
      quote: {
        id: 'ru-vase-1',
        seq: 1,
        lot: LOT,
        user: { id: expect.any(String), name: 'Ann' },
        amount: 12_300,
        at: clock.now(),
      },
    });
    const quote = result?.ok ? result.quote : null;
    for (const client of [ann, bob, cai]) {
      expect(await client?.next('quote')).toEqual({ type: 'quote', quote, at: clock.now() });
    }
  });

  it.each([
    ['the first price', [], 11_999, 12_000],
    ['a step above the price', [12_000], 12_499, 12_500],
  ])('must reach %s', async (_what, before, tooLow, enough) => {
    const server = await startServer();
    const client = await server.join('Ann');
    for (const amount of before) client.send({ type: 'bid', id: `${amount}`, lot: LOT, amount });
    client.send({ type: 'bid', id: 'low', lot: LOT, amount: tooLow });
    client.send({ type: 'bid', id: 'enough', lot: LOT, amount: enough });
    expect(await client.next('bid-result', 'low')).toEqual({
      type: 'bid-result',
      id: 'low',
      ok: false,
      code: 'too-low',
      message: expect.stringContaining(String(enough)),
      minimum: enough,
    });
    expect(await client.next('bid-result', 'enough')).toMatchObject({ ok: true });
  });

  it('on an unknown lot is turned down', async () => {
    const server = await startServer();
    const client = await server.join('Ann');
    client.send({ type: 'bid', id: 'b1', lot: 'nothing', amount: 1 });
    expect(await client.next('bid-result')).toMatchObject({ id: 'b1', ok: false, code: 'unknown-lot' });
  });

  it('that equals another at the same moment loses to it', async () => {
    const server = await startServer();
    const watcher = await watching(await server.join('Eve'));
    const bidders = await Promise.all(Array.from({ length: 8 }, (_, index) => server.join(`Bidder ${index}`)));
    for (const bidder of bidders) bidder.send({ type: 'bid', id: 'b1', lot: LOT, amount: 20_000 });
    const results = await Promise.all(bidders.map((bidder) => bidder.next('bid-result')));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result).toMatchObject({ code: 'too-low', minimum: 20_500 });
    await watcher.next('quote');
    expect(await watcher.settle()).toEqual([]);
  });
});

describe('the same bid again', () => {
  it('gets the same answer and makes no second quote', async () => {
    const server = await startServer();
    const ann = await watching(await server.join('Ann'));
    const bid = { type: 'bid', id: 'b1', lot: LOT, amount: 12_000 } as const;
    ann.send(bid);
    const first = await ann.next('bid-result');
    ann.send(bid);
    expect(await ann.next('bid-result')).toEqual(first);
    await ann.next('quote');
    expect(await ann.settle()).toEqual([]);
  });

  it('gets the same answer on another connection of the user, after others have bid', async () => {
    const server = await startServer();
    const { token } = await server.session('Ann');
    const bid = { type: 'bid', id: 'b1', lot: LOT, amount: 12_000 } as const;
    const before = connect(`${server.wsUrl}?token=${token}`);
    await before.text('SUCCESS');
    before.send(bid);
    const first = await before.next('bid-result');
    before.socket.terminate();
    const bob = await server.join('Bob');
    bob.send({ type: 'bid', id: 'b1', lot: LOT, amount: 15_000 });
    expect(await bob.next('bid-result')).toMatchObject({ ok: true, quote: { amount: 15_000 } });

    const after = connect(`${server.wsUrl}?token=${token}`);
    await after.text('SUCCESS');
    after.send(bid);
    expect(await after.next('bid-result')).toEqual(first);
  });

  it('is turned down again when it was turned down before, though it would do now', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock, roundDuration: 60_000 });
    const ann = await watching(await server.join('Ann'));
    const bid = { type: 'bid', id: 'b1', lot: LOT, amount: 12_000 } as const;
    await clock.advance(60_000);
    ann.send(bid);
    const first = await ann.next('bid-result');
    expect(first).toMatchObject({ ok: false, code: 'ended' });
    await clock.advance(30_000);
    ann.send(bid);
    expect(await ann.next('bid-result')).toEqual(first);
    ann.send({ ...bid, id: 'b2' });
    expect(await ann.next('bid-result')).toMatchObject({ ok: true });
  });
});

it('forgets a watcher that has gone', async () => {
  const server = await startServer();
  const ann = await watching(await server.join('Ann'));
  const closed = server.logged('connection closed');
  ann.socket.terminate();
  await closed;
  const bob = await server.join('Bob');
  bob.send({ type: 'bid', id: '1', lot: LOT, amount: 12_000 });
  expect(await bob.next('bid-result')).toMatchObject({ ok: true });
});
