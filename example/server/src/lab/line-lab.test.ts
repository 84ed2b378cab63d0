import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../test/manual-clock';
import { connect, refusedStatus, type TestClient } from '../../test/test-client';
import { startServer, type TestServer } from '../../test/test-server';
import type { SessionResponse } from '../messages';
import { LAB_BOUNDS, LAB_DELAY } from './lab-messages';

/** Somebody with a session, his lines, and what he may ask of the lab. */
function visitor(server: TestServer, { token, user }: SessionResponse) {
  return {
    token,
    user,
    url: `${server.wsUrl}?token=${token}&lab=1`,
    async line(): Promise<TestClient> {
      const client = connect(`${server.wsUrl}?token=${token}&lab=1`);
      await client.text('SUCCESS');
      return client;
    },
    async act(action: object): Promise<{ status: number; body: unknown }> {
      const response = await fetch(`${server.url}/api/lab/break`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token, ...action }),
      });
      return { status: response.status, body: await response.json() };
    },
  };
}

async function enter(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer({ lineLab: true, ...options });
  const ann = visitor(server, await server.session('Ann'));
  const bob = visitor(server, await server.session('Bob'));
  return { server, ann, bob };
}

/** The line answers, and all that was sent on others before has had its time. */
async function answers(client: TestClient): Promise<void> {
  client.send('header');
  await client.text('header');
}

const BREAKS = [{ kind: 'cut' }, { kind: 'close', code: 1011 }, { kind: 'away' }, { kind: 'slow' }, { kind: 'refuse' }];

describe('a server without the lab', () => {
  it('says so, breaks nothing, and serves a line that asks for the lab as any other', async () => {
    const { server, ann } = await enter({ lineLab: false });
    expect(await (await fetch(`${server.url}/api/lab`)).json()).toEqual({ lab: false });
    const line = await ann.line();
    expect((await ann.act({ kind: 'cut' })).status).toBe(404);
    await answers(line);
  });
});

