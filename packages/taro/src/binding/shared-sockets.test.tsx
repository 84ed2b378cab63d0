import { act, cleanup, render, renderHook } from '@testing-library/react';
import { StrictMode, useLayoutEffect, useRef } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Frame,
  type SharedSocketOptions,
  type SocketMessageOptions,
  type TextOptions,
  useSharedSocket,
  useSocketMessage,
} from '..';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'weapp' });
});
vi.mock('@tarojs/taro', () => fake.taro);

/** With a token in it, which no warning may show: without a key, the url is one. */
const URL = 'wss://bid.example.com/ws?token=secret';
const SHARED = { reconnect: { jitter: 'none' } } as const;
const LINGER = 1_000;

const elapse = (milliseconds = 0) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

type Options = SharedSocketOptions<string, Frame> & TextOptions<undefined>;

function mount(options: Options = {}, url: string | (() => string) | null = URL) {
  const { result, rerender, unmount } = renderHook(
    (props: Options & { url: string | (() => string) | null }) => {
      const { url: address, ...rest } = props;
      const renders = useRef(0);
      renders.current += 1;
      const socket = useSharedSocket(address, { ...SHARED, ...rest });
      return { socket, status: socket.status, renders };
    },
    { initialProps: { url, ...options } },
  );
  return {
    unmount,
    change: (changed: Options & { url?: string | (() => string) | null }) => rerender({ url, ...options, ...changed }),
    get socket() {
      return result.current.socket;
    },
    get status() {
      return result.current.status;
    },
    get renders() {
      return result.current.renders.current;
    },
  };
}

function Page() {
  return <i>{useSharedSocket(URL, SHARED).status}</i>;
}

/** A page whose child says something in its layout effect. */
function Speaking({ message }: { message: string }) {
  const { send } = useSharedSocket(URL, SHARED);
  return <Child say={() => void send(message)} />;
}

function Child({ say }: { say: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useLayoutEffect(say, []);
  return null;
}

async function accept(): Promise<void> {
  fake.server.accept();
  await elapse();
}

const openNow = () => fake.server.connections.filter(({ isOpen }) => isOpen).length;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  fake.reset({ act });
});
afterEach(async () => {
  cleanup();
  await elapse(LINGER);
  fake.assertClean();
  vi.useRealTimers();
});

