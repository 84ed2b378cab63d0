import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../test/manual-clock';
import { connect, type TestClient } from '../test/test-client';
import { startServer, type TestServer } from '../test/test-server';

const LOT = 'ru-vase';
const SECRET = 'a secret for tests, 32 characters';
const BIDS = 20;

const forgedToken = () =>
  new SignJWT({ name: 'Ann' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('ann')
    .setAudience('heartbeat-socket-example')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode('x'.repeat(32)));

/** One who was let in, and then does so. */
const afterEntry = (act: (client: TestClient) => void) => async (server: TestServer) => {
  const client = await server.join('Mallory');
  act(client);
  return client;
};

const many = (count: number, act: (index: number) => void) => {
  for (let index = 0; index < count; index += 1) act(index);
};

describe('beside one who', () => {
  it.each<[string, number, (server: TestServer) => Promise<TestClient>]>([
    ['has no token', 4401, async ({ wsUrl }) => connect(wsUrl)],
    ['has a forged token', 4401, async ({ wsUrl }) => connect(`${wsUrl}?token=${await forgedToken()}`)],
    ['sends an oversized frame', 1009, afterEntry((client) => client.send('x'.repeat(16_385)))],
    ['sends what is no UTF-8', 1007, afterEntry(({ socket }) => socket.send(Buffer.from([0xff]), { binary: false }))],
    ['sends malformed frames', 1008, afterEntry((client) => many(20, () => client.send('{"type":')))],
    ['floods', 4429, afterEntry((client) => many(2_000, () => client.send('header')))],
    [
      'never reads',
      1006, // nothing reaches one who does not read, a close code neither
      async (server) => {
        const client = await server.join('Mallory');
        client.socket.pause();
        many(50, (index) => client.send({ type: 'bid', id: `${index}`, lot: 'guqin', amount: 5_600 + 200 * index }));
        many(2_000, () => client.send({ type: 'watch', lot: 'guqin' }));
        server.logged('slow reader cut off').then(() => client.socket.resume());
        return client;
      },
    ],
  ])('%s, and is closed with %i for it, others bid and miss nothing', async (what, code, misbehave) => {
    const clock = createManualClock(); // stands still: so nobody is slow enough for the rate
    const limits = {
      messageRate: { perSecond: 20, burst: what === 'never reads' ? 1e6 : 40 },
      maxBufferedBytes: 65_536,
    };
    const server = await startServer({ clock, limits, sessionSecret: SECRET });
    const [ann, bob] = [await server.join('Ann'), await server.join('Bob')];
    for (const client of [ann, bob]) {
      client.send({ type: 'watch', lot: LOT });
      await client.next('snapshot');
    }
    const abuser = await misbehave(server);
    for (let index = 0; index < BIDS; index += 1) {
      const bidder = index % 2 === 0 ? ann : bob;
      bidder.send({ type: 'bid', id: `${index}`, lot: LOT, amount: 12_000 + 500 * index });
      expect(await bidder.next('bid-result', `${index}`)).toMatchObject({ ok: true });
    }
    expect((await abuser.closed).code).toBe(code);
    for (const client of [ann, bob]) {
      for (let index = 0; index < BIDS; index += 1) expect((await client.next('quote')).quote.seq).toBe(index + 1);
      expect(await client.settle()).toEqual([]);
    }
  });
});