describe('the line lab', () => {
  it('says that it is there', async () => {
    const { server } = await enter();
    expect(await (await fetch(`${server.url}/api/lab`)).json()).toEqual({ lab: true });
  });

  it('cuts a line in silence, and ends it when nobody has given it up', async () => {
    const clock = createManualClock();
    const { ann, bob } = await enter({ clock });
    const [line, other] = [await ann.line(), await bob.line()];
    expect(await ann.act({ kind: 'cut' })).toEqual({ status: 200, body: { lines: 1 } });
    let isAnswered = false;
    line.socket.on('message', () => {
      isAnswered = true;
    });
    line.send('header');
    await answers(other);
    await answers(other);
    await clock.advance(LAB_BOUNDS.silence - 1);
    await answers(other);
    expect([isAnswered, line.socket.readyState]).toEqual([false, line.socket.OPEN]);
    await clock.advance(1);
    expect((await line.closed).code).toBe(1006);
    await answers(await ann.line());
  });

  it('lets the client give a line up that was cut', async () => {
    const { server, ann } = await enter({ clock: createManualClock() });
    const line = await ann.line();
    await ann.act({ kind: 'cut' });
    line.socket.terminate();
    await server.logged('connection closed');
    expect((await ann.act({ kind: 'cut' })).status).toBe(409);
  });

  it.each([1001, 1011, 4000])('closes a line with %i', async (code) => {
    const { ann } = await enter();
    const line = await ann.line();
    await ann.act({ kind: 'close', code });
    expect(await line.closed).toEqual({ code, reason: 'line lab' });
    await answers(await ann.line());
  });

  it.each([
    ['with 1011', { kind: 'close', code: 1011 }, 1011],
    ['for its token', { kind: 'refuse' }, 4401],
  ])('closes a slow line %s before the server stops waiting for the answer', async (_why, action, code) => {
    const { ann } = await enter({ clock: createManualClock(), closeTimeout: 50 });
    const line = await ann.line();
    await ann.act({ kind: 'slow' });
    await ann.act(action);
    expect((await line.closed).code).toBe(code);
  });

  it('is away for a line and the next ones, for as long as it says', async () => {
    const clock = createManualClock();
    const { ann, bob } = await enter({ clock });
    const line = await ann.line();
    await ann.act({ kind: 'away' });
    expect((await line.closed).code).toBe(1006);
    await clock.advance(LAB_BOUNDS.away - 1);
    expect(await refusedStatus(ann.url)).toBe(503);
    await answers(await bob.line());
    await clock.advance(1);
    await answers(await ann.line());
  });

  it('slows a line down, in order, for as long as it says', async () => {
    const clock = createManualClock();
    const { ann, bob } = await enter({ clock });
    const [line, other] = [await ann.line(), await bob.line()];
    const heard: string[] = [];
    line.socket.on('message', (data) => heard.push(String(data)));
    const armed = clock.armed();
    await ann.act({ kind: 'slow' });
    line.send('header');
    line.send({ type: 'ping' });
    await expect.poll(() => clock.armed()).toBe(armed + 2);
    await clock.advance(LAB_DELAY);
    await answers(other);
    expect(heard).toEqual([]);
    await clock.advance(LAB_DELAY);
    await line.text('header');
    await line.next('pong');
    expect(heard[0]).toBe('header');
    await clock.advance(LAB_BOUNDS.slow);
    await answers(line);
  });

  it('refuses the token of a line, and takes a new one, or the same later', async () => {
    const clock = createManualClock();
    const { server, ann } = await enter({ clock });
    const line = await ann.line();
    await ann.act({ kind: 'refuse' });
    expect(await line.next('error')).toMatchObject({ code: 'unauthorized' });
    expect((await line.closed).code).toBe(4401);
    expect((await connect(ann.url).closed).code).toBe(4401);
    await clock.advance(1_000);
    const again = visitor(server, await server.session('Ann', ann.token));
    expect(again.user).toEqual(ann.user);
    await answers(await again.line());
    await clock.advance(LAB_BOUNDS.refusal);
    await answers(await ann.line());
  });

  it.each(BREAKS)('leaves the lines of others alone, and the same one outside of it: %j', async (action) => {
    const { server, ann, bob } = await enter();
    await ann.line();
    const [own, other] = [connect(`${server.wsUrl}?token=${ann.token}`), await bob.line()];
    await own.text('SUCCESS');
    await ann.act(action);
    await answers(own);
    await answers(other);
    await answers(await bob.line());
    expect((await server.session('Ann', ann.token)).user).toEqual(ann.user);
  });

  it.each<[string, object, number]>([
    ['no token', { token: undefined }, 400],
    ['a token of nobody', { token: 'nonsense' }, 401],
    ['no such break', { kind: 'burn' }, 400],
    ['no code', { kind: 'close' }, 400],
    ['a code that is none of its own', { kind: 'close', code: 1000 }, 400],
  ])('refuses %s', async (_what, wrong, status) => {
    const { ann } = await enter();
    const line = await ann.line();
    expect((await ann.act({ kind: 'cut', ...wrong })).status).toBe(status);
    await answers(line);
  });

  it('refuses one who breaks too often, without touching his line', async () => {
    const { ann } = await enter();
    const statuses: number[] = [];
    for (let tries = 0; tries < 61; tries += 1) statuses.push((await ann.act({ kind: 'slow' })).status);
    expect(statuses.slice(-2)).toEqual([409, 429]);
  });

  it('leaves nothing behind when the server shuts down on lines that are broken', async () => {
    const clock = createManualClock();
    const { server, ann, bob } = await enter({ clock, closeTimeout: 50 });
    await ann.line();
    await bob.line();
    await ann.act({ kind: 'cut' });
    await bob.act({ kind: 'slow' });
    await server.server.close();
    expect(clock.armed()).toBe(0);
  });
});
