import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../test/manual-clock';
import { freshDatabase } from '../../test/test-database';
import { startServer } from '../../test/test-server';

describe('POST /api/session', () => {
  it('gives a token and the user, with the name trimmed', async () => {
    const server = await startServer();
    const response = await server.post({ name: '  Ann ' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      user: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'Ann' },
    });
  });

  it.each([
    ['the shortest name', 'A'],
    ['24 characters', 'x'.repeat(24)],
    ['24 characters of two UTF-16 units each', '🏺'.repeat(24)],
  ])('takes %s', async (_what, name) => {
    const server = await startServer();
    expect((await server.post({ name })).status).toBe(200);
  });

  it.each([
    ['25 characters', { name: 'x'.repeat(25) }, 'name: expected 1 to 24 characters'],
    ['an empty name', { name: '' }, 'name: expected 1 to 24 characters'],
    ['a name of blanks', { name: '   ' }, 'name: expected 1 to 24 characters'],
    ['a line break in the name', { name: 'A\nB' }, 'name: expected no control characters'],
    ['a NUL in the name', { name: 'A\u0000B' }, 'name: expected no control characters'],
    ['half a character in the name', { name: 'A\ud800' }, 'name: expected no control characters'],
    ['a name that turns the line around', { name: 'A\u202EB' }, 'name: expected no control characters'],
    ['a number for a name', { name: 7 }, 'name: Invalid input: expected string, received number'],
    ['no name', {}, 'name: Invalid input: expected string, received undefined'],
    ['an array', [], 'Invalid input: expected object, received array'],
  ])('refuses %s and says what it expected', async (_what, body, message) => {
    const server = await startServer();
    const response = await server.post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: { code: 'invalid-session', message } });
  });

  it('refuses a body that is not JSON, in JSON', async () => {
    const server = await startServer();
    const response = await server.post('{"name":');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'bad-request' } });
  });

  it('refuses a body over 16 KiB', async () => {
    const server = await startServer();
    expect((await server.post({ name: 'x'.repeat(17_000) })).status).toBe(413);
  });

  it('keeps the user id of a token of before, under the new name', async () => {
    const server = await startServer();
    const first = await server.session('Ann');
    const second = await server.session('Annie', first.token);
    expect(second.user).toEqual({ id: first.user.id, name: 'Annie' });
  });

  it('keeps the user id of a token that has expired', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock, sessionLifetime: 60_000 });
    const first = await server.session('Ann');
    await clock.advance(61_000);
    const second = await server.session('Ann', first.token);
    expect(second.user.id).toBe(first.user.id);
  });

  it.each([
    ['signed by someone else', (token: string) => `${token.split('.').slice(0, 2).join('.')}.${'A'.repeat(43)}`],
    ['with another payload', (token: string) => token.replace(/\.[^.]+\./, '.eyJzdWIiOiJyb290In0.')],
    ['that is no token', () => 'x'],
  ])('gives a fresh user id for a token %s', async (_what, forge) => {
    const server = await startServer();
    const first = await server.session('Ann');
    const second = await server.session('Ann', forge(first.token));
    expect(second.user.id).not.toBe(first.user.id);
    expect(second.user.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses one address that asks for more than its share', async () => {
    const server = await startServer({ sessionsPerMinute: 2 });
    expect((await server.post({ name: 'A' })).status).toBe(200);
    expect((await server.post({ name: 'B' })).status).toBe(200);
    const response = await server.post({ name: 'C' });
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ error: { code: 'rate-limited' } });
    expect((await fetch(`${server.url}/api/lots`)).status).toBe(200);
  });
});

it('lists the three lots, at their first price', async () => {
  const clock = createManualClock();
  const server = await startServer({ clock, roundDuration: 60_000 });
  const lots = (await (await fetch(`${server.url}/api/lots`)).json()) as unknown[];
  expect(lots).toHaveLength(3);
  expect(lots[0]).toEqual({
    id: 'ru-vase',
    title: { zh: expect.any(String), en: expect.any(String) },
    image: expect.any(String),
    price: 12_000,
    startPrice: 12_000,
    step: 500,
    startsAt: clock.now(),
    endsAt: clock.now() + 60_000,
    bids: 0,
    leader: null,
    seq: 0,
  });
});

