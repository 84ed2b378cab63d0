import { act, cleanup, renderHook } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeartbeatSocket, jsonCodec, useHeartbeatSocket, useSharedSocket, useSubscription } from '..';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'weapp' });
});
vi.mock('@tarojs/taro', () => fake.taro);

interface Message {
  readonly watch?: number;
  readonly unwatch?: number;
  readonly bid?: number;
}

const URL = 'wss://bid.example.com/ws';
const LINGER = 1_000;
const OPTIONS = { codec: jsonCodec<string, Message>(), heartbeat: false, reconnect: { jitter: 'none' } } as const;

const elapse = (milliseconds = 0) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
const watch = (lot: number) => `{"watch":${lot}}`;
const unwatch = (lot: number) => `{"unwatch":${lot}}`;

async function accept(): Promise<void> {
  await elapse();
  fake.server.accept();
  await elapse();
}

async function reopen(): Promise<void> {
  fake.server.close(1001);
  await elapse(10_000);
  await accept();
}

const made: Array<{ destroy(): void }> = [];

/** A socket for several components. */
async function openSocket() {
  const socket = createHeartbeatSocket(URL, OPTIONS);
  made.push(socket);
  socket.connect();
  await accept();
  return socket;
}

type Socket = Awaited<ReturnType<typeof openSocket>>;

/** A component that watches a lot, or none, with objects that are new at each render. */
function subscribe(socket: Socket, first: number | null, options: Parameters<typeof renderHook>[1] = {}) {
  const { rerender, unmount } = renderHook(
    ({ lot }: { lot: number | null }) =>
      useSubscription(socket, lot === null ? null : { watch: lot }, lot === null ? undefined : { unwatch: lot }),
    { ...options, initialProps: { lot: first } },
  );
  return { unmount, render: (lot: number | null) => rerender({ lot }) };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  fake.reset({ act });
});
afterEach(async () => {
  cleanup();
  for (const socket of made.splice(0)) socket.destroy();
  await elapse(LINGER);
  fake.assertClean();
  vi.useRealTimers();
});

describe('a subscription', () => {
  it('is said at once on an open line, and its farewell when the component goes', async () => {
    const page = subscribe(await openSocket(), 7);
    expect(fake.server.received).toEqual([watch(7)]);
    page.unmount();
    expect(fake.server.received).toEqual([watch(7), unwatch(7)]);
  });

  it('is said once, however often its component renders with the same objects', async () => {
    const page = subscribe(await openSocket(), 7);
    for (let render = 0; render < 5; render += 1) page.render(7);
    expect(fake.server.received).toEqual([watch(7)]);
  });

  it('that is another one says the farewell of the old, and then itself', async () => {
    const page = subscribe(await openSocket(), 7);
    page.render(8);
    expect(fake.server.received).toEqual([watch(7), unwatch(7), watch(8)]);
  });

  it('of null says nothing, and ends the one before', async () => {
    const page = subscribe(await openSocket(), null);
    expect(fake.server.received).toEqual([]);
    page.render(7);
    page.render(null);
    expect(fake.server.received).toEqual([watch(7), unwatch(7)]);
    await reopen();
    expect(fake.server.received).toEqual([]);
  });

  it('has no farewell on a line on which it was not said', async () => {
    const socket = await openSocket();
    const page = subscribe(socket, 7);
    fake.server.close(1001);
    await elapse();
    page.unmount();
    await elapse(10_000);
    await accept();
    expect(fake.server.received).toEqual([]);
  });

  it('is said again on each line, after onOpen and before what waited', async () => {
    const socket = await openSocket();
    socket.on('open', () => socket.send({ bid: 0 }));
    subscribe(socket, 7);
    subscribe(socket, 8);
    fake.server.close(1001);
    await elapse();
    socket.send({ bid: 120 });
    await elapse(10_000);
    await accept();
    expect(fake.server.received).toEqual(['{"bid":0}', watch(7), watch(8), '{"bid":120}']);
    await reopen();
    expect(fake.server.received).toEqual(['{"bid":0}', watch(7), watch(8)]);
  });

  it('outlives a disconnect()', async () => {
    const socket = await openSocket();
    subscribe(socket, 7);
    act(() => socket.disconnect());
    act(() => socket.connect());
    await accept();
    expect(fake.server.received).toEqual([watch(7)]);
  });

  it('waits for the show where the platform takes nothing while the app is hidden', async () => {
    const page = subscribe(await openSocket(), null);
    fake.app.hide();
    page.render(7);
    expect(fake.server.received).toEqual([]);
    await elapse(1_000);
    fake.app.show();
    await elapse();
    expect(fake.server.received).toEqual([watch(7)]);
  });
});

