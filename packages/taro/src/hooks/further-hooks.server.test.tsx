// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useFreshness, useHeartbeatSocket, useServerNow, useSocketReducer, useSocketSnapshot } from '..';

const connectSocket = vi.hoisted(() => vi.fn());
vi.mock('@tarojs/taro', () => ({ connectSocket }));

function Page() {
  const socket = useHeartbeatSocket('wss://bid.example.com');
  const [count] = useSocketReducer(socket, (sum: number) => sum + 1, 7);
  return [
    count,
    useFreshness(socket),
    useServerNow(socket),
    useSocketSnapshot(socket, ({ pending }) => pending),
  ].join();
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_300 });
});
afterEach(() => {
  vi.useRealTimers();
});

it('every hook renders on a server, and leaves nothing running', () => {
  const error = vi.spyOn(console, 'error');
  expect(renderToString(<Page />)).toBe('7,stale,0,0');
  expect([connectSocket.mock.calls, error.mock.calls, vi.getTimerCount()]).toEqual([[], [], 0]);
});
