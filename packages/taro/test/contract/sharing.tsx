import { act, render, renderHook } from '@testing-library/react';
import { useEffect } from 'react';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  jsonCodec,
  type SocketMessageOptions,
  useFreshness,
  useLostConnection,
  useRetryIn,
  useSharedSocket,
  useSocketMessage,
  useSocketReducer,
} from '../../src';
import {
  accept,
  elapse,
  openLines,
  SLOW,
  type Stage,
  sweep,
  TEXT_REQUESTS,
  type TextOptions,
  type TextSocket,
  useShared,
} from './stage';

const QUIET = { heartbeat: false, reconnect: { jitter: 'none' } } as const;
/** The default. */
const LINGER = 1_000;

interface ChildProps {
  readonly socket: TextSocket;
  readonly effect: (socket: TextSocket) => void;
}

function Child({ socket, effect }: ChildProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as a page subscribes
  useEffect(() => effect(socket), []);
  return null;
}

function SharedPage({ url, effect }: { url: string; effect: ChildProps['effect'] }) {
  return <Child socket={useShared(url, QUIET)} effect={effect} />;
}

/** Options of a component: those of its socket, and of what listens to it. */
type Options = TextOptions & SocketMessageOptions<string, string | ArrayBuffer>;

let lots = 0;

