import { renderHook } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useHeartbeatSocket } from '../../src';
import {
  accept,
  elapse,
  expectHealthy,
  type MountedPage,
  mount,
  mountOpen,
  openLines,
  SLOW,
  type Stage,
  sweep,
  URL,
  useShared,
} from './stage';

const SHORT = { interval: 1_000, pongTimeout: 500 };

/** Thrown, it throws again when somebody looks at it. */
function unreadable(): never {
  throw {
    get message() {
      throw new Error('do not look');
    },
  };
}

/** Functions of the page that act on the socket, or throw, in the middle of something. */
export function describeUserFunctions(stage: Stage): void {
  const { fake } = stage;

  describe('a function of the page', () => {
    afterEach(async () => {
      await sweep(stage);
      vi.restoreAllMocks();
    });

    /** Does something to the page when it is called for the first time after the page was set. */
    function actor(act: (page: MountedPage) => void) {
      let hasActed = false;
      return {
        page: null as MountedPage | null,
        call() {
          if (hasActed || !this.page) return;
          hasActed = true;
          act(this.page);
        },
      };
    }

    function mountPinging(act: (page: MountedPage) => void): MountedPage {
      const actress = actor(act);
      const ping = () => {
        actress.call();
        return 'ping';
      };
      const page = mount({ heartbeat: { ...SHORT, ping } });
      actress.page = page;
      return page;
    }

    it('may reconnect in its first ping: one line is replaced, and the next one lives', async () => {
      const page = mountPinging(({ socket }) => socket.reconnect());
      fake.server.acceptAll();
      await elapse(60_000);
      expect(page.kinds).toEqual(['replaced']);
      await expectHealthy(stage, page);
    });

    it('may disconnect in its first ping, which leaves no timer', async () => {
      const page = mountPinging(({ socket }) => socket.disconnect());
      await accept(fake);
      expect([page.status, openLines(stage).length, vi.getTimerCount()]).toEqual(['closed', 0, 0]);
    });

    it('may send in its first ping: the message waits for the ping', async () => {
      const answers: string[] = [];
      mountPinging(({ socket }) => void answers.push(socket.send('from ping' as never)));
      await accept(fake);
      expect([answers, fake.server.received]).toEqual([['queued'], ['ping', 'from ping']]);
    });

    it('may reconnect in shouldReconnect: that attempt is not the one that was lost', async () => {
      const actress = actor(({ socket }) => socket.reconnect());
      const shouldReconnect = () => {
        actress.call();
        return true;
      };
      const page = await mountOpen(stage, { heartbeat: false, reconnect: { jitter: 'none', shouldReconnect } });
      actress.page = page;
      fake.server.close(1001);
      await elapse(SLOW);
      expect([page.status, fake.server.connects]).toEqual(['connecting', 2]);
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it('may give a url twice, and has one connection', async () => {
      const url = () =>
        ({
          // biome-ignore lint/suspicious/noThenProperty: a thenable that settles twice
          then(resolve: (url: string) => void) {
            resolve(URL);
            resolve(URL);
          },
        }) as Promise<string>;
      const page = mount({ heartbeat: false }, url);
      await elapse();
      await accept(fake);
      expect([page.status, openLines(stage).length]).toEqual(['open', 1]);
    });

    it('may set state in onError while an option stays invalid: one error, one more render', () => {
      let renders = 0;
      const errors: unknown[] = [];
      const page = renderHook(() => {
        const [, setError] = useState<Error | null>(null);
        renders += 1;
        // Invalid from the second render on. An end to it, lest the test never ends.
        const isInvalid = renders > 1 && renders < 50;
        useHeartbeatSocket(URL, {
          heartbeat: false,
          reconnect: isInvalid ? { minDelay: 2_000, maxDelay: 1_000 } : {},
          onError(error) {
            errors.push(error);
            setError(error);
          },
        });
      });
      page.rerender();
      expect([errors.length, renders]).toEqual([1, 3]);
    });

    it('is told to the developer when it throws in the onOpen of one who joins', async () => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
      const url = `${URL}&joins`;
      const first = renderHook(() => useShared(url, { heartbeat: false }));
      await accept(fake);
      const onOpen = () => {
        throw new Error('no room');
      };
      const second = renderHook(() => useShared(url, { heartbeat: false, onOpen }));
      first.unmount();
      second.unmount();
      await elapse(1_000);
      expect(warn.mock.calls).toEqual([[expect.stringContaining('onOpen threw: no room'), new Error('no room')]]);
    });

    it('may throw what cannot be read in onMessage, and hears the next message', async () => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
      const heard: unknown[] = [];
      const onMessage = (message: string) => {
        heard.push(message);
        unreadable();
      };
      const reconnect = { delay: () => 1_000 };
      const page = renderHook(() => useHeartbeatSocket(URL, { heartbeat: false, reconnect, onMessage }).status);
      await accept(fake);
      for (const message of ['1', '2']) {
        try {
          fake.server.say(message);
        } catch {
          heard.push('thrown into the platform');
        }
      }
      fake.server.close(1001);
      await elapse(SLOW);
      expect([heard, page.result.current, warn.mock.calls.length]).toEqual([['1', '2'], 'waiting', 2]);
    });
  });
}
