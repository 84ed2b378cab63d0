import { describe, expect, it } from 'vitest';
import { createManualClock } from '../test/manual-clock';
import { startServer } from '../test/test-server';

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
    await clock.advance(3_600_000);
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

it('says that it is healthy', async () => {
  const server = await startServer();
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ ok: true });
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
