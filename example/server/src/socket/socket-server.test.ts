import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../test/manual-clock';
import { connect, refusedStatus } from '../../test/test-client';
import { startServer } from '../../test/test-server';

const SECRET = 'a secret for tests, 32 characters';

describe('a client with a token', () => {
  it('is greeted with SUCCESS, and nothing else', async () => {
    const server = await startServer();
    const client = await server.join('Ann');
    expect(await client.settle()).toEqual([]);
  });

  it('gets header for header', async () => {
    const server = await startServer();
    const client = await server.join('Ann');
    client.send('header');
    await client.text('header');
    client.send('header');
    await client.text('header');
    expect(await client.settle()).toEqual([]);
  });

  it('is shown out with 4401 when the token expires, and not before', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock, sessionLifetime: 60_000, pingInterval: 59_000 });
    const client = await server.join('Ann');
    await clock.advance(59_000);
    client.send('header');
    await client.text('header');
    await clock.advance(59_000);
    expect(await client.closed).toEqual({ code: 4401, reason: 'expired token' });
  });
});

describe('a client without a good token', () => {
  const sign = (secret: string, claims: Record<string, unknown> = {}) =>
    new SignJWT({ name: 'Ann', ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('ann')
      .setAudience('heartbeat-socket-example')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret));
  const unsigned = [{ alg: 'none' }, { sub: 'ann', name: 'Ann', aud: 'heartbeat-socket-example', exp: 9_999_999_999 }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

  it.each<[string, () => string | Promise<string>, string]>([
    ['no query', () => '', 'missing token'],
    ['an empty token', () => '?token=', 'missing token'],
    ['a token that is none', () => '?token=nonsense', 'wrong token'],
    ['a token without a signature', () => `?token=${unsigned}.`, 'wrong token'],
    ['a token signed by someone else', async () => `?token=${await sign('b'.repeat(32))}`, 'wrong token'],
    ['a token without a name', async () => `?token=${await sign(SECRET, { name: '' })}`, 'wrong token'],
    ['a broken escape in the query', () => '?token=%zz', 'wrong token'],
  ])('is closed with 4401 for %s, and told in a frame', async (_what, query, reason) => {
    const server = await startServer({ sessionSecret: SECRET });
    const client = connect(server.wsUrl + (await query()));
    expect(await client.next('error')).toEqual({ type: 'error', code: 'unauthorized', message: reason });
    expect(await client.closed).toEqual({ code: 4401, reason });
  });

  it('is closed with 4401 for a token that has expired', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock, sessionLifetime: 60_000 });
    const { token } = await server.session('Ann');
    await clock.advance(60_000);
    expect(await connect(`${server.wsUrl}?token=${token}`).closed).toEqual({ code: 4401, reason: 'expired token' });
  });

  it('cannot make the server act before it is closed', async () => {
    const server = await startServer();
    const client = connect(server.wsUrl);
    client.socket.on('open', () => client.send({ type: 'bid', id: '1', lot: 'ru-vase', amount: 12_000 }));
    await client.closed;
    const lots = (await (await fetch(`${server.url}/api/lots`)).json()) as Array<{ bids: number }>;
    expect(lots[0]?.bids).toBe(0);
  });
});

describe('an upgrade request', () => {
  it.each(['/', '/wss', '/ws/', '/api/lots'])('to %s gets a 404', async (path) => {
    const server = await startServer();
    const { token } = await server.session('Ann');
    expect(await refusedStatus(`ws://127.0.0.1:${server.port}${path}?token=${token}`)).toBe(404);
  });

  it('from a foreign page gets a 403', async () => {
    const server = await startServer();
    const { token } = await server.session('Ann');
    expect(await refusedStatus(`${server.wsUrl}?token=${token}`, { origin: 'https://evil.example' })).toBe(403);
  });

  it.each([
    ['the own page', (port: number) => `http://127.0.0.1:${port}`],
    ['WeChat', () => 'https://servicewechat.com'],
    ['an Alipay app', () => 'https://2021000000000000.hybrid.alipay-eco.com'],
  ])('from %s is accepted', async (_what, origin) => {
    const server = await startServer();
    const { token } = await server.session('Ann');
    await connect(`${server.wsUrl}?token=${token}`, { origin: origin(server.port) }).text('SUCCESS');
  });
});

describe('one user', () => {
  it('is refused one connection too many with 4430, until another has ended', async () => {
    const server = await startServer({ maxConnectionsPerUser: 2 });
    const { token } = await server.session('Ann');
    const url = `${server.wsUrl}?token=${token}`;
    const first = connect(url);
    const second = connect(url);
    await Promise.all([first.text('SUCCESS'), second.text('SUCCESS')]);

    expect((await connect(url).closed).code).toBe(4430);
    await (await server.join('Bob')).settle();

    first.socket.close();
    await first.closed;
    await connect(url).text('SUCCESS');
    await second.settle();
  });
});

describe('a silent client', () => {
  it('lives as long as it answers pings', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock, pingInterval: 30_000 });
    const client = await server.join('Ann');
    for (let ping = 0; ping < 3; ping += 1) {
      const pinged = new Promise((resolve) => client.socket.once('ping', resolve));
      await clock.advance(30_000);
      await pinged;
      const answered = new Promise((resolve) => client.socket.once('pong', resolve));
      client.socket.ping(); // went out after the pong, so when it is answered that has arrived
      await answered;
    }
  });

  it('is cut off at the first ping after one that it has not answered', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock, pingInterval: 30_000 });
    const bystander = await server.join('Bob');
    const { token } = await server.session('Ann');
    const client = connect(`${server.wsUrl}?token=${token}`, { autoPong: false });
    await client.text('SUCCESS');
    const pinged = new Promise((resolve) => client.socket.once('ping', resolve));
    await clock.advance(30_000);
    await pinged;
    await bystander.settle();
    await clock.advance(29_999);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    await clock.advance(1);
    expect((await client.closed).code).toBe(1006);
    await bystander.settle();
  });
});

describe('shutdown', () => {
  it('closes every connection with 1001 and stops every timer', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock, demoBots: true });
    const clients = await Promise.all(['Ann', 'Bob', 'Cai'].map((name) => server.join(name)));
    await server.server.close();
    for (const client of clients) expect((await client.closed).code).toBe(1001);
    expect(clock.armed()).toBe(0);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });

  it('does not wait for a client that never answers', async () => {
    const server = await startServer({ closeTimeout: 50 });
    const client = await server.join('Ann');
    client.socket.pause();
    await server.server.close();
  });

  it('refuses newcomers while it waits for the others', async () => {
    const server = await startServer();
    const { token } = await server.session('Bob');
    const client = await server.join('Ann');
    client.socket.pause();
    const closed = server.server.close();
    expect(await refusedStatus(`${server.wsUrl}?token=${token}`)).toBe(503);
    client.socket.resume();
    await closed;
  });

  it('may be asked for twice', async () => {
    const server = await startServer();
    await Promise.all([server.server.close(), server.server.close()]);
  });
});
