import { act, cleanup } from '@testing-library/react';
import { Suspense, startTransition, useState } from 'react';
import { createRoot, hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createHeartbeatSocket,
  type Frame,
  type HeartbeatSocketOptions,
  type TextOptions,
  useFreshness,
  useHeartbeatSocket,
  useRetryIn,
  useServerNow,
  useSharedSocket,
  useSocketReducer,
  useSocketSnapshot,
} from '../../src';
import { accept, createStage, elapse, SLOW } from '../contract/stage';
import { use } from './react';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'weapp' });
});
vi.mock('@tarojs/taro', () => fake.taro);

type Options = HeartbeatSocketOptions<string, Frame> & TextOptions<undefined>;

const useOwnSocket = (url: string, options: Options = {}) => useHeartbeatSocket(url, options);
const useOneForAll = (url: string, options: Options = {}) => useSharedSocket(url, options);

type Socket = ReturnType<typeof useOwnSocket>;

let tests = 0;
/** A url that no other test has: a shared socket may outlive its test. */
const newUrl = () => `wss://bid.example.com/store/${++tests}`;
const open = () => fake.server.connections.filter(({ isOpen }) => isOpen);

describe('hydration', () => {
  const roots: Root[] = [];
  const mismatches: unknown[] = [];
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
  createStage(fake, 'weapp');
  beforeEach(() => {
    mismatches.length = 0;
    complaints.mockClear();
  });
  afterEach(async () => {
    await act(() => {
      for (const root of roots.splice(0)) root.unmount();
    });
    document.body.replaceChildren();
    cleanup();
    // A shared socket lingers.
    await elapse(1_000 + SLOW);
  });

  /** Hydrates what a server has rendered, `late` milliseconds after that. */
  async function hydrate(page: React.ReactElement, late = 0) {
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(page);
    vi.setSystemTime(Date.now() + late);
    const html = container.textContent;
    await act(() => {
      roots.push(hydrateRoot(container, page, { onRecoverableError: (error) => mismatches.push(error) }));
    });
    return { container, html };
  }

  /** A component that a server renders at once, and a browser only when its code has come. */
  function createLate(useText: (socket: Socket) => string) {
    let resolve = () => {};
    const code = new Promise<string>((done) => {
      resolve = () => done('code');
    });
    function Late({ socket }: { socket: Socket }) {
      const text = useText(socket);
      if (fake.server.connects > 0) use(code);
      return <b>{text}</b>;
    }
    return { Late, come: () => act(async () => resolve()) };
  }

  async function hydrateLate(page: React.ReactElement, come: () => Promise<void>) {
    const { container, html } = await hydrate(page);
    await accept(fake);
    expect([html, container.textContent]).toEqual(['connecting', 'connecting']);
    await come();
    await elapse(SLOW);
    expect(container.textContent).toBe('open');
    expectNoMismatch();
  }

  const expectNoMismatch = () => expect([mismatches, complaints.mock.calls]).toEqual([[], []]);

  describe.each([
    ['its own socket', useOwnSocket],
    ['a shared socket', useOneForAll],
  ])('of a page with %s', (_name, useSocket) => {
    it('has no mismatch, and connects once', async () => {
      const url = newUrl();
      function Page() {
        const { status, lastMessage, readyState, pending, online } = useSocket(url);
        return [status, lastMessage, readyState, pending, online].join(' ');
      }
      const { container, html } = await hydrate(<Page />);
      expect(html).toBe('connecting  0 0 true');
      await accept(fake);
      expect([container.textContent, fake.server.connects]).toEqual(['open  1 0 true', 1]);
      expectNoMismatch();
    });

    it('has no mismatch of its child’s useSocketSnapshot, in a boundary that hydrates once the socket is open', async () => {
      const url = newUrl();
      const { Late, come } = createLate(useSelected);
      function useSelected(socket: Socket) {
        return useSocketSnapshot(socket, ({ status }) => status);
      }
      function Page() {
        const socket = useSocket(url);
        return (
          <Suspense fallback="fetching">
            <Late socket={socket} />
          </Suspense>
        );
      }
      await hydrateLate(<Page />, come);
    });
  });

  it('has no mismatch of another page with the shared socket, in a boundary that hydrates once that is open', async () => {
    const url = newUrl();
    const { Late, come } = createLate(() => useSharedSocket(url).status);
    function Page() {
      const socket = useSharedSocket(url);
      return (
        <Suspense fallback="fetching">
          <Late socket={socket} />
        </Suspense>
      );
    }
    await hydrateLate(<Page />, come);
  });

  it('has no mismatch of a page that joins a shared socket which is open', async () => {
    const url = newUrl();
    function Page() {
      const { status, lastMessage } = useSharedSocket(url);
      return `${status} ${lastMessage}`;
    }
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(<Page />);
    const other = document.body.appendChild(document.createElement('div'));
    await act(() => {
      const root = createRoot(other);
      roots.push(root);
      root.render(<Page />);
    });
    await accept(fake);
    fake.server.say('1');
    await act(() => {
      roots.push(hydrateRoot(container, <Page />, { onRecoverableError: (error) => mismatches.push(error) }));
    });
    expect([container.textContent, open().length]).toEqual(['open 1', 1]);
    expectNoMismatch();
  });

  it('has no mismatch of the further hooks', async () => {
    const url = newUrl();
    function Page() {
      const socket = useOwnSocket(url);
      const [count] = useSocketReducer(socket, (sum: number) => sum + 1, 7);
      return [count, useFreshness(socket), useRetryIn(socket), useSocketSnapshot(socket, ({ rtt }) => rtt)].join();
    }
    const { html } = await hydrate(<Page />);
    expect(html).toBe('7,stale,,');
    expectNoMismatch();
  });

  it('has no mismatch of useServerNow, in html that is two seconds old', async () => {
    const socket = createHeartbeatSocket(newUrl());
    function Page() {
      return useServerNow(socket);
    }
    const { container } = await hydrate(<Page />, 2_000);
    expect(container.textContent).toBe(String(Math.floor(Date.now() / 1_000) * 1_000));
    expectNoMismatch();
  });
});

