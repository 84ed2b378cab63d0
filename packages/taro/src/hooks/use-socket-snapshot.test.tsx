import { act, cleanup, render, renderHook } from '@testing-library/react';
import { StrictMode, useEffect } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createHeartbeatSocket,
  type SocketSnapshot,
  type SocketSource,
  useHeartbeatSocket,
  useSocketMessage,
  useSocketSnapshot,
} from '..';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

const URL = 'wss://bid.example.com/ws';
const QUIET = { heartbeat: false } as const;

async function open(): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(0));
  act(() => mock.task.open());
}

/** A socket that is connecting. */
function connecting() {
  const socket = createHeartbeatSocket(URL, QUIET);
  socket.connect();
  return socket;
}

beforeEach(() => {
  vi.useFakeTimers();
  mock.reset();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('renders for what it selects, and for nothing else', async () => {
  const socket = connecting();
  const seen: string[] = [];
  renderHook(() => seen.push(useSocketSnapshot(socket, ({ status }) => status)));
  await open();
  act(() => mock.task.say('a quote'));
  act(() => mock.task.say('another'));
  expect(seen).toEqual(['connecting', 'open']);
  socket.destroy();
});

let pages = 0;
const Child = ({ socket }: { socket: SocketSource<string, unknown> }) => (
  <i>{useSocketSnapshot(socket, ({ lastMessage }) => lastMessage)}</i>
);
function Page() {
  pages += 1;
  return <Child socket={useHeartbeatSocket(URL, QUIET)} />;
}

it('renders a child of the page that made the socket, and not the page', async () => {
  const { container } = render(<Page />);
  await open();
  act(() => mock.task.say('a quote'));
  expect([container.textContent, pages]).toEqual(['a quote', 1]);
});

const statuses: string[] = [];
function Reader({ socket }: { socket: SocketSource<string, unknown> }) {
  statuses.push(useSocketSnapshot(socket, ({ status }) => status));
  return null;
}
function Provider() {
  return <Reader socket={{ ...useHeartbeatSocket(URL, QUIET) }} />;
}

it('shows a child what its page sees, also when it gets a copy of the result', () => {
  render(<Provider />);
  expect(statuses).toEqual(['connecting']);
});

it.each([
  [null, 'null'],
  [undefined, "'undefined'"],
  [URL, "'string'"],
  [{ current: null }, "'object'"],
  [{ core: undefined }, "'object'"],
])('refuses what is no socket, such as the default of a context: %j', (source, got) => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const use = () => useSocketSnapshot(source as never, () => 0);
  expect(() => renderHook(use)).toThrow(
    `socket: expected what useHeartbeatSocket or createHeartbeatSocket gives, got ${got}`,
  );
  vi.restoreAllMocks();
});

it('keeps the object of an inline selector while its elements stay, over renders and over changes', async () => {
  const socket = connecting();
  await open();
  const committed = new Set<object>();
  let renders = 0;
  const { rerender } = renderHook(
    () => {
      renders += 1;
      const selection = useSocketSnapshot(socket, ({ status, attempt }) => ({ status, attempt }));
      useEffect(() => void committed.add(selection));
    },
    { wrapper: StrictMode },
  );
  renders = 0;
  act(() => mock.task.say('a quote'));
  expect(renders).toBe(0);
  rerender();
  rerender();
  act(() => mock.task.say('another'));
  expect([...committed]).toEqual([{ status: 'open', attempt: 0 }]);
  act(() => mock.task.end(1006));
  rerender();
  act(() => socket.reconnect());
  await open();
  expect([...committed]).toEqual([
    { status: 'open', attempt: 0 },
    { status: 'waiting', attempt: 1 },
    { status: 'connecting', attempt: 0 },
    { status: 'open', attempt: 0 },
  ]);
  rerender();
  expect(committed.size).toBe(4);
  socket.destroy();
});

it('keeps the object that it shows when a change is undone before it is rendered', async () => {
  const socket = connecting();
  await open();
  act(() => mock.task.say('a'));
  const selector = ({ lastMessage }: SocketSnapshot<string>) => [lastMessage];
  const { result } = renderHook(() => useSocketSnapshot(socket, selector));
  const before = result.current;
  act(() => {
    mock.task.say('b');
    mock.task.say('a');
  });
  expect(result.current).toBe(before);
  socket.destroy();
});

it('asks a selector that stays once for each snapshot', async () => {
  const socket = connecting();
  const selector = vi.fn(({ status }: SocketSnapshot<string>) => status);
  const { rerender } = renderHook(() => useSocketSnapshot(socket, selector));
  rerender();
  rerender();
  expect(selector).toHaveBeenCalledTimes(1);
  await open();
  expect(selector).toHaveBeenCalledTimes(2);
  socket.destroy();
});

it('uses the newest selector, at once', () => {
  const socket = connecting();
  const { result, rerender } = renderHook(
    (name: 'status' | 'attempt') => useSocketSnapshot(socket, (snapshot) => snapshot[name]),
    { initialProps: 'status' as 'status' | 'attempt' },
  );
  rerender('attempt');
  expect(result.current).toBe(0);
  socket.destroy();
});

it('compares by isEqual, if given', async () => {
  const socket = connecting();
  await open();
  const seen: unknown[] = [];
  renderHook(() =>
    seen.push(
      useSocketSnapshot(
        socket,
        ({ lastMessage }) => ({ price: Number(lastMessage) }),
        (one, other) => Math.abs(one.price - other.price) < 10,
      ),
    ),
  );
  for (const price of ['5', '9', '12', '13']) act(() => mock.task.say(price));
  expect(seen).toEqual([{ price: 0 }, { price: 12 }]);
  socket.destroy();
});

it('follows another socket from the render on that brings it', async () => {
  const sockets = [createHeartbeatSocket(URL, QUIET), connecting()] as const;
  const selector = ({ status }: SocketSnapshot<string>) => status;
  const { result, rerender } = renderHook((at: 0 | 1) => useSocketSnapshot(sockets[at], selector), {
    initialProps: 0 as 0 | 1,
  });
  rerender(1);
  expect(result.current).toBe('connecting');
  await open();
  expect(result.current).toBe('open');
  sockets[1].destroy();
});

it('stops listening on unmount', async () => {
  const socket = connecting();
  const selector = vi.fn(({ status }: SocketSnapshot<string>) => status);
  renderHook(() => useSocketSnapshot(socket, selector)).unmount();
  await open();
  expect(selector).toHaveBeenCalledTimes(1);
  socket.destroy();
});

describe("of a hook's result", () => {
  it('it sees what its component sees: connecting before any effect has run', () => {
    const seen: string[] = [];
    renderHook(() => seen.push(useSocketSnapshot(useHeartbeatSocket(URL, QUIET), ({ status }) => status)));
    expect(seen).toEqual(['connecting']);
  });

  it('it sees that somebody fetches, and the last message, which its handler gets after that', async () => {
    let settle = () => {};
    const resync = () => new Promise<void>((resolve) => (settle = resolve));
    const heard: string[] = [];
    const { result } = renderHook(() => {
      const socket = useHeartbeatSocket(URL, QUIET);
      useSocketMessage(socket, (message) => heard.push(message), { resync });
      return useSocketSnapshot(socket, ({ lastMessage, syncing }) => ({ lastMessage, syncing }));
    });
    await open();
    act(() => mock.task.say('held'));
    // The last message is the socket's, whoever holds it back.
    expect([result.current, heard]).toEqual([{ lastMessage: 'held', syncing: true }, []]);
    await act(async () => settle());
    expect([result.current, heard]).toEqual([{ lastMessage: 'held', syncing: false }, ['held']]);
  });
});
