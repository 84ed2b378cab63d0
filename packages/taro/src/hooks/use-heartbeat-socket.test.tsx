import { act, cleanup, render, renderHook } from '@testing-library/react';
import { memo, StrictMode, useEffect, useRef } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeartbeatSocket, jsonCodec, useHeartbeatSocket, useRetryIn, useSocketMessage } from '..';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

const URL = 'wss://bid.example.com/ws';

const Child = memo(({ socket }: { socket: { status: string } }) => <i>{socket.status}</i>);
const Page = () => <Child socket={useHeartbeatSocket(URL)} />;

/** Lets promises settle and time pass, inside act. */
async function elapse(milliseconds = 0): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(milliseconds));
}

async function open(task = mock.task): Promise<void> {
  await elapse();
  act(() => task.open());
}

/** Sockets that were opened or are opening, and not closed. */
const live = () => mock.tasks.filter((task) => task.close.mock.calls.length === 0);

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  mock.reset();
});
afterEach(() => {
  cleanup();
  expect([vi.getTimerCount(), mock.listeners()]).toEqual([0, 0]);
  vi.useRealTimers();
});

describe('mount and unmount', () => {
  it('connects inside the mount effect, and closes inside the cleanup', async () => {
    const { unmount } = renderHook(() => useHeartbeatSocket(URL));
    expect(mock.connectSocket.mock.calls).toEqual([[{ url: URL }]]);
    await open();
    unmount();
    expect(mock.task.close.mock.calls).toEqual([[{ code: 1000, reason: '', fail: expect.any(Function) }]]);
  });

  it('is connecting from the first render, and renders no second time for it', () => {
    const statuses: string[] = [];
    renderHook(() => statuses.push(useHeartbeatSocket(URL).status));
    expect(statuses).toEqual(['connecting']);
  });

  it('closes a task that arrives after unmount, and again when it opens', async () => {
    const { unmount } = renderHook(() => useHeartbeatSocket(URL));
    unmount();
    await elapse();
    expect(mock.task.close).toHaveBeenCalledTimes(1);
    mock.task.open();
    expect(mock.task.close).toHaveBeenCalledTimes(2);
  });

  it('calls no callback after unmount, not even for the close itself', async () => {
    const told = vi.fn();
    const callbacks = {
      onOpen: told,
      onClose: told,
      onMessage: told,
      onStatusChange: told,
      onError: told,
      onDrop: told,
    };
    const { result, unmount } = renderHook(() => useHeartbeatSocket(URL, callbacks));
    await open();
    told.mockClear();
    const { send } = result.current;
    unmount();
    mock.task.say('late');
    mock.task.end(1006);
    expect(send('late')).toBe('dropped');
    expect(told).not.toHaveBeenCalled();
  });

  it('has one live connection under StrictMode, and none after unmount', async () => {
    const opened = vi.fn();
    const { unmount, result } = renderHook(() => useHeartbeatSocket(URL, { onOpen: opened }), { wrapper: StrictMode });
    expect(mock.connectSocket).toHaveBeenCalledTimes(1);
    await elapse();
    expect(mock.tasks.map((task) => task.close.mock.calls.length)).toEqual([0]);
    await open();
    expect(opened).toHaveBeenCalledTimes(1);
    expect([result.current.status, result.current.cause]).toEqual(['open', null]);
    unmount();
    expect(live()).toEqual([]);
  });

  it('throws on options that are out of range, at the first render', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    window.addEventListener('error', (event) => event.preventDefault(), { capture: true });
    expect(() => renderHook(() => useHeartbeatSocket(URL, { heartbeat: { pongTimeout: 0 } }))).toThrow(
      /heartbeat.pongTimeout: expected a number from 1 to \d+, got 0/,
    );
  });

  it.each([
    [{ key: Number.NaN }, URL, 'key: expected a string, got NaN'],
    [{ key: {} }, URL, 'key: expected a string, got {}'],
    [{ whilePageHidden: 'close' }, URL, "whilePageHidden: expected 'keep' or 'disconnect', got 'close'"],
    [{}, {}, "socket: expected what useHeartbeatSocket or createHeartbeatSocket gives, got 'object'"],
  ])('throws on what names no destination: %o', (options, url, message) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => renderHook(() => useHeartbeatSocket(url as never, options as never))).toThrow(message);
  });

  it('warns of an error where onError is null', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { result } = renderHook(() => useHeartbeatSocket(URL, { onError: null as never }));
    result.current.disconnect(7);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('disconnect(7)'));
    warn.mockRestore();
  });

  it('tells options that go out of range later, and keeps the old', async () => {
    const onError = vi.fn();
    const { rerender, result } = renderHook(
      (connectTimeout: number) => useHeartbeatSocket(URL, { connectTimeout, onError }),
      {
        initialProps: 1_000,
      },
    );
    rerender(-1);
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'invalid-option' }));
    await open();
    expect(result.current.status).toBe('open');
  });
});

