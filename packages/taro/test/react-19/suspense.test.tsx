import { act, cleanup, render } from '@testing-library/react';
import { Suspense, startTransition, useEffect, useLayoutEffect, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Frame,
  type HeartbeatSocketOptions,
  type TextOptions,
  useHeartbeatSocket,
  useSharedSocket,
} from '../../src';
import { accept, createStage, elapse, SLOW } from '../contract/stage';
import { use } from './react';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'weapp' });
});
vi.mock('@tarojs/taro', () => fake.taro);

type Options = HeartbeatSocketOptions<string, Frame> & TextOptions<undefined>;

const useOwnSocket = (url: string, options: Options) => useHeartbeatSocket(url, options);
const useOneForAll = (url: string, options: Options) => useSharedSocket(url, options);

let tests = 0;
/** A url that no other test has: a shared socket may outlive its test. */
const newUrl = () => `wss://bid.example.com/suspense/${++tests}`;
const open = () => fake.server.connections.filter(({ isOpen }) => isOpen);

/** What a page waits for. React wants an asynchronous act around each render in which something suspends. */
function createDetail() {
  let resolve = (_text: string) => {};
  const promise = new Promise<string>((done) => {
    resolve = done;
  });
  return { promise, come: () => act(async () => resolve('detail')) };
}

createStage(fake, 'weapp');
afterEach(async () => {
  cleanup();
  // A shared socket lingers.
  await elapse(1_000 + SLOW);
});

function Detail({ promise }: { promise: Promise<string> | null }) {
  return promise && use(promise);
}

/** Pages that suspend: by themselves, or by a child. */
function createPages(useSocket: typeof useOwnSocket) {
  const heard: string[] = [];
  const opened: boolean[] = [];
  const layout: string[] = [];
  let show = (_next: { promise: Promise<string>; url?: string }) => {};

  function useLine(url: string) {
    const socket = useSocket(url, {
      onMessage: (message) => heard.push(message),
      onOpen: ({ isReconnect }) => opened.push(isReconnect),
    });
    useLayoutEffect(() => {
      layout.push('on');
      return () => void layout.push('off');
    }, []);
    return `${socket.status} ${socket.lastMessage}`;
  }

  function WithChild({ url, promise }: { url: string; promise: Promise<string> | null }) {
    return (
      <>
        <i>{useLine(url)}</i>
        <Detail promise={promise} />
      </>
    );
  }

  function Itself({ url, promise }: { url: string; promise: Promise<string> | null }) {
    const line = useLine(url);
    if (promise) use(promise);
    return <i>{line}</i>;
  }

  function App({ page: Page, url, first }: { page: typeof Itself; url: string; first: Promise<string> | null }) {
    const [shown, setShown] = useState({ url, promise: first });
    useEffect(() => {
      show = (next) => setShown((before) => ({ ...before, ...next }));
    }, []);
    return (
      <Suspense fallback="fetching">
        <Page {...shown} />
      </Suspense>
    );
  }

  return { App, WithChild, Itself, heard, opened, layout, show: (next: Parameters<typeof show>[0]) => show(next) };
}

describe.each([
  ['its own socket', useOwnSocket],
  ['a shared socket', useOneForAll],
])('a page with %s that suspends', (_name, useSocket) => {
  describe.each(['WithChild', 'Itself'] as const)('(%s)', (which) => {
    async function mount(first: Promise<string> | null = null) {
      const pages = createPages(useSocket);
      const url = newUrl();
      const page = <pages.App page={pages[which]} url={url} first={first} />;
      const { container, unmount } = await act(async () => render(page));
      return {
        ...pages,
        url,
        unmount,
        get text() {
          return container.querySelector('i')?.textContent;
        },
        get isHidden() {
          return container.textContent?.includes('fetching');
        },
      };
    }

    it('once it is shown, goes on hearing on the line that it has', async () => {
      const page = await mount();
      await accept(fake);
      const { promise, come } = createDetail();
      await act(async () => page.show({ promise }));
      // React has hidden the page, and has taken down its layout effects.
      expect([page.isHidden, page.layout]).toEqual([true, ['on', 'off']]);
      await act(async () => fake.server.say('1'));
      await elapse(30_000);
      expect([page.heard, fake.server.connects]).toEqual([['1'], 1]);
      await come();
      fake.server.say('2');
      expect([page.text, page.heard, page.layout]).toEqual(['open 2', ['1', '2'], ['on', 'off', 'on']]);
      expect([fake.server.connects, open().length, page.opened]).toEqual([1, 1, [false]]);
    });

    it('comes back on the line when that is lost meanwhile', async () => {
      const page = await mount();
      await accept(fake);
      const { promise, come } = createDetail();
      await act(async () => page.show({ promise }));
      await act(async () => fake.server.close(1006));
      fake.server.acceptAll();
      await elapse(5_000);
      expect([page.opened, fake.server.connects]).toEqual([[false, true], 2]);
      await come();
      expect([page.text, open().length]).toEqual(['open null', 1]);
    });

    it('leaves nothing when it is unmounted meanwhile', async () => {
      const page = await mount();
      await accept(fake);
      await act(async () => page.show({ promise: createDetail().promise }));
      page.unmount();
      await elapse(1_000 + SLOW);
      expect([open(), fake.left()]).toEqual([[], []]);
    });

    it('on its first render, connects when it is shown, once', async () => {
      const { promise, come } = createDetail();
      const page = await mount(promise);
      await elapse(120_000);
      expect([fake.server.connects, fake.left()]).toEqual([0, []]);
      fake.server.acceptAll();
      await come();
      await elapse(SLOW);
      fake.server.say('1');
      expect([page.text, page.heard, open().length]).toEqual(['open 1', ['1'], 1]);
    });

    it('in a transition to another url, keeps its line until the next page is there', async () => {
      const page = await mount();
      await accept(fake);
      const { promise, come } = createDetail();
      const other = newUrl();
      await act(async () => startTransition(() => page.show({ promise, url: other })));
      await elapse(5_000);
      await act(async () => fake.server.say('1'));
      expect([page.isHidden, page.text, page.heard, fake.server.connects]).toEqual([false, 'open 1', ['1'], 1]);
      fake.server.acceptAll();
      await come();
      await elapse(1_000 + SLOW);
      expect(open().map(({ url }) => url)).toEqual([other]);
      fake.server.say('2');
      expect([page.text, page.heard, fake.server.connects]).toEqual(['open 2', ['1', '2'], 2]);
    });
  });
});
