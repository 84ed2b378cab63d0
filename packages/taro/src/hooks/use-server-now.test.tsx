import { act, cleanup, renderHook } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHeartbeatSocket, type ServerNowOptions, useServerNow } from '..';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

const URL = 'wss://bid.example.com/ws';

async function elapse(milliseconds = 0): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(milliseconds));
}

const createSocket = () =>
  createHeartbeatSocket(URL, {
    heartbeat: {
      isPong: (raw) => String(raw).startsWith('pong'),
      serverTime: (raw) => Number(String(raw).slice(5)),
    },
  });

/** A mounted clock, and what it has shown. */
function mount(options?: ServerNowOptions, socket = createSocket()) {
  const seen: number[] = [];
  const hook = renderHook(
    (props: ServerNowOptions | undefined) => {
      const now = useServerNow(socket, props);
      seen.push(now);
      return now;
    },
    { initialProps: options },
  );
  return { ...hook, seen, socket };
}

beforeEach(() => {
  // No whole second: what ticks must tick on those of the clock, and not of the mount.
  vi.useFakeTimers({ now: 1_000_300 });
  mock.reset();
});
afterEach(() => {
  cleanup();
  expect([vi.getTimerCount(), mock.listeners()]).toEqual([0, 0]);
  vi.useRealTimers();
});

it('renders on each full second, whenever it was mounted', async () => {
  const one = mount();
  await elapse(400);
  const other = mount();
  await elapse(299);
  expect([one.seen, other.seen]).toEqual([[1_000_000], [1_000_000]]);
  await elapse(1);
  expect([one.seen, other.seen]).toEqual([
    [1_000_000, 1_001_000],
    [1_000_000, 1_001_000],
  ]);
  await elapse(1_000);
  expect(one.seen).toEqual([1_000_000, 1_001_000, 1_002_000]);
});

it.each([
  [1, [1_000_300, 1_000_400, 1_000_500]],
  [100, [1_000_300, 1_000_400, 1_000_500]],
  [250, [1_000_250, 1_000_500]],
  [7_000, [994_000]],
])('every %s ms shows multiples of that', (every, expected) => {
  const { seen } = mount({ every });
  // React 19 also renders at each microtask of an asynchronous act; within a synchronous one, every React renders once.
  act(() => void vi.advanceTimersByTime(100));
  act(() => void vi.advanceTimersByTime(100));
  expect(seen).toEqual(expected);
});

it('follows an `every` that changes', async () => {
  const { seen, rerender } = mount({ every: 5_000 });
  rerender({ every: 100 });
  await elapse(100);
  expect(seen).toEqual([1_000_000, 1_000_300, 1_000_400]);
});

it('goes by the clock of the server as soon as a pong has told it, and ticks on its seconds', async () => {
  const { seen, socket } = mount();
  socket.connect();
  await elapse();
  act(() => mock.task.open());
  await elapse(100);
  act(() => mock.task.say(`pong ${1_000_400 - 50 + 9_950}`));
  expect(seen).toEqual([1_000_000, 1_010_000]);
  await elapse(649);
  expect(seen.length).toBe(2);
  await elapse(1);
  expect(seen).toEqual([1_000_000, 1_010_000, 1_011_000]);
  act(() => socket.destroy());
});

it('shows the time of now soon after the background, where timers stood still, however rarely it renders', async () => {
  const { seen } = mount({ every: 60_000 });
  await elapse(500);
  vi.setSystemTime(1_000_800 + 600_000);
  await elapse(500);
  expect(seen).toEqual([960_000, 1_560_000]);
});

it('has one timer under StrictMode, and none after unmount', () => {
  const socket = createSocket();
  const { unmount } = renderHook(() => useServerNow(socket), { wrapper: StrictMode });
  expect(vi.getTimerCount()).toBe(1);
  unmount();
  expect(vi.getTimerCount()).toBe(0);
  socket.connect();
  // That of the attempt.
  expect(vi.getTimerCount()).toBe(1);
  socket.destroy();
});

it('goes by another socket from the render on that brings it', async () => {
  const told = createSocket();
  told.connect();
  await elapse();
  act(() => mock.task.open());
  act(() => mock.task.say('pong 5000000'));
  const sockets = [createSocket(), told] as const;
  const { result, rerender } = renderHook((at: 0 | 1) => useServerNow(sockets[at]), { initialProps: 0 as 0 | 1 });
  rerender(1);
  expect(result.current).toBe(5_000_000);
  await elapse(1_000);
  expect(result.current).toBe(5_001_000);
  told.destroy();
});

it.each([0, Number.NaN, Infinity])('refuses every %s ms', (every) => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  window.addEventListener('error', (event) => event.preventDefault(), { capture: true });
  expect(() => mount({ every })).toThrow(/every: expected a number from 1 to 2147483647, got/);
  vi.restoreAllMocks();
});