describe('url, key and enabled', () => {
  it('does nothing for null, and connects when there is a url', () => {
    const { rerender, result } = renderHook((url: string | null) => useHeartbeatSocket(url), { initialProps: null });
    expect([result.current.status, mock.tasks.length]).toEqual(['idle', 0]);
    rerender(URL as never);
    expect([result.current.status, mock.tasks.length]).toEqual(['connecting', 1]);
  });

  it.each([null, '', 0, false])('takes enabled: %j, such as a token that is not there yet, for no', async (enabled) => {
    const hook = ({ token }: { token: unknown }) => useHeartbeatSocket(URL, { enabled: token as boolean });
    const { rerender, result } = renderHook(hook, { initialProps: { token: enabled } });
    expect([result.current.status, mock.tasks.length]).toEqual(['idle', 0]);
    rerender({ token: 'secret' });
    await open();
    rerender({ token: 'another' });
    await elapse();
    expect([result.current.status, mock.tasks.length]).toEqual(['open', 1]);
  });

  it('reconnects for another string url', async () => {
    const { rerender, result } = renderHook((url: string) => useHeartbeatSocket(url), { initialProps: URL });
    await open();
    rerender(`${URL}/other`);
    await elapse();
    expect(mock.connectSocket.mock.calls.map(([options]) => options.url)).toEqual([URL, `${URL}/other`]);
    expect(live().length).toBe(1);
    expect(result.current.cause).toBeNull();
  });

  it('reconnects for another key, with the newest function, and asks it on each attempt', async () => {
    const hook = ({ lot }: { lot: string }) =>
      useHeartbeatSocket(() => `${URL}/${lot}/${mock.tasks.length}`, { key: lot, reconnect: { jitter: 'none' } });
    const { rerender } = renderHook(hook, { initialProps: { lot: 'a' } });
    await open();
    rerender({ lot: 'a' });
    expect(mock.tasks.length).toBe(1);
    rerender({ lot: 'b' });
    await elapse();
    act(() => mock.task.fail({ errMsg: 'refused' }));
    await elapse(1_000);
    expect(mock.connectSocket.mock.calls.map(([options]) => options.url)).toEqual([
      `${URL}/a/0`,
      `${URL}/b/1`,
      `${URL}/b/2`,
    ]);
    expect(live().length).toBe(1);
  });

  it('leaves when disabled and comes back when enabled, also after disconnect()', async () => {
    const { rerender, result } = renderHook((enabled: boolean) => useHeartbeatSocket(URL, { enabled }), {
      initialProps: true,
    });
    await open();
    rerender(false);
    expect([result.current.status, live().length]).toEqual(['closed', 0]);
    rerender(true);
    await open();
    act(() => result.current.disconnect());
    rerender(true);
    expect(result.current.status).toBe('closed');
    rerender(false);
    rerender(true);
    expect(result.current.status).toBe('connecting');
    await elapse();
  });

  it('warns of connect() without a hold, and does nothing', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { result } = renderHook(() => useHeartbeatSocket(URL, { enabled: false }));
    result.current.connect();
    result.current.connect();
    expect(mock.tasks.length).toBe(0);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('connect() did nothing')]]);
  });

  it('warns of send() in the cleanup of an unmount, and says what a farewell is for', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { unmount } = renderHook(() => {
      const { send } = useHeartbeatSocket(URL);
      useEffect(() => () => void send('leave'), [send]);
    });
    unmount();
    expect(warn).toHaveBeenLastCalledWith(expect.stringMatching(/send\(\) did nothing.*farewell: see useSubscription/));
  });

  it('does not reconnect for new identities of callbacks and options', async () => {
    const { rerender } = renderHook(() =>
      useHeartbeatSocket(URL, {
        onMessage: () => {},
        heartbeat: { interval: 9_000 },
        protocols: ['v1'],
        reconnect: {},
      }),
    );
    await open();
    rerender();
    rerender();
    expect(mock.tasks.length).toBe(1);
  });

  it('with whilePageHidden "disconnect" leaves while the page is hidden, and not for good after disconnect()', async () => {
    const { result } = renderHook(() => useHeartbeatSocket(URL, { whilePageHidden: 'disconnect' }));
    await open();
    act(() => mock.page.hide());
    expect([result.current.status, live().length]).toEqual(['closed', 0]);
    act(() => mock.page.show());
    expect(result.current.status).toBe('connecting');
    act(() => result.current.disconnect());
    act(() => mock.page.hide());
    act(() => mock.page.show());
    expect(result.current.status).toBe('closed');
    await elapse();
  });

  it('with whilePageHidden "disconnect" connects nowhere else either while the page is hidden', async () => {
    const { result, rerender } = renderHook((url) => useHeartbeatSocket(url, { whilePageHidden: 'disconnect' }), {
      initialProps: URL,
    });
    await open();
    act(() => mock.page.hide());
    rerender(`${URL}/lot-2`);
    await elapse();
    expect([result.current.status, live().length]).toEqual(['idle', 0]);
    act(() => mock.page.show());
    expect(result.current.status).toBe('connecting');
    await elapse();
  });

  it('with whilePageHidden "disconnect" holds nothing for a page event that comes after unmount', async () => {
    const { unmount } = renderHook(() => useHeartbeatSocket(URL, { whilePageHidden: 'disconnect' }));
    act(() => mock.page.hide());
    unmount();
    mock.page.show();
    expect(mock.connectSocket).toHaveBeenCalledTimes(1);
    await elapse();
  });

  it('stays while the page is hidden, by default', async () => {
    const { result } = renderHook(() => useHeartbeatSocket(URL));
    await open();
    act(() => mock.page.hide());
    expect(result.current.status).toBe('open');
  });
});

