import { act, cleanup, renderHook } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHeartbeatSocket, useFreshness, useHeartbeatSocket, useSharedSocket } from '..';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

const URL = 'wss://bid.example.com/ws';

async function elapse(milliseconds = 0): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(milliseconds));
}

async function open(): Promise<void> {
  await elapse();
  act(() => mock.task.open());
}

const answer = () => act(() => mock.task.say('pong'));
const pings = () => mock.task.send.mock.calls.length;

/** A mounted page that shows nothing but its freshness, and what it has shown. */
function mount(options?: Parameters<typeof useFreshness>[1]) {
  const seen: string[] = [];
  const hook = renderHook(
    (props: Parameters<typeof useFreshness>[1]) => seen.push(useFreshness(useHeartbeatSocket(URL), props)),
    { initialProps: options },
  );
  return { ...hook, seen };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  mock.reset();
});
afterEach(() => {
  cleanup();
  expect([vi.getTimerCount(), mock.listeners()]).toEqual([0, 0]);
  vi.useRealTimers();
});

it('tells a bid button long before a dead line is declared lost, and renders for nothing else', async () => {
  const { seen } = mount();
  await open();
  answer();
  await elapse(5_000);
  act(() => mock.task.say('a quote'));
  expect(seen).toEqual(['stale', 'live']);
  await elapse(5_000);
  await elapse(999);
  expect(seen.length).toBe(2);
  await elapse(1);
  expect(seen).toEqual(['stale', 'live', 'suspect']);
  await elapse(9_000);
  expect(seen).toEqual(['stale', 'live', 'suspect', 'stale']);
});

it('is suspect from show and from a change of the network until the next frame', async () => {
  const { seen } = mount();
  await open();
  answer();
  act(() => mock.app.hide());
  act(() => mock.app.show());
  answer();
  act(() => mock.network.report({ isConnected: true, networkType: '4g' }));
  answer();
  expect(seen).toEqual(['stale', 'live', 'suspect', 'live', 'suspect', 'live']);
});

it.each([
  [undefined, 5_000],
  [{ maxAge: 4_000 }, 2_000],
  [{ maxAge: Infinity }, 25_000],
])('with %o has a ping go out after %s ms of silence', async (options, silence) => {
  mount(options);
  await open();
  answer();
  await elapse(silence - 1);
  expect(pings()).toBe(1);
  await elapse(1);
  expect(pings()).toBe(2);
});

it('follows a maxAge that changes, and leaves the interval as it was on unmount', async () => {
  const socket = createHeartbeatSocket(URL);
  const { rerender, unmount } = renderHook((maxAge: number) => useFreshness(socket, { maxAge }), {
    initialProps: 10_000,
    wrapper: StrictMode,
  });
  socket.connect();
  await open();
  answer();
  rerender(2_000);
  await elapse(1_000);
  expect(pings()).toBe(2);
  answer();
  unmount();
  await elapse(24_999);
  expect(pings()).toBe(2);
  await elapse(1);
  expect(pings()).toBe(3);
  socket.destroy();
});

it('goes by another socket from the render on that brings it', async () => {
  const sockets = [createHeartbeatSocket(URL), createHeartbeatSocket(URL)] as const;
  sockets[0].connect();
  await open();
  const { result, rerender } = renderHook((at: 0 | 1) => useFreshness(sockets[at]), { initialProps: 0 as 0 | 1 });
  expect(result.current).toBe('live');
  rerender(1);
  expect(result.current).toBe('stale');
  act(() => sockets[1].connect());
  await open();
  expect(result.current).toBe('live');
  for (const socket of sockets) socket.destroy();
});

it('is stale when the socket that it shared has ended, and live on the one that comes after it', async () => {
  const { result, rerender } = renderHook(
    (enabled: boolean) => useFreshness(useSharedSocket(URL, { enabled, linger: 300, heartbeat: false })),
    { initialProps: true },
  );
  await open();
  expect(result.current).toBe('live');
  rerender(false);
  await elapse(300);
  expect(result.current).toBe('stale');
  rerender(true);
  await open();
  expect(result.current).toBe('live');
  cleanup();
  await elapse(300);
});

it.each([1, Number.NaN, -Infinity, '10' as unknown as number])('refuses a maxAge of %o', (maxAge) => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  window.addEventListener('error', (event) => event.preventDefault(), { capture: true });
  const socket = createHeartbeatSocket(URL);
  expect(() => renderHook(() => useFreshness(socket, { maxAge }))).toThrow(
    /maxAge: expected a number from 2 to 2147483647, or Infinity, got/,
  );
  vi.restoreAllMocks();
});