/** Components that share a socket: what lives from its first holder to the end of its linger, and then is forgotten. */
export function describeSharing(stage: Stage): void {
  const { fake, platform } = stage;

  describe('a shared socket', () => {
    let url = '';
    beforeEach(() => {
      // One that no test has had before: what one leaves is no other's.
      lots += 1;
      url = `wss://bid.example.com/lot/${lots}`;
    });
    afterEach(async () => {
      await sweep(stage);
      vi.restoreAllMocks();
    });

    /** A component that shares it, with all that it showed and told. */
    function join(options: Options = {}, first = url) {
      let address: string | null = first;
      const shown: unknown[] = [];
      const heard: string[] = [];
      /** What came to the listener that may fetch. */
      const fetched: string[] = [];
      const opened: unknown[] = [];
      const { result, rerender, unmount } = renderHook(
        ({ resync, resyncTimeout, holdLimit, ...props }: Options) => {
          const socket = useShared(address, {
            ...QUIET,
            onMessage: (message) => heard.push(message),
            onOpen: (info) => opened.push(info),
            ...props,
          });
          useSocketMessage(socket, (message) => fetched.push(message), { resync, resyncTimeout, holdLimit });
          shown.push([socket.status, socket.lastMessage]);
          return socket;
        },
        { initialProps: options },
      );
      return {
        shown,
        heard,
        fetched,
        opened,
        unmount,
        change: (changed: Options) => rerender({ ...options, ...changed }),
        goTo(next: string | null) {
          address = next;
          rerender(options);
        },
        get socket() {
          return result.current;
        },
        get status() {
          return result.current.status;
        },
      };
    }

    async function joinOpen(options: Options = {}) {
      const page = join(options);
      await accept(fake);
      expect(page.status).toBe('open');
      return page;
    }

    /** The next test begins, as far as the fake is concerned. */
    function reset({ core }: TextSocket): void {
      fake.reset({ platform, act: (event) => act(event) });
      onTestFinished(() => core.destroy());
    }

    it('connects for who comes after everybody had left a socket that was disconnected', async () => {
      const first = await joinOpen();
      act(() => first.socket.disconnect());
      first.unmount();
      await elapse(10_000);
      const page = join();
      fake.server.acceptAll();
      await elapse(SLOW);
      expect([page.shown[0], page.status]).toEqual([['connecting', null], 'open']);
    });

    it('begins anew for who comes long after everybody had left', async () => {
      const first = await joinOpen();
      fake.server.say('price 100');
      first.unmount();
      await elapse(600_000);
      const page = join();
      await accept(fake);
      expect(page.shown[0]).toEqual(['connecting', null]);
      expect(page.opened).toEqual([{ isReconnect: false, downtime: 0 }]);
    });

    it('begins anew at the end of its linger, and not before', async () => {
      const first = await joinOpen();
      fake.server.say('price 100');
      first.unmount();
      await elapse(LINGER - 1);
      const second = join();
      expect(second.shown[0]).toEqual(['open', 'price 100']);
      second.unmount();
      await elapse(LINGER);
      expect(join().shown[0]).toEqual(['connecting', null]);
    });

    it('begins anew for who comes after its line was lost while it lingered', async () => {
      const first = await joinOpen();
      fake.server.say('price 100');
      first.unmount();
      fake.server.close(1001);
      await elapse(100);
      const page = join();
      await accept(fake);
      expect([page.shown[0], page.opened]).toEqual([['connecting', null], [{ isReconnect: false, downtime: 0 }]]);
    });

    it('begins anew for who comes after everybody had left a wait, with no attempt counted', async () => {
      const first = await joinOpen();
      fake.server.close(1001);
      await elapse();
      expect(first.socket.attempt).toBe(1);
      first.unmount();
      await elapse(LINGER);
      const page = join();
      expect([page.shown[0], page.socket.attempt, page.socket.cause]).toEqual([['connecting', null], 0, null]);
    });

    // A close code is told on weapp and h5 alone.
    it.skipIf(platform === 'alipay')('begins anew for who comes after the server had refused it for good', async () => {
      const first = await joinOpen();
      fake.server.close(1002);
      await elapse();
      expect(first.status).toBe('closed');
      first.unmount();
      await elapse(LINGER);
      const page = join();
      await accept(fake);
      expect([page.shown[0], page.status]).toEqual([['connecting', null], 'open']);
    });

    it('connects for who comes after somebody had destroyed it', async () => {
      const first = await joinOpen();
      act(() => first.socket.core.destroy());
      first.unmount();
      await elapse(LINGER);
      const page = join();
      await elapse(SLOW);
      fake.server.acceptAll();
      await elapse(SLOW);
      expect(page.status).toBe('open');
    });

    it('connects for who comes while those are still there who have seen it destroyed', async () => {
      const first = await joinOpen();
      act(() => first.socket.core.destroy());
      const page = join();
      fake.server.acceptAll();
      await elapse(SLOW);
      expect(page.status).toBe('open');
    });

    it('tells in development that components differ in codec', async () => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
      join();
      renderHook(() => useSharedSocket(url, { ...QUIET, codec: jsonCodec() }));
      await accept(fake);
      expect(warn.mock.calls).toEqual([[expect.stringContaining('codec')]]);
    });

    it('tells in development that components differ in request', async () => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
      join();
      join({ request: TEXT_REQUESTS });
      await accept(fake);
      expect(warn.mock.calls).toEqual([[expect.stringContaining('request')]]);
    });

    it('fetches once for a component that comes to it, whether that is turned off and on', async () => {
      let calls = 0;
      const resync = async () => {
        calls += 1;
        return ['missed'];
      };
      await joinOpen();
      const page = join({ resync });
      await elapse(SLOW);
      expect([calls, page.fetched]).toEqual([1, ['missed']]);
      for (const enabled of [false, true]) {
        page.change({ resync, enabled });
        await elapse(SLOW);
      }
      expect([calls, page.fetched]).toEqual([1, ['missed']]);
    });

    it('fetches what came while a component was not enabled, and shows it before what comes next', async () => {
      let calls = 0;
      const resync = async () => {
        calls += 1;
        return [`missed ${calls}`];
      };
      await joinOpen();
      const page = join({ resync, enabled: false });
      await elapse(SLOW);
      expect([calls, page.fetched]).toEqual([0, []]);
      page.change({ resync, enabled: true });
      await elapse(SLOW);
      page.change({ resync, enabled: false });
      fake.server.say('price 100');
      await elapse(SLOW);
      page.change({ resync, enabled: true });
      fake.server.say('price 200');
      await elapse(SLOW);
      expect([calls, page.fetched]).toEqual([2, ['missed 1', 'missed 2', 'price 200']]);
    });

    it('fetches once per open, whatever becomes of resyncTimeout', async () => {
      let calls = 0;
      const resync = async () => {
        calls += 1;
        return [];
      };
      const page = await joinOpen({ resync });
      await elapse(SLOW);
      expect(calls).toBe(1);
      page.change({ resync, resyncTimeout: 5_000 });
      await elapse(SLOW);
      expect(calls).toBe(1);
      fake.server.close(1001);
      await elapse(10_000);
      await accept(fake);
      expect(calls).toBe(2);
    });

    it('gives what was fetched first, and then what came meanwhile, also to a component that joins it', async () => {
      await joinOpen();
      let settle = (_missed: string[]) => {};
      const resync = () =>
        new Promise<string[]>((resolve) => {
          settle = resolve;
        });
      const page = join({ resync });
      await elapse(SLOW);
      fake.server.say('3');
      expect(page.fetched).toEqual([]);
      await act(async () => settle(['1', '2']));
      await elapse(SLOW);
      expect(page.fetched).toEqual(['1', '2', '3']);
    });

    it('neither speaks to a component that is not enabled nor shows it anything', async () => {
      const off = join({ enabled: false });
      await joinOpen();
      fake.server.say('price 100');
      await elapse(SLOW);
      expect([off.heard, off.opened, off.socket.lastMessage, off.status]).toEqual([[], [], null, 'idle']);
    });

    it('says nothing to the hooks of a component that is not enabled, until it is', async () => {
      await joinOpen({ reconnect: { delay: () => 5_000 } });
      const heard: string[] = [];
      const page = renderHook(
        ({ enabled }) => {
          const socket = useShared(url, { enabled, reconnect: { delay: () => 5_000 } });
          useSocketMessage(socket, (message) => heard.push(message));
          return [
            useSocketReducer(socket, (_last: string, message: string) => message, '')[0],
            useFreshness(socket),
            useLostConnection(socket),
            useRetryIn(socket),
          ];
        },
        { initialProps: { enabled: false } },
      );
      const nothing = ['', 'stale', null, null];
      fake.server.say('price 100');
      await elapse(SLOW);
      expect([page.result.current, heard]).toEqual([nothing, []]);
      fake.server.close(1001);
      await elapse(3_000);
      expect(page.result.current).toEqual(nothing);
      page.rerender({ enabled: true });
      await elapse(SLOW);
      expect(page.result.current[3]).toBe(2);
      await elapse(2_000);
      await accept(fake);
      fake.server.say('price 200');
      await elapse(SLOW);
      expect([page.result.current, heard]).toEqual([['price 200', 'live', null, null], ['price 200']]);
    });

    it('stops speaking to a component when that is turned off', async () => {
      await joinOpen();
      const page = join();
      page.change({ enabled: false });
      fake.server.say('price 100');
      await elapse(SLOW);
      expect([page.heard, page.socket.lastMessage]).toEqual([[], null]);
    });

    it('keeps its line for the others when the component that came first goes nowhere', async () => {
      const first = await joinOpen();
      const second = join();
      first.goTo(null);
      await elapse(SLOW);
      expect([first.status, second.status, fake.server.connects]).toEqual(['closed', 'open', 1]);
    });

    it('lingers when its last component goes nowhere', async () => {
      const page = await joinOpen();
      page.goTo(null);
      await elapse(LINGER - 1);
      expect(openLines(stage)).toHaveLength(1);
      page.goTo(url);
      expect([page.status, page.opened.length]).toEqual(['open', 2]);
      page.goTo(null);
      await elapse(LINGER);
      expect(openLines(stage)).toHaveLength(0);
    });

    it('has one line when a page comes back to a key that another component has taken meanwhile', async () => {
      const hidden = await joinOpen({ whilePageHidden: 'disconnect' });
      fake.page.hide();
      await elapse(61_000);
      join({}, `${url}/other`);
      const visible = join();
      await accept(fake);
      fake.page.show();
      fake.server.acceptAll();
      await elapse(SLOW);
      const lines = openLines(stage).filter((line) => line.url === url);
      expect([lines.length, hidden.status, visible.status]).toEqual([1, 'open', 'open']);
    });

    it('begins anew for a page that comes back after its linger', async () => {
      const page = await joinOpen({ whilePageHidden: 'disconnect' });
      fake.server.say('price 100');
      fake.page.hide();
      await elapse(LINGER);
      page.opened.length = 0;
      fake.page.show();
      await accept(fake);
      expect([page.opened, page.socket.lastMessage]).toEqual([[{ isReconnect: false, downtime: 0 }], null]);
    });

    it('tells onOpen to a component when that is turned on, not before', async () => {
      await joinOpen();
      const page = join({ enabled: false });
      expect(page.opened).toEqual([]);
      page.change({ enabled: true });
      await elapse(SLOW);
      expect(page.opened).toEqual([{ isReconnect: false, downtime: 0 }]);
    });

    it('keeps what a child sends in its first effect', async () => {
      const answers: string[] = [];
      render(<SharedPage url={url} effect={(socket) => void answers.push(socket.send('sub'))} />);
      await accept(fake);
      expect([answers, fake.server.received]).toEqual([['queued'], ['sub']]);
    });

    it('is forgotten by a reset of the fake', async () => {
      const first = await joinOpen({ linger: 60_000 });
      fake.server.say('price 100');
      first.unmount();
      reset(first.socket);
      const page = join();
      expect([page.shown[0], fake.server.connects]).toEqual([['connecting', null], 1]);
      await accept(fake);
      expect(page.status).toBe('open');
    });

    it('is forgotten by a reset of the fake while somebody holds it', async () => {
      const first = await joinOpen();
      fake.server.say('price 100');
      reset(first.socket);
      const page = join();
      expect([page.shown[0], fake.server.connects]).toEqual([['connecting', null], 1]);
      await accept(fake);
      expect(first.heard).toEqual(['price 100']);
    });

    it('is not left behind by a test that ends while it lingers', async () => {
      const page = await joinOpen({ linger: 60_000 });
      page.unmount();
      fake.assertClean();
      expect(page.socket.core.getSnapshot().status).toBe('idle');
    });

    it('is left behind by a test that ends while somebody holds it', async () => {
      const page = await joinOpen({ linger: 60_000 });
      expect(() => fake.assertClean()).toThrow(/left behind:.*- a connection to /s);
      page.socket.core.destroy();
    });
  });
}
