import type { Knobs } from '@heartbeat-socket/testing';
import { act } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { elapse, expectHealthy, mount, mountOpen, type Stage } from './stage';

/** WeChat's other words for "no socket left" (vendor's text in its own engine). */
const REACH_MAX = 'connectSocket:fail fail reach max websocket connect count 5';
/** Shorter than what the platform waits before it stops JavaScript and ends the connections. */
const MOMENT = 1_500;

/** Calls that the platform refuses while the app is hidden, and what is left of the connections. */
export function describeHidden(stage: Stage): void {
  const { fake, platform } = stage;
  const isMini = platform !== 'h5';
  const openCount = () => fake.server.connections.filter(({ isOpen }) => isOpen).length;

  const refuse = (knobs: Partial<Knobs> = {}) => fake.set({ refusesWhileHidden: true, ...knobs });

  /** The user leaves for a moment; `meanwhile` is what the page does at once. On mini-programs the page hears of it too. */
  async function leaveFor(milliseconds: number, meanwhile: () => void = () => {}): Promise<void> {
    fake.app.hide();
    fake.page.hide();
    act(meanwhile);
    await elapse(milliseconds);
    fake.app.show();
    fake.page.show();
    await elapse(3_000);
  }

  describe('refused while hidden', () => {
    const kinds: ReadonlyArray<readonly [string, Partial<Knobs>]> =
      platform === 'alipay'
        ? [
            ['a socket of its own', {}],
            ["the app's one socket", { multipleSupported: false }],
            ["the app's one socket, a second connect refused", { multipleSupported: false, secondConnect: 'refuse' }],
          ]
        : [['a socket of its own', {}]];

    describe.each(kinds)('with %s', (_name, knobs) => {
      it('a bid at each of five hides leaves one connection, and none when the page has gone', async () => {
        refuse(knobs);
        const page = await mountOpen(stage);
        fake.server.acceptAll();
        for (let round = 0; round < 5; round += 1) {
          await leaveFor(MOMENT, () => void page.socket.send('出价' as never));
          expect(openCount()).toBe(1);
        }
        const bids = fake.server.connections.flatMap(({ received }) => received.filter((frame) => frame === '出价'));
        expect(bids).toHaveLength(5);
        await expectHealthy(stage, page);
        page.unmount();
        await elapse(1_000);
        expect(openCount()).toBe(0);
      });

      it("'disconnect' leaves one connection, however often the page is hidden", async () => {
        refuse(knobs);
        const page = await mountOpen(stage, { whilePageHidden: 'disconnect' });
        fake.server.acceptAll();
        for (let round = 0; round < 5; round += 1) {
          await leaveFor(MOMENT);
          expect(openCount()).toBe(1);
        }
        await expectHealthy(stage, page);
        page.unmount();
        await elapse(1_000);
      });

      it('a page that goes while hidden leaves nothing', async () => {
        refuse(knobs);
        const page = await mountOpen(stage);
        fake.server.acceptAll();
        await leaveFor(MOMENT, () => page.unmount());
        expect([openCount(), fake.left()]).toEqual([0, []]);
      });

      it('an attempt that is given up while hidden comes to nothing, though the server accepts it later', async () => {
        refuse(knobs);
        const page = mount();
        await elapse();
        fake.app.hide();
        page.unmount();
        await elapse(MOMENT);
        fake.app.show();
        fake.server.acceptAll();
        await elapse(3_000);
        expect([openCount(), fake.left()]).toEqual([0, []]);
      });
    });

    if (isMini) {
      it('several sockets that are given up while hidden are all closed at the show', async () => {
        refuse();
        fake.server.acceptAll();
        const pages = [mount(), mount(), mount()];
        await elapse(100);
        expect(openCount()).toBe(3);
        await leaveFor(MOMENT, () => {
          for (const page of pages) page.unmount();
        });
        expect([openCount(), fake.left()]).toEqual([0, []]);
      });

      it('a ping that is refused does not cost the line', async () => {
        refuse({ suspendAfter: Infinity });
        const page = await mountOpen(stage, {
          background: 'keep',
          heartbeat: { interval: 1_000, pongTimeout: 5_000 },
        });
        await leaveFor(MOMENT);
        expect([page.kinds, fake.server.connects]).toEqual([[], 1]);
        await expectHealthy(stage, page);
      });

      it('no socket left is told as such in other words too', async () => {
        fake.set({ connect: { fail: REACH_MAX } });
        const page = mount();
        await elapse();
        expect(page.kinds).toEqual(['slot-limit']);
      });
    }
  });

  // Alipay tells no code.
  if (platform !== 'alipay') {
    it("a close with the server's own code is the server's, whatever its reason says", async () => {
      const page = await mountOpen(stage);
      fake.server.close(4003, 'stream interrupted by the host');
      await elapse();
      expect(page.causes).toMatchObject([{ kind: 'server', code: 4003 }]);
    });
  }

  it.each([
    ['before the first has a task', false],
    ['on an open line', true],
  ])('nine reconnects in one task, %s, leave one connection, and no slot limit is told', async (_when, isOpen) => {
    const page = isOpen ? await mountOpen(stage) : mount();
    fake.server.acceptAll();
    act(() => {
      for (let time = 0; time < 9; time += 1) page.socket.reconnect();
    });
    await elapse(3_000);
    expect([openCount(), page.kinds.includes('slot-limit')]).toEqual([1, false]);
    await expectHealthy(stage, page);
    page.unmount();
    await elapse(1_000);
  });

  // Taro tells a component's page to its own page hooks alone, and only with the page's next event.
  it.fails('a page that is covered when it mounts does not connect before it is shown', async () => {
    fake.page.hide();
    const page = mount({ whilePageHidden: 'disconnect' });
    await elapse();
    const before = fake.server.connects;
    page.unmount();
    fake.server.acceptAll();
    await elapse(100);
    expect(before).toBe(0);
  });

  it.each([
    'onAppShow',
    'offAppShow',
    'onAppHide',
    'offAppHide',
    'onNetworkStatusChange',
    'offNetworkStatusChange',
    'getNetworkType',
  ])('a throwing %s costs no more than its news', async (name) => {
    const thrown = () => {
      throw new Error(`${name} is out of order`);
    };
    fake.reset({ platform, act: (event) => act(event), runtime: () => ({ [name]: thrown }) });
    const page = await mountOpen(stage);
    await expectHealthy(stage, page);
    page.unmount();
    await elapse();
    // What this platform took on, and does not let go, is still there.
    expect(fake.left()).toHaveLength(name.startsWith('off') ? 1 : 0);
    fake.reset({ platform, act: (event) => act(event), runtime: () => ({}) });
  });
}