describe('rendering', () => {
  it('never renders again a component that reads only send, whatever the socket does', async () => {
    let renders = 0;
    renderHook(() => {
      renders += 1;
      return useHeartbeatSocket(URL).send;
    });
    await open();
    act(() => {
      for (let count = 0; count < 200; count += 1) mock.task.say(`${count}`);
      mock.task.say('pong');
      mock.task.end(1006);
    });
    await elapse(30_000);
    await open();
    expect(renders).toBe(1);
  });

  it('renders for the fields that were read, and only those', async () => {
    let renders = 0;
    const { result } = renderHook(() => {
      renders += 1;
      return useHeartbeatSocket(URL).attempt;
    });
    await open();
    act(() => mock.task.say('a quote'));
    expect([renders, result.current]).toEqual([1, 0]);
    act(() => mock.task.end(1006));
    expect([renders, result.current]).toEqual([2, 1]);
  });

  it('renders once for 200 messages in one task', async () => {
    let renders = 0;
    const seen: string[] = [];
    const { result } = renderHook(() => {
      renders += 1;
      return useHeartbeatSocket(URL, { onMessage: (message) => seen.push(message) }).lastMessage;
    });
    await open();
    renders = 0;
    act(() => {
      for (let count = 0; count < 200; count += 1) mock.task.say(`${count}`);
    });
    expect([renders, result.current, seen.length]).toEqual([1, '199', 200]);
  });

  it('gives a new object when a field that was read has changed, so that memo children see it', async () => {
    const { container } = render(<Page />);
    await open();
    expect(container.textContent).toBe('open');
  });

  it('gives the value of now to a handler that reads a field late, and tracks it from then on', async () => {
    let renders = 0;
    let read = () => '';
    renderHook(() => {
      renders += 1;
      const socket = useHeartbeatSocket(URL);
      const first = useRef(socket);
      read = () => first.current.status;
    });
    await open();
    expect([read(), renders]).toEqual(['open', 1]);
    act(() => mock.task.end(1006));
    expect([read(), renders]).toEqual(['waiting', 2]);
  });

  it('renders a change also when a callback has read it first', async () => {
    const { result } = renderHook(() => {
      const socket = useHeartbeatSocket(URL, { onStatusChange: () => void socket.status });
      return socket.status;
    });
    await open();
    expect(result.current).toBe('open');
  });

  it('reads everything when it is spread', async () => {
    const { result } = renderHook(() => ({ ...useHeartbeatSocket(URL) }));
    await open();
    expect(Object.keys(result.current).sort()).toEqual(
      [
        ...['attempt', 'cause', 'connect', 'core', 'disconnect', 'lastMessage', 'online', 'pending', 'protocol'],
        ...[
          'readyState',
          'reconnect',
          'request',
          'retryAt',
          'rtt',
          'send',
          'serverNow',
          'standing',
          'status',
          'syncing',
        ],
      ].sort(),
    );
    expect(result.current.status).toBe('open');
  });

  it('keeps the identity of its methods', async () => {
    const { result } = renderHook(() => {
      const socket = useHeartbeatSocket(URL);
      return {
        status: socket.status,
        methods: [socket.send, socket.standing, socket.connect, socket.disconnect, socket.reconnect, socket.serverNow],
      };
    });
    const before = result.current.methods;
    await open();
    expect(result.current.status).toBe('open');
    for (const [index, method] of result.current.methods.entries()) expect(method).toBe(before[index]);
  });
});

