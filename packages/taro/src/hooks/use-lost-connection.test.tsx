import { act, cleanup, renderHook } from '@testing-library/react';
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HeartbeatSocketOptions, type TextOptions, useHeartbeatSocket, useLostConnection } from '..';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'weapp' });
});
vi.mock('@tarojs/taro', () => fake.taro);

const URL = 'wss://bid.example.com/ws';
const PLAIN = { heartbeat: false, reconnect: { jitter: 'none' } } as const;
const AFTER = 2_000;

const elapse = (milliseconds = 0) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

async function accept(): Promise<void> {
  await elapse();
  fake.server.accept();
  await elapse();
}

const Page = () => String(useLostConnection(useHeartbeatSocket(URL, PLAIN), { after: 0 }));

type Options = HeartbeatSocketOptions<string, string | ArrayBuffer> & TextOptions<undefined> & { after?: number };

/** A page that shows nothing but whether it has lost its connection, and what it has shown. */
function mount(options: Options = {}, wrapper?: typeof StrictMode) {
  const seen: Array<'lost' | null> = [];
  const hook = renderHook(
    ({ after, ...rest }: Options) => {
      const socket = useHeartbeatSocket(URL, { ...PLAIN, ...rest });
      seen.push(useLostConnection(socket, { after }));
      return socket;
    },
    { initialProps: options, ...(wrapper && { wrapper }) },
  );
  return {
    seen,
    unmount: hook.unmount,
    change: (changed: Options) => hook.rerender({ ...options, ...changed }),
    get socket() {
      return hook.result.current;
    },
    get now() {
      return seen.at(-1);
    },
  };
}

async function mountOpen(options: Options = {}) {
  const page = mount(options);
  await accept();
  page.seen.length = 0;
  return page;
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  fake.reset({ act });
});
afterEach(async () => {
  cleanup();
  await elapse();
  fake.assertClean();
  vi.useRealTimers();
});

describe('a connection', () => {
  it('that is back soon does not flash', async () => {
    const page = await mountOpen();
    fake.server.close(4000);
    await elapse(1_000);
    await accept();
    await elapse(60_000);
    expect(page.seen).toEqual([]);
  });

  it('that stays away is lost after two seconds, over several attempts, until it is back', async () => {
    const page = await mountOpen();
    fake.server.close(4000);
    await elapse(1_000);
    fake.server.refuse();
    await elapse(AFTER - 1_000 - 1);
    expect(page.seen).toEqual([]);
    await elapse(1);
    expect(page.seen).toEqual(['lost']);
    await elapse(10_000);
    fake.server.acceptAll();
    await elapse(30_000);
    expect(page.seen).toEqual(['lost', null]);
  });

  it('that does not come at first is lost, too', async () => {
    const page = mount();
    await elapse(AFTER - 1);
    expect(page.now).toBe(null);
    await elapse(1);
    expect(page.now).toBe('lost');
    await accept();
    expect(page.now).toBe(null);
  });

  it('that comes in time was never lost', async () => {
    const page = mount();
    await elapse(AFTER - 1);
    await accept();
    await elapse(60_000);
    expect(new Set(page.seen)).toEqual(new Set([null]));
  });

  it.each([0, 500])('is lost after %s ms where the page says so', async (after) => {
    const page = await mountOpen({ after });
    fake.server.close(4000);
    if (after > 0) await elapse(after - 1);
    expect(page.seen).toEqual([]);
    await elapse(1);
    expect(page.seen).toEqual(['lost']);
  });

  it('that the server has refused for good is lost at once', async () => {
    const page = await mountOpen();
    fake.server.close(1002);
    await elapse();
    expect([page.socket.status, page.now]).toEqual(['closed', 'lost']);
  });

  it('that is given up is lost at once', async () => {
    const page = await mountOpen({ reconnect: false });
    fake.server.close(4000);
    await elapse();
    expect([page.socket.status, page.now]).toEqual(['closed', 'lost']);
  });

  it('is lost under StrictMode, and is back', async () => {
    const page = mount({}, StrictMode);
    await elapse(AFTER);
    expect(page.now).toBe('lost');
    await accept();
    expect(page.now).toBe(null);
  });

  it('is not lost on a server', () => {
    expect(renderToString(<Page />)).toBe('null');
  });
});

describe('who does not want a connection', () => {
  it('has not lost it, by disconnect()', async () => {
    const page = await mountOpen();
    act(() => page.socket.disconnect());
    await elapse(60_000);
    expect(page.seen.includes('lost')).toBe(false);
  });

  it('has not lost it any more, by disconnect()', async () => {
    const page = mount();
    await elapse(AFTER);
    expect(page.now).toBe('lost');
    act(() => page.socket.disconnect());
    expect(page.now).toBe(null);
  });

  it.each([[{ enabled: false }], [{ enabled: false, after: 0 }]])('has not lost it, with %j', async (options) => {
    const page = mount(options);
    await elapse(60_000);
    expect(new Set(page.seen)).toEqual(new Set([null]));
  });

  it('has not lost it when it is turned off while it is away', async () => {
    const page = await mountOpen();
    fake.server.close(4000);
    await elapse(1_000);
    page.change({ enabled: false });
    await elapse(60_000);
    expect(page.seen.includes('lost')).toBe(false);
  });
});

describe('time in the background does not count', () => {
  it.each(['pause', 'disconnect', 'keep'] as const)(
    'for a connection that is lost there, with %s',
    async (background) => {
      fake.set({ suspendAfter: Infinity, refusesWhileHidden: false });
      const page = await mountOpen({ background });
      fake.app.hide();
      if (background !== 'disconnect') fake.server.close(4000);
      await elapse(60_000);
      fake.app.show();
      await elapse(AFTER - 1);
      expect(page.seen.includes('lost')).toBe(false);
      await elapse(1);
      expect(page.now).toBe('lost');
    },
  );

  it.each(['pause', 'disconnect', 'keep'] as const)(
    'for a first one that does not come, with %s',
    async (background) => {
      fake.set({ suspendAfter: Infinity, refusesWhileHidden: false });
      const page = mount({ background });
      await elapse(1_000);
      fake.app.hide();
      await elapse(60_000);
      fake.app.show();
      await elapse(AFTER - 1);
      expect(page.seen.includes('lost')).toBe(false);
      await elapse(1);
      expect(page.now).toBe('lost');
    },
  );
});