describe('share', () => {
  it('gives components of one key one socket, and each its own callbacks', async () => {
    const heard: string[] = [];
    const one = mount({ onMessage: (message) => heard.push(`one ${message}`) });
    const other = mount({ onMessage: (message) => heard.push(`other ${message}`) });
    await accept();
    expect([fake.server.connects, one.status, other.status]).toEqual([1, 'open', 'open']);
    expect(one.socket.core).toBe(other.socket.core);
    fake.server.say('120');
    expect(heard).toEqual(['one 120', 'other 120']);
  });

  it('keeps sockets of different keys apart', async () => {
    mount();
    mount({}, 'wss://bid.example.com/other');
    mount({ key: 'own' });
    await accept();
    expect(openNow()).toBe(3);
  });

  it('renders a component that joins once', async () => {
    mount();
    await accept();
    expect([mount().renders, mount().status]).toEqual([1, 'open']);
  });

  it.each(['first', 'second'])('lives on, with its heartbeat, when the %s of two has left', async (leaver) => {
    const [one, other] = [mount(), mount()];
    await accept();
    (leaver === 'first' ? one : other).unmount();
    const before = fake.server.received.length;
    await elapse(120_000);
    expect([openNow(), fake.server.connects]).toEqual([1, 1]);
    expect(fake.server.received.length - before).toBeGreaterThanOrEqual(4);
    fake.server.goSilent();
    await elapse(36_000);
    await accept();
    expect((leaver === 'first' ? other : one).status).toBe('open');
  });

  it('closes a second after the last has left', async () => {
    const [one, other] = [mount(), mount()];
    await accept();
    one.unmount();
    other.unmount();
    await elapse(LINGER - 1);
    expect(openNow()).toBe(1);
    await elapse(1);
    expect([openNow(), fake.server.connection.closedByApp]).toEqual([0, { code: 1000, reason: '' }]);
  });

  it.each([[0], [5_000]])('lingers for as long as it is told: %i', async (linger) => {
    const page = mount({ linger });
    await accept();
    page.unmount();
    if (linger > 0) await elapse(linger - 1);
    expect(openNow()).toBe(linger > 0 ? 1 : 0);
    await elapse(1);
    expect(openNow()).toBe(0);
  });

  it('keeps the line over ten changes of page', async () => {
    let page = mount();
    await accept();
    for (let hop = 0; hop < 10; hop += 1) {
      page.unmount();
      await elapse(LINGER - 1);
      page = mount();
      expect(page.status).toBe('open');
    }
    await elapse(LINGER);
    expect([fake.server.connects, openNow()]).toEqual([1, 1]);
  });

  it.each(['connecting', 'open'])(
    'keeps the %s line where the next page speaks before its own effects have run',
    async (status) => {
      const { rerender } = render(<Speaking key="bids" message="bid" />);
      await elapse();
      if (status === 'open') await accept();
      rerender(<Speaking key="chat" message="hello" />);
      await elapse(LINGER);
      if (status === 'connecting') await accept();
      const { connections } = fake.server;
      expect(connections.length).toBe(1);
      expect(connections[0]?.received.filter((frame) => frame !== 'ping')).toEqual(['bid', 'hello']);
    },
  );

  it('does not bring back a line that is lost while it lingers', async () => {
    const page = mount();
    await accept();
    page.unmount();
    fake.server.close(1001);
    await elapse(60_000);
    expect(fake.server.connects).toBe(1);
    expect(mount().status).toBe('connecting');
  });

  it('does not linger where nothing is open', async () => {
    const page = mount();
    page.unmount();
    expect(vi.getTimerCount()).toBe(0);
    await elapse();
  });

  it('closes after a background that took longer than it lingers', async () => {
    const page = mount();
    await accept();
    page.unmount();
    fake.app.hide();
    await elapse(60_000);
    fake.app.show();
    await elapse();
    expect([openNow(), fake.server.connects]).toEqual([0, 1]);
  });

  it('asks for no line that nobody holds, on the show of an app in which it was left', async () => {
    const page = mount();
    await accept();
    fake.app.hide();
    await elapse(4_000);
    page.unmount();
    // The clock says that it was hidden for longer than a line lives.
    fake.app.setClock(60_000);
    const asked = vi.fn(() => 'real' as const);
    fake.set({ connect: asked });
    fake.app.show();
    // A platform that refused the close while it was hidden is told again.
    await elapse(1_000);
    expect([openNow(), asked.mock.calls.length]).toEqual([0, 0]);
  });

  it('tells onOpen to a component that joins an open socket', async () => {
    mount();
    await accept();
    const opened: unknown[] = [];
    const errors: string[] = [];
    mount({ onOpen: (info) => opened.push(info) });
    mount({
      onOpen() {
        throw new Error('no room');
      },
      onError: ({ code, message }) => errors.push(`${code}: ${message}`),
    });
    expect([opened, errors]).toEqual([[{ isReconnect: false, downtime: 0 }], ['listener: onOpen threw: no room']]);
  });

  it('runs the resync of each, and holds the messages of nobody else', async () => {
    const heard: string[] = [];
    mount({ onMessage: (message) => heard.push(`one ${message}`) });
    await accept();
    let resolve = (_missed: string[]) => {};
    const joiner = renderHook(() => {
      const socket = useSharedSocket(URL, SHARED);
      const options: SocketMessageOptions<string, Frame> = {
        resync: () =>
          new Promise((done) => {
            resolve = done;
          }),
      };
      useSocketMessage(socket, (message) => heard.push(`other ${message}`), options);
      return [socket.lastMessage, socket.syncing];
    });
    fake.server.say('2');
    await elapse();
    expect([heard, joiner.result.current]).toEqual([['one 2'], ['2', true]]);
    resolve(['1']);
    await elapse();
    expect([heard, joiner.result.current]).toEqual([
      ['one 2', 'other 1', 'other 2'],
      ['2', false],
    ]);
  });

  it('releases the hold of a component that is disabled, and no other', async () => {
    const [one, other] = [mount(), mount()];
    await accept();
    one.change({ enabled: false });
    await elapse(LINGER);
    expect(openNow()).toBe(1);
    other.unmount();
    await elapse(LINGER);
    expect([openNow(), one.status]).toEqual([0, 'closed']);
    one.change({ enabled: true });
    await elapse();
    expect(one.status).toBe('connecting');
  });

  it('obeys disconnect() and reconnect() of any', async () => {
    const [one, other] = [mount(), mount()];
    await accept();
    act(() => one.socket.disconnect());
    expect([one.status, other.status]).toEqual(['closed', 'closed']);
    act(() => other.socket.reconnect());
    await accept();
    expect([one.status, other.status]).toEqual(['open', 'open']);
  });

  it('moves with the key of a component', async () => {
    const one = mount({ key: 'lot 1' });
    const other = mount({ key: 'lot 1' });
    await accept();
    one.change({ key: 'lot 2' });
    await accept();
    expect([openNow(), one.status, other.status]).toEqual([2, 'open', 'open']);
    expect(one.socket.core).not.toBe(other.socket.core);
  });

  it('goes by the functions of the oldest that is there', async () => {
    const asked: string[] = [];
    const one = mount({ key: 'lot', reconnect: { jitter: 'none', delay: () => asked.push('one') } });
    mount({ key: 'lot', reconnect: { jitter: 'none', delay: () => asked.push('other') } });
    await accept();
    fake.server.close(1001);
    await elapse();
    one.unmount();
    fake.server.acceptAll();
    await elapse(10);
    fake.server.close(1001);
    await elapse();
    expect(asked).toEqual(['one', 'other']);
  });

  it('says once that options differ, and which', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    mount({ heartbeat: { interval: 1_000, ping: () => 'ping' } });
    const other = mount({ heartbeat: { ping: () => 'ping', interval: 1_000 } });
    expect(warn).not.toHaveBeenCalled();
    other.change({ heartbeat: { interval: 2_000 }, connectTimeout: 5 });
    other.change({ heartbeat: { interval: 3_000 } });
    expect(warn.mock.calls).toEqual([
      [
        '[heartbeat-socket] components that share a socket differ in connectTimeout, heartbeat: those of the oldest are used',
      ],
    ]);
    warn.mockRestore();
    await elapse();
  });

  it('tells what it drops when the line is lost while it lingers', async () => {
    const dropped: unknown[] = [];
    const page = mount();
    await accept();
    const { core } = page.socket;
    core.on('drop', (...drop) => dropped.push(drop));
    page.unmount();
    fake.set({ sendFails: true });
    core.send('bid');
    await elapse();
    expect([dropped, core.getSnapshot().status]).toEqual([[['bid', 'closed']], 'idle']);
    fake.set({ sendFails: false });
  });

  it('says that one has a codec and the other has none, however deep it is', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    mount();
    const codec = { encode: String, decode: String, parent: {} };
    codec.parent = codec;
    mount({ codec } as never);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('differ in codec:')]]);
    warn.mockRestore();
    await elapse();
  });

  it('needs a key where the url is a function', () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => mount({}, () => URL)).toThrow('useSharedSocket: expected a key, for the url is a function; got none');
    silence.mockRestore();
  });

  it.each([-1, Number.NaN, Infinity])('refuses a linger of %s', (linger) => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => mount({ linger })).toThrow('linger: expected a number from 0');
    silence.mockRestore();
  });

  it('connects nowhere while the url is null, and joins when there is one', async () => {
    const page = mount({}, null);
    expect([page.status, fake.server.connects]).toEqual(['idle', 0]);
    mount();
    await accept();
    page.change({ url: URL });
    expect([page.status, fake.server.connects]).toEqual(['open', 1]);
  });

  it('has one connection under StrictMode, and keeps it', async () => {
    const { container } = render(
      <>
        <Page />
        <Page />
      </>,
      { wrapper: StrictMode },
    );
    await accept();
    expect([container.textContent, openNow()]).toEqual(['openopen', 1]);
    await elapse(60_000);
    expect(openNow()).toBe(1);
  });
});