describe('callbacks', () => {
  it('are the newest ones', async () => {
    const first = vi.fn();
    const second = vi.fn();
    const { rerender } = renderHook((onMessage: (message: string) => void) => useHeartbeatSocket(URL, { onMessage }), {
      initialProps: first as (message: string) => void,
    });
    await open();
    rerender(second);
    act(() => mock.task.say('a quote'));
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
  });

  it('that throw go to onError, and break nothing', async () => {
    const onError = vi.fn();
    const { result } = renderHook(() =>
      useHeartbeatSocket(URL, {
        onError,
        onMessage: () => {
          throw new Error('bad page');
        },
      }),
    );
    await open();
    act(() => mock.task.say('a quote'));
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'listener' }));
    expect(result.current.status).toBe('open');
  });

  it('may be left out: an error is then a warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    renderHook(() => useHeartbeatSocket(URL, { codec: jsonCodec() }));
    await open();
    act(() => mock.task.say('{'));
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('did not decode'), expect.any(SyntaxError));
  });

  it('of useSocketMessage hear every message, without a render', async () => {
    const seen: unknown[] = [];
    let renders = 0;
    renderHook(() => {
      renders += 1;
      const socket = useHeartbeatSocket(URL, { codec: jsonCodec<{ price: number }>() });
      useSocketMessage(socket, ({ price }) => seen.push(price));
    });
    await open();
    act(() => mock.task.say('{"price":120}'));
    act(() => mock.task.say('{"price":121}'));
    expect([seen, renders]).toEqual([[120, 121], 1]);
  });
});

describe('a socket made elsewhere', () => {
  it('is listened to, and neither connected nor closed', async () => {
    const socket = createHeartbeatSocket(URL);
    const onMessage = vi.fn();
    const { result, unmount } = renderHook(() => useHeartbeatSocket(socket, { onMessage }));
    expect([result.current.status, mock.tasks.length]).toEqual(['idle', 0]);
    act(() => result.current.connect());
    await open();
    act(() => mock.task.say('a quote'));
    expect([result.current.status, onMessage.mock.calls.length]).toEqual(['open', 1]);
    unmount();
    mock.task.say('another');
    expect([live().length, onMessage.mock.calls.length]).toEqual([1, 1]);
    socket.destroy();
  });
});

describe('useRetryIn', () => {
  it('counts whole seconds down, and is null while no retry is timed', async () => {
    const { result } = renderHook(() => {
      const socket = useHeartbeatSocket(URL, { reconnect: { minDelay: 2_500, jitter: 'none' } });
      return useRetryIn(socket);
    });
    await open();
    expect(result.current).toBeNull();
    act(() => mock.task.end(1006));
    expect(result.current).toBe(3);
    await elapse(499);
    expect(result.current).toBe(3);
    await elapse(1);
    expect(result.current).toBe(2);
    await elapse(1_000);
    expect(result.current).toBe(1);
    await elapse(1_000);
    expect(result.current).toBeNull();
  });
});
