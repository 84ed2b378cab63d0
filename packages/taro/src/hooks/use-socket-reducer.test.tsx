import { act, cleanup, renderHook } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeartbeatSocket, type SocketReducerOptions, useHeartbeatSocket, useSocketReducer } from '..';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

const URL = 'wss://bid.example.com/ws';
const QUIET = { heartbeat: false, reconnect: { jitter: 'none', minUptime: 0 } } as const;

async function elapse(milliseconds = 0): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(milliseconds));
}

async function open(): Promise<void> {
  await elapse();
  act(() => mock.task.open());
  // The uptime's timer is through.
  await elapse();
}

const say = (...messages: string[]) =>
  act(() => {
    for (const message of messages) mock.task.say(message);
  });

type Options = SocketReducerOptions<unknown, readonly string[]>;

const append = (state: readonly string[], message: string): readonly string[] => [...state, message];

/** A page that shows its messages, on a socket that is open, and each list that it has shown. */
async function mountOpen(options: Options = {}, reducer = append) {
  const socket = createHeartbeatSocket(URL, QUIET);
  const errors: string[] = [];
  socket.on('error', ({ code }) => errors.push(code));
  socket.connect();
  await open();
  const seen: Array<readonly string[]> = [];
  const hook = renderHook(
    (props: { options: Options; reducer: typeof append }) => {
      const [state, dispatch] = useSocketReducer(socket, props.reducer, [], props.options);
      seen.push(state);
      return { state, dispatch };
    },
    { initialProps: { options, reducer } },
  );
  await elapse();
  seen.length = 0;
  return {
    socket,
    errors,
    seen,
    ...hook,
    get state() {
      return hook.result.current.state;
    },
    dispatch: (message: string) => act(() => hook.result.current.dispatch(message)),
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  mock.reset();
});
afterEach(() => {
  cleanup();
  // The sockets of these tests have none of their own while they are open.
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('rendering', () => {
  it('shows the first message after a quiet interval at once, and the next when the interval is over', async () => {
    const { seen } = await mountOpen();
    say('a');
    expect(seen).toEqual([['a']]);
    await elapse(1);
    say('b');
    await elapse(1);
    say('c');
    await elapse(47);
    expect(seen.length).toBe(1);
    await elapse(1);
    expect(seen).toEqual([['a'], ['a', 'b', 'c']]);
    await elapse(50);
    say('d');
    expect(seen.length).toBe(3);
    await elapse(50);
  });

  it('counts the interval from a render by timer too', async () => {
    const { seen } = await mountOpen();
    say('a');
    say('b');
    await elapse(50);
    say('c');
    expect(seen.length).toBe(2);
    await elapse(50);
    expect(seen.length).toBe(3);
    await elapse(50);
  });

  it('reduces 200 messages of one task one by one and in order, and renders once', async () => {
    const reducer = vi.fn(append);
    const { seen, state } = await mountOpen({}, reducer);
    expect(state).toEqual([]);
    const messages = Array.from({ length: 200 }, (_, at) => `${at}`);
    say(...messages);
    await elapse(1_000);
    expect([reducer.mock.calls.length, seen]).toEqual([200, [messages]]);
  });

  it('is quiet again an interval after a task whose messages were all rendered at once', async () => {
    const { seen } = await mountOpen();
    say('a', 'b');
    await elapse(50);
    say('c');
    expect(seen).toEqual([
      ['a', 'b'],
      ['a', 'b', 'c'],
    ]);
    await elapse(50);
  });

  it.each<[string, { flushInterval?: number }, number]>([
    ['WEAPP', {}, 50],
    ['WEB', {}, 16],
    ['WEAPP', { flushInterval: 200 }, 200],
  ])('on %s with %o renders 10 000 messages at most once per %s ms', async (platform, options, interval) => {
    vi.spyOn(mock.taro, 'getEnv').mockReturnValue(platform);
    const socket = createHeartbeatSocket(URL, QUIET);
    socket.connect();
    await open();
    const renders: number[] = [];
    const { result } = renderHook(() => {
      const [count] = useSocketReducer(socket, (sum: number) => sum + 1, 0, options);
      renders.push(Date.now());
      return count;
    });
    renders.length = 0;
    for (let at = 0; at < 10_000; at += 1) {
      act(() => mock.task.say('a quote'));
      act(() => void vi.advanceTimersByTime(1));
    }
    const gaps = renders.slice(1).map((time, at) => time - (renders[at] as number));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(interval);
    expect(renders.length).toBeGreaterThanOrEqual(10_000 / (interval + 2));
    await elapse(interval);
    expect(result.current).toBe(10_000);
    await elapse(interval);
    socket.destroy();
  });

  it('does not render for a message that changes nothing', async () => {
    const { seen } = await mountOpen({}, (state) => state);
    say('a');
    expect(vi.getTimerCount()).toBe(0);
    expect(seen).toEqual([]);
  });

  it('uses a flushInterval that changes from the next interval on', async () => {
    const { seen, rerender } = await mountOpen();
    rerender({ options: { flushInterval: 200 }, reducer: append });
    seen.length = 0;
    say('a');
    say('b');
    await elapse(199);
    expect(seen).toEqual([['a']]);
    await elapse(1);
    expect(seen.length).toBe(2);
    await elapse(200);
  });

  it('leaves nothing behind on unmount, with messages still to be shown', async () => {
    const reducer = vi.fn(append);
    const { unmount, seen } = await mountOpen({}, reducer);
    say('a');
    say('b');
    unmount();
    expect(vi.getTimerCount()).toBe(0);
    mock.task.say('c');
    await elapse(1_000);
    expect([seen.length, reducer.mock.calls.length]).toEqual([1, 2]);
  });

  it('under StrictMode reduces each message once', async () => {
    const reducer = vi.fn(append);
    const socket = createHeartbeatSocket(URL, QUIET);
    socket.connect();
    await open();
    const { result, unmount } = renderHook(() => useSocketReducer(socket, reducer, []), { wrapper: StrictMode });
    say('a', 'b');
    expect([result.current[0], reducer.mock.calls.length]).toEqual([['a', 'b'], 2]);
    unmount();
    socket.destroy();
  });

  it('hears the first message of a socket that its own page opens', async () => {
    const { result } = renderHook(() => useSocketReducer(useHeartbeatSocket(URL, QUIET), append, [])[0]);
    await open();
    say('a');
    expect(result.current).toEqual(['a']);
    await elapse(50);
  });
});

describe('the reducer', () => {
  it('is the newest one, without listening anew', async () => {
    const parts = await mountOpen();
    const attach = vi.spyOn(parts.socket, 'attach');
    say('a');
    parts.rerender({ options: {}, reducer: (state, message) => [message, ...state] });
    say('b');
    await elapse(50);
    expect([parts.state, attach.mock.calls.length]).toEqual([['b', 'a'], 0]);
    await elapse(50);
  });

  it('that throws is told as a listener error, and the state stays', async () => {
    const parts = await mountOpen({}, (state, message) => {
      if (message === 'bad') throw new Error('no such lot');
      return [...state, message];
    });
    say('a', 'bad', 'b');
    expect([parts.state, parts.errors]).toEqual([['a', 'b'], ['listener']]);
    expect(() => parts.dispatch('bad')).toThrow('no such lot');
    expect(parts.state).toEqual(['a', 'b']);
    await elapse(50);
  });
});

describe('dispatch', () => {
  it('reduces with the same reducer, and renders at once, interval or not', async () => {
    const { seen, dispatch } = await mountOpen();
    say('a');
    say('b');
    expect(seen).toEqual([['a']]);
    await elapse(20);
    dispatch('mine');
    expect(seen).toEqual([['a'], ['a', 'b', 'mine']]);
    await elapse(20);
    say('c');
    await elapse(29);
    expect(seen.length).toBe(2);
    await elapse(1);
    expect(seen.length).toBe(3);
    await elapse(50);
  });

  it('stays the same function, and is harmless after unmount', async () => {
    const { result, unmount } = await mountOpen();
    const { dispatch } = result.current;
    say('a');
    expect(result.current.dispatch).toBe(dispatch);
    unmount();
    dispatch('late');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the state', () => {
  it('begins with what the function gives, which is asked once', async () => {
    const socket = createHeartbeatSocket(URL, QUIET);
    const initial = vi.fn(() => ['first']);
    const { result, rerender } = renderHook(() => useSocketReducer(socket, append, initial));
    rerender();
    expect([result.current[0], initial.mock.calls.length]).toEqual([['first'], 1]);
  });

  it('is kept over a reconnect', async () => {
    const parts = await mountOpen();
    say('a');
    act(() => mock.task.end(1006));
    await elapse(1_000);
    await open();
    say('b');
    expect(parts.state).toEqual(['a', 'b']);
    await elapse(50);
  });

  it('begins again with another socket, which alone is heard', async () => {
    const sockets = [createHeartbeatSocket(URL, QUIET), createHeartbeatSocket(URL, QUIET)] as const;
    for (const socket of sockets) {
      socket.connect();
      await open();
    }
    const { result, rerender } = renderHook((at: 0 | 1) => useSocketReducer(sockets[at], append, ['first']), {
      initialProps: 0 as 0 | 1,
    });
    act(() => mock.tasks[0]?.say('a'));
    expect(result.current[0]).toEqual(['first', 'a']);
    rerender(1);
    expect([result.current[0], vi.getTimerCount()]).toEqual([['first'], 0]);
    act(() => mock.tasks[0]?.say('b'));
    act(() => mock.tasks[1]?.say('c'));
    expect(result.current[0]).toEqual(['first', 'c']);
    act(() => result.current[1]('mine'));
    expect(result.current[0]).toEqual(['first', 'c', 'mine']);
    await elapse(50);
  });
});

describe('resync', () => {
  it('gives the state, and what came in meanwhile is reduced after it, in one render', async () => {
    let settle = (_state: string[]) => {};
    const resync = vi.fn(() => new Promise<readonly string[]>((resolve) => (settle = resolve)));
    const parts = await mountOpen({ resync });
    say('d', 'e');
    await elapse(1_000);
    expect(parts.seen).toEqual([]);
    settle(['a', 'b', 'c']);
    await elapse();
    expect(parts.seen).toEqual([['a', 'b', 'c', 'd', 'e']]);
    await elapse(50);
  });

  it('runs again on each open, with what it has to know, and the newest function is the one', async () => {
    const first = vi.fn(() => ['first']);
    const second = vi.fn((_context: unknown) => ['second']);
    const parts = await mountOpen({ resync: first });
    expect(parts.state).toEqual(['first']);
    parts.rerender({ options: { resync: second }, reducer: append });
    expect(second).not.toHaveBeenCalled();
    act(() => mock.task.end(1006));
    await elapse(1_000);
    await open();
    expect([parts.state, first.mock.calls.length]).toEqual([['second'], 1]);
    expect(second).toHaveBeenCalledWith(
      expect.objectContaining({ isReconnect: true, downtime: 1_000, state: ['first'] }),
    );
    await elapse(50);
  });

  it('that fails is told, and the state stays until it succeeds', async () => {
    const resync = vi.fn(() => ['fresh']);
    resync.mockImplementationOnce(() => {
      throw new Error('503');
    });
    const parts = await mountOpen({ resync });
    expect([parts.state, parts.errors]).toEqual([[], ['resync-failed']]);
    await elapse(1_000);
    expect(parts.state).toEqual(['fresh']);
    await elapse(50);
  });

  it('has failed after its timeout', async () => {
    const parts = await mountOpen({ resync: () => new Promise(() => {}), resyncTimeout: 200 });
    await elapse(199);
    expect(parts.errors).toEqual([]);
    await elapse(1);
    expect(parts.errors).toEqual(['resync-failed']);
    parts.unmount();
  });

  it('begins when it is given later, and ends when it is taken away, over which the state is kept', async () => {
    const parts = await mountOpen();
    const attach = vi.spyOn(parts.socket, 'attach');
    const resync = vi.fn(() => ['fetched']);
    say('a');
    parts.rerender({ options: { resync }, reducer: append });
    await elapse(50);
    expect(parts.state).toEqual(['fetched']);
    parts.rerender({ options: {}, reducer: append });
    // It listens anew at each, once, and fetches at the first alone.
    expect([attach.mock.calls.length, resync.mock.calls.length]).toEqual([2, 1]);
    say('b');
    await elapse(50);
    expect(parts.state).toEqual(['fetched', 'b']);
    await elapse(50);
  });
});

it.each([-1, Number.NaN, Infinity])('refuses a flushInterval of %s', (flushInterval) => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  window.addEventListener('error', (event) => event.preventDefault(), { capture: true });
  const socket = createHeartbeatSocket(URL, QUIET);
  expect(() => renderHook(() => useSocketReducer(socket, append, [], { flushInterval }))).toThrow(/flushInterval/);
});