describe('rendering that yields', () => {
  let root: Root;
  afterEach(async () => {
    (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;
    await act(() => root.unmount());
    document.body.replaceChildren();
    fake.assertClean();
  });

  it('never commits two states of a socket side by side', async () => {
    fake.reset({ platform: 'weapp' });
    fake.server.acceptAll();
    const url = newUrl();
    const rendered: string[] = [];
    const committed: string[] = [];
    let mount = () => {};
    const socket = createHeartbeatSocket(url);

    /** Longer than React renders at a stretch, so that what was said comes between two of them. */
    function Slow({ at }: { at: number }) {
      const price = useSocketSnapshot(socket, ({ lastMessage }) => lastMessage);
      rendered.push(`${at}:${price}`);
      const start = performance.now();
      while (performance.now() - start < 8);
      return <i>{price}</i>;
    }
    function Page() {
      const [isMounted, setMounted] = useState(false);
      mount = () => startTransition(() => setMounted(true));
      return isMounted && [0, 1, 2, 3, 4].map((at) => <Slow key={at} at={at} />);
    }

    (globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = false;
    const container = document.body.appendChild(document.createElement('div'));
    const observer = new MutationObserver(() => committed.push(container.textContent ?? ''));
    observer.observe(container, { childList: true, subtree: true, characterData: true });
    root = createRoot(container);
    root.render(<Page />);
    socket.connect();
    await vi.waitFor(() => expect(socket.getSnapshot().status).toBe('open'));
    fake.server.say('1');
    await vi.waitFor(() => expect(socket.getSnapshot().lastMessage).toBe('1'));
    mount();
    // As soon as one of them has rendered, and before the last has.
    while (rendered.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(rendered.length).toBeLessThan(5);
    fake.server.say('2');
    await vi.waitFor(() => expect(container.textContent).toBe('22222'));
    observer.disconnect();
    expect(rendered.slice(0, 1)).toEqual(['0:1']);
    expect(committed.filter((text) => text.includes('1') && text.includes('2'))).toEqual([]);
    socket.destroy();
  });
});
