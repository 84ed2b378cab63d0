import { rm } from 'node:fs/promises';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { copyDataTemplate } from '../test/data-template';
import { type ServerProcess, startServerProcess } from '../test/server-process';
import { QUICK_START } from '../test/server-program';
import { connect, type TestClient } from '../test/test-client';
import { createPostgresDatabase } from '../test/test-database';
import type { Lot, QuotesResponse, SessionResponse } from './messages';

const LOT = 'ru-vase';
const PATIENCE = 60_000; // processes take their time to start on a busy machine
const hasPostgres = inject('postgresUrl') !== null;

async function launch(env: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const server = await startServerProcess({ H5_FOLDER: 'none', ...env }, [QUICK_START]);
  onTestFinished(() => server.kill());
  return server;
}

async function openSession(url: string, name: string): Promise<SessionResponse> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ name }) });
  return (await response.json()) as SessionResponse;
}

async function join(url: string, token: string): Promise<TestClient> {
  const client = connect(`${url.replace('http', 'ws')}/ws?token=${token}`);
  await client.text('SUCCESS');
  return client;
}

const read = async <Answer>(url: string, path: string) => (await (await fetch(url + path)).json()) as Answer;

describe.each([
  {
    name: 'PGlite',
    isInstalled: true,
    async place() {
      const folder = await copyDataTemplate();
      onTestFinished(() => rm(folder, { recursive: true }));
      return { DATA_FOLDER: folder };
    },
  },
  {
    name: 'PostgreSQL',
    isInstalled: hasPostgres,
    place: async () => ({ DATABASE_URL: await createPostgresDatabase() }),
  },
])('a server on $name', ({ isInstalled, place }) => {
  it.skipIf(!isInstalled)(
    'that is killed in the middle of bids has each that it has accepted once, and answers the others once',
    { timeout: PATIENCE },
    async () => {
      const server = await launch(await place());
      const { token } = await openSession(server.url, 'Ann');
      const before = await join(server.url, token);
      const bids = Array.from({ length: 40 }, (_, index) => ({
        type: 'bid' as const,
        id: `bid ${index}`,
        lot: LOT,
        amount: 12_000 + 500 * index,
      }));
      for (const bid of bids) before.send(bid);
      await before.next('bid-result', 'bid 0');
      await server.kill();

      await server.start();
      const after = await join(server.url, token);
      const [lot] = await read<Lot[]>(server.url, '/api/lots');
      const { quotes } = await read<QuotesResponse>(server.url, `/api/lots/${LOT}/quotes`);
      const written = quotes.length;
      // Whole bids only, the one that was answered at least, and not all: it died in the middle.
      expect(quotes.map(({ amount }) => amount)).toEqual(bids.slice(0, written).map(({ amount }) => amount));
      expect(written).toBeGreaterThanOrEqual(1);
      expect(written).toBeLessThan(40);
      expect(lot).toMatchObject({ seq: written, bids: written, price: quotes.at(-1)?.amount, leader: 'Ann' });

      for (const bid of bids) {
        after.send(bid);
        expect(await after.next('bid-result', bid.id)).toMatchObject({ ok: true, quote: { amount: bid.amount } });
      }
      const all = await read<QuotesResponse>(server.url, `/api/lots/${LOT}/quotes`);
      expect(all.quotes.slice(0, written)).toEqual(quotes);
      expect(all.quotes.map(({ seq }) => seq)).toEqual(bids.map((_, index) => index + 1));
    },
  );
});

describe.skipIf(!hasPostgres)('three servers on one PostgreSQL', () => {
  it('start at once, let each other’s users in, and tell each client every quote once, in order', {
    timeout: PATIENCE,
  }, async () => {
    const env = { DATABASE_URL: await createPostgresDatabase() };
    const servers = await Promise.all([launch(env), launch(env), launch(env)]);
    expect(await read<Lot[]>(servers[0].url, '/api/lots')).toHaveLength(3);
    const { token } = await openSession(servers[0].url, 'Ann');
    const clients = await Promise.all(servers.map(({ url }) => join(url, token)));
    for (const client of clients) client.send({ type: 'watch', lot: LOT });
    for (const client of clients) await client.next('snapshot');

    for (let index = 0; index < 30; index += 1) {
      const client = clients[index % 3];
      client?.send({ type: 'bid', id: `${index}`, lot: LOT, amount: 12_000 + 500 * index });
      await client?.next('bid-result', `${index}`);
    }
    const expected = Array.from({ length: 30 }, (_, index) => index + 1);
    for (const client of clients) {
      const seqs: number[] = [];
      while (seqs.at(-1) !== 30) seqs.push((await client.next('quote')).quote.seq);
      expect(seqs).toEqual(expected);
      expect(await client.settle()).toEqual([]);
    }
  });
});
