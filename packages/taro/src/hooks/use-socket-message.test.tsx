import { act, cleanup, render } from '@testing-library/react';
import { type ReactNode, useLayoutEffect } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeartbeatSocket, type HeartbeatSocket, useSocketMessage } from '..';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

interface WatcherProps {
  socket: HeartbeatSocket<string, unknown>;
  hears?: (message: string) => void;
  resync: () => string[];
  children?: ReactNode;
}

function Watcher({ socket, hears = () => {}, resync, children }: WatcherProps) {
  useSocketMessage(socket, hears);
  useSocketMessage(socket, hears, { resync });
  return <>{children}</>;
}

function Acting({ act }: { act: () => void }) {
  useLayoutEffect(act);
  return null;
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  mock.reset();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('useSocketMessage', () => {
  it('asks nothing of a socket that the component has left, though its effects have not run yet', async () => {
    const [left, next] = ['a', 'b'].map((name) =>
      createHeartbeatSocket(`wss://bid.example.com/${name}`, { heartbeat: false }),
    ) as [HeartbeatSocket<string, never>, HeartbeatSocket<string, never>];
    left.connect();
    await act(() => vi.advanceTimersByTimeAsync(0));
    const { task } = mock;
    const [first, second] = [vi.fn(() => ['old']), vi.fn(() => ['new'])];
    const { rerender } = render(<Watcher socket={left} resync={first} />);
    rerender(
      <Watcher socket={next} resync={second}>
        <Acting act={() => task.open()} />
      </Watcher>,
    );
    expect([left.getSnapshot().status, first.mock.calls.length, second.mock.calls.length]).toEqual(['open', 0, 0]);
    left.destroy();
  });

  it('hears and asks nothing in the commit that takes the component away', async () => {
    const socket = createHeartbeatSocket('wss://bid.example.com/a', { heartbeat: false }) as HeartbeatSocket<
      string,
      never
    >;
    socket.connect();
    await act(() => vi.advanceTimersByTimeAsync(0));
    const { task } = mock;
    const [hears, resync] = [vi.fn(), vi.fn(() => ['missed'])];
    const { rerender } = render(<Watcher socket={socket} hears={hears} resync={resync} />);
    rerender(
      <Acting
        act={() => {
          task.open();
          task.say('news');
        }}
      />,
    );
    expect([socket.getSnapshot().lastMessage, hears.mock.calls, resync.mock.calls]).toEqual(['news', [], []]);
    socket.destroy();
  });
});