describe('GET /api/lots/<id>/quotes', () => {
  it('tells the quotes of all rounds, oldest first, from the one asked for', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock, roundDuration: 60_000 });
    const ann = await server.join('Ann');
    ann.send({ type: 'bid', id: '1', lot: 'ru-vase', amount: 12_000 });
    await ann.next('bid-result', '1');
    await clock.advance(90_000);
    for (const amount of [12_000, 12_500]) ann.send({ type: 'bid', id: `again ${amount}`, lot: 'ru-vase', amount });
    await ann.next('bid-result', 'again 12500');
    const read = async (query: string) => (await fetch(`${server.url}/api/lots/ru-vase/quotes${query}`)).json();
    const { quotes } = (await read('')) as { quotes: Array<{ seq: number }> };
    expect(quotes.map(({ seq }) => seq)).toEqual([1, 3, 4]);
    expect(await read('?after=1')).toEqual({ quotes: quotes.slice(1) });
    expect(await read('?after=4')).toEqual({ quotes: [] });
  });

  it('tells a thousand at once, and what to ask for next', async () => {
    const database = await freshDatabase();
    const server = await startServer({ database });
    await database.run(`
      INSERT INTO lot_events SELECT 'guqin', seq, jsonb_build_object('type', 'quote', 'quote', jsonb_build_object('seq', seq))
      FROM generate_series(1, 1001) AS seq
    `);
    const read = async (after: number) => {
      const response = await fetch(`${server.url}/api/lots/guqin/quotes?after=${after}`);
      const { quotes, next } = (await response.json()) as { quotes: unknown[]; next?: number };
      return [quotes.length, next];
    };
    expect(await read(0)).toEqual([1_000, 1_000]);
    expect(await read(1_000)).toEqual([1, undefined]);
  });

  it.each(['-1', 'x', '1e99'])('refuses after=%s', async (after) => {
    const server = await startServer();
    const response = await fetch(`${server.url}/api/lots/guqin/quotes?after=${after}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'bad-request' } });
  });
});

it('refuses a lot that no lot can be called', async () => {
  const server = await startServer();
  const response = await fetch(`${server.url}/api/lots/%00/quotes`);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: { code: 'bad-request', message: 'lot: expected no control characters' },
  });
});

describe('GET /healthz', () => {
  it('says that the database answers', async () => {
    const server = await startServer();
    const response = await fetch(`${server.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
  });

  it.each<[string, () => Promise<never>]>([
    ['fails', () => Promise.reject(new Error('gone'))],
    ['never answers', () => new Promise(() => {})],
  ])('says with 503 that the database %s', async (_what, query) => {
    const database = { ...(await freshDatabase()) };
    const server = await startServer({ database });
    database.query = query;
    const response = await fetch(`${server.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([503, { ok: false }]);
  });
});

it('tells Prometheus of its connections, its bids and its memory', async () => {
  const server = await startServer();
  const ann = await server.join('Ann');
  for (const [id, amount] of [
    ['low', 1],
    ['enough', 12_000],
  ] as const) {
    ann.send({ type: 'bid', id, lot: 'ru-vase', amount });
    await ann.next('bid-result', id);
  }
  const response = await fetch(`${server.url}/metrics`);
  expect(response.headers.get('content-type')).toContain('version=0.0.4');
  const text = await response.text();
  expect(text).toContain('\nbidding_connections 1\n');
  expect(text).toContain('\nbidding_bids_total{outcome="accepted"} 1\n');
  expect(text).toContain('\nbidding_bids_total{outcome="too-low"} 1\n');
  expect(text).toMatch(/\nprocess_resident_memory_bytes [1-9]\d+\n/);
});

it('answers an unknown route of the api in JSON, without the query', async () => {
  const server = await startServer();
  const response = await fetch(`${server.url}/api/nothing?token=secret`);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ error: { code: 'not-found', message: 'There is no GET /api/nothing.' } });
});

it('tells a client that asks for /ws over HTTP to upgrade', async () => {
  const server = await startServer();
  expect((await fetch(`${server.url}/ws`)).status).toBe(426);
});

it('lets no page of another origin read its answers', async () => {
  const server = await startServer();
  const response = await fetch(`${server.url}/api/lots`, { headers: { origin: 'https://evil.example' } });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});