describe('several components that subscribe to the same', () => {
  it('hold the farewell back until the last of them goes', async () => {
    const socket = await openSocket();
    const [one, other] = [subscribe(socket, 7), subscribe(socket, 7)];
    one.unmount();
    expect(fake.server.received).not.toContain(unwatch(7));
    other.unmount();
    expect(fake.server.received.filter((frame) => frame === unwatch(7))).toHaveLength(1);
  });

  it('hold it back also when one of them goes on to another', async () => {
    const socket = await openSocket();
    const one = subscribe(socket, 7);
    subscribe(socket, 7);
    one.render(8);
    expect(fake.server.received).not.toContain(unwatch(7));
    expect(fake.server.received.at(-1)).toBe(watch(8));
  });
});

describe('under StrictMode', () => {
  it('a page with a socket of its own says it once', async () => {
    const use = () => useSubscription(useHeartbeatSocket(URL, OPTIONS), { watch: 7 }, { unwatch: 7 });
    renderHook(use, { wrapper: StrictMode });
    await accept();
    expect(fake.server.received).toEqual([watch(7)]);
    await reopen();
    expect(fake.server.received).toEqual([watch(7)]);
  });

  it('a component that comes to an open line ends up subscribed', async () => {
    subscribe(await openSocket(), 7, { wrapper: StrictMode });
    expect(fake.server.received.at(-1)).toBe(watch(7));
    await reopen();
    expect(fake.server.received).toEqual([watch(7)]);
  });
});

describe('on a shared socket', () => {
  it('it goes on to the socket that comes after', async () => {
    // A child of a component that does not share it: it only listens, and holds no line.
    const { result } = renderHook(() => useSharedSocket(URL, { ...OPTIONS, enabled: false }));
    renderHook(() => useSubscription(result.current.core, { watch: 7 }));
    for (let line = 1; line <= 2; line += 1) {
      const holder = renderHook(() => useSharedSocket(URL, OPTIONS));
      await accept();
      expect([fake.server.connects, fake.server.received]).toEqual([line, [watch(7)]]);
      holder.unmount();
      await elapse(LINGER);
      expect(fake.server.connection.isOpen).toBe(false);
    }
  });

  it('who is not enabled says nothing, and says farewell when that comes to be', async () => {
    const holder = renderHook(() => useSharedSocket(URL, OPTIONS));
    await accept();
    const use = (enabled: boolean) =>
      useSubscription(useSharedSocket(URL, { ...OPTIONS, enabled }), { watch: 7 }, { unwatch: 7 });
    const page = renderHook(use, { initialProps: false });
    expect(fake.server.received).toEqual([]);
    page.rerender(true);
    expect(fake.server.received).toEqual([watch(7)]);
    page.rerender(false);
    expect(fake.server.received).toEqual([watch(7), unwatch(7)]);
    page.unmount();
    holder.unmount();
  });

  it('its farewell goes out while another page holds the line', async () => {
    const holder = renderHook(() => useSharedSocket(URL, OPTIONS));
    await accept();
    const page = renderHook(() => useSubscription(useSharedSocket(URL, OPTIONS), { watch: 7 }, { unwatch: 7 }));
    page.unmount();
    expect(fake.server.received).toEqual([watch(7), unwatch(7)]);
    holder.unmount();
  });
});
