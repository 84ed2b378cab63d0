import { act, cleanup, render, renderHook } from '@testing-library/react';
import { useEffect, useLayoutEffect } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeartbeatSocket, useHeartbeatSocket, useRetryIn, useSharedSocket, useSocketMessage } from '..';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

const URL = 'wss://bid.example.com/ws';
const QUIET = { heartbeat: false, reconnect: { minDelay: 2_500, jitter: 'none' } } as const;

function Child({ send }: { send: (message: string) => unknown }) {
  useLayoutEffect(() => void send('bid'));
  return null;
}

function Page({ version, url = URL }: { version: number; url?: string | null }) {
  const codec = { encode: (message: string) => `${version} ${message}`, decode: String };
  const socket = useHeartbeatSocket(url, { ...QUIET, codec });
  return <Child send={socket.send} />;
}

function Leaving({ send }: { send: (message: string) => unknown }) {
  useEffect(() => void send('bid'));
  return null;
}

function SharedPage({ enabled, onError }: { enabled: boolean; onError: (error: Error) => void }) {
  const socket = useSharedSocket(URL, {
    ...QUIET,
    enabled,
    onError,
    onDrop() {
      throw new Error('no bid of mine');
    },
  });
  return enabled ? null : <Leaving send={socket.send} />;
}

async function open(): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(0));
  act(() => mock.task.open());
}

beforeEach(() => {
  // No whole second: what counts seconds must count from here.
  vi.useFakeTimers({ now: 1_000_123 });
  mock.reset();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('callbacks of the hook', () => {
  it('of one that is enabled no more hear what is dropped at that, and what they throw over it', () => {
    const onError = vi.fn();
    const { rerender } = render(<SharedPage enabled onError={onError} />);
    rerender(<SharedPage enabled={false} onError={onError} />);
    expect(onError.mock.calls.map(([{ message }]) => message)).toEqual(['onDrop threw: no bid of mine']);
  });

  it('hear everything, with all that comes along', async () => {
    const told: unknown[][] = [];
    const { result } = renderHook(() =>
      useHeartbeatSocket(URL, {
        ...QUIET,
        outbox: false,
        onOpen: (...args) => told.push(['open', ...args]),
        onMessage: (...args) => told.push(['message', ...args]),
        onClose: ({ kind }, info) => told.push(['close', kind, info]),
        onStatusChange: (...args) => told.push(['status', ...args]),
        onDrop: (...args) => told.push(['drop', ...args]),
      }),
    );
    await open();
    act(() => mock.task.say('a quote'));
    act(() => mock.task.end(1006));
    act(() => void result.current.send('bid'));
    expect(told).toEqual([
      ['status', 'connecting', 'idle'],
      ['status', 'open', 'connecting'],
      ['open', { isReconnect: false, downtime: 0 }],
      ['message', 'a quote', { raw: 'a quote', at: 1_000_123 }],
      ['status', 'waiting', 'open'],
      ['close', 'network', { retryAt: 1_002_623 }],
      ['drop', 'bid', 'disabled'],
    ]);
  });

  it('may all be left out', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { result } = renderHook(() => useHeartbeatSocket(URL, QUIET));
    await open();
    act(() => mock.task.say('a quote'));
    act(() => mock.task.end(1006));
    act(() => void result.current.send('bid'));
    expect([result.current.status, warn.mock.calls]).toEqual(['waiting', []]);
  });

  it('hear errors from the render on that brings an onError', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const onError = vi.fn();
    const { result, rerender } = renderHook((props: object) => useHeartbeatSocket(URL, { ...QUIET, ...props }), {
      initialProps: {},
    });
    rerender({ onError });
    act(() => result.current.disconnect(7));
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'invalid-close-code' }));
    rerender({});
    act(() => result.current.disconnect(8));
    expect([onError.mock.calls.length, warn.mock.calls]).toEqual([1, [[expect.stringContaining('disconnect(8)')]]]);
  });
});

describe('another socket in the next render', () => {
  it('is the one that every hook follows', async () => {
    const sockets = [createHeartbeatSocket(URL, QUIET), createHeartbeatSocket(URL, QUIET)] as const;
    const seen: string[] = [];
    const { result, rerender } = renderHook(
      (index: 0 | 1) => {
        const socket = useHeartbeatSocket(sockets[index], { onMessage: (message) => seen.push(`hook ${message}`) });
        useSocketMessage(sockets[index], (message) => seen.push(`message ${message}`));
        return { status: socket.status, retryIn: useRetryIn(sockets[index]) };
      },
      { initialProps: 0 as 0 | 1 },
    );
    rerender(1);
    act(() => sockets[1].connect());
    await open();
    expect(result.current).toEqual({ status: 'open', retryIn: null });
    act(() => mock.task.say('a quote'));
    expect(seen).toEqual(['hook a quote', 'message a quote']);
    act(() => mock.task.end(1006));
    expect(result.current).toEqual({ status: 'waiting', retryIn: 3 });
    for (const socket of sockets) socket.destroy();
  });
});

describe('useRetryIn', () => {
  it('has no timer while no retry is timed', () => {
    const socket = createHeartbeatSocket(URL, QUIET);
    renderHook(() => useRetryIn(socket));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('follows another socket, by itself', async () => {
    const sockets = [createHeartbeatSocket(URL, QUIET), createHeartbeatSocket(URL, QUIET)] as const;
    const { result, rerender } = renderHook((index: 0 | 1) => useRetryIn(sockets[index]), {
      initialProps: 0 as 0 | 1,
    });
    rerender(1);
    act(() => sockets[1].connect());
    await open();
    act(() => mock.task.end(1006));
    expect(result.current).toBe(3);
    for (const socket of sockets) act(() => socket.destroy());
  });

  it('changes with the whole seconds that are left, whatever the clock says', async () => {
    const socket = createHeartbeatSocket(URL, QUIET);
    const { result, unmount } = renderHook(() => useRetryIn(socket));
    socket.connect();
    await open();
    act(() => mock.task.end(1006));
    const seen = [];
    for (const step of [499, 1, 999, 1]) {
      await act(() => vi.advanceTimersByTimeAsync(step));
      seen.push(result.current);
    }
    expect(seen).toEqual([3, 2, 2, 1]);
    unmount();
    // The retry's own timer is what is left.
    expect(vi.getTimerCount()).toBe(1);
    socket.destroy();
  });
});

it("the options of a commit are there before its effects, a child's too", async () => {
  const { rerender } = render(<Page version={1} />);
  await open();
  rerender(<Page version={2} />);
  expect(mock.task.send.mock.calls.map(([{ data }]) => data)).toEqual(['1 bid', '2 bid']);
});

it('what a child sends in a layout effect of the commit that takes the url away still goes out', async () => {
  const { rerender } = render(<Page version={1} />);
  await open();
  rerender(<Page version={1} url={null} />);
  expect(mock.task.send).toHaveBeenCalledTimes(2);
});
