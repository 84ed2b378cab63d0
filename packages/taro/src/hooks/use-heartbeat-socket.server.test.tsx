// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { useHeartbeatSocket, useRetryIn } from '..';

const connectSocket = vi.hoisted(() => vi.fn());
vi.mock('@tarojs/taro', () => ({ connectSocket }));

function Page({ url }: { url: string | null }) {
  const socket = useHeartbeatSocket(url);
  return `${socket.status} ${socket.readyState} ${useRetryIn(socket)}`;
}

it('renders on a server: connecting when it wants to, idle when not, and connects nothing', () => {
  const error = vi.spyOn(console, 'error');
  expect(renderToString(<Page url="wss://bid.example.com" />)).toBe('connecting 0 null');
  expect(renderToString(<Page url={null} />)).toBe('idle 3 null');
  expect([connectSocket.mock.calls, error.mock.calls]).toEqual([[], []]);
});
