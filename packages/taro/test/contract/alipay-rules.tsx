import { act } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { accept, elapse, expectHealthy, mount, mountOpen, type Stage } from './stage';

/** Longer than the hook waits for the close event of the one socket. */
const CLOSED = 1_000;

/** Rule R6 of docs/platforms.md: Alipay's two kinds of sockets. */
export function describeAlipayRules(stage: Stage): void {
  const { fake } = stage;
  const callsOf = (name: string) => fake.log.filter((call) => call.name === name);

  describe('R6: the native task', () => {
    it.each([true, false])('is asked for, whatever app.json says of multiple: %s', async (defaultMultiple) => {
      fake.set({ defaultMultiple });
      const page = await mountOpen(stage);
      await expectHealthy(stage, page);
      expect(callsOf('connectSocket')[0]?.args[0]).toMatchObject({ multiple: true });
    });

    it("is spoken to by its own methods, which Taro's forwarders would hide", async () => {
      const page = await mountOpen(stage);
      page.socket.send('出价 120' as never);
      expect(fake.server.received).toContain('出价 120');
      act(() => page.socket.disconnect(4000, '再见'));
      expect(fake.server.connection.closedByApp).toEqual({ code: 4000, reason: '再见' });
      expect([callsOf('sendSocketMessage'), callsOf('closeSocket')]).toEqual([[], []]);
    });

    it('gives up an attempt whose promise never settles, for Taro throws on a result of nothing', async () => {
      fake.set({ successResult: 'undefined' });
      const page = mount();
      await elapse(10_000);
      expect(page.kinds).toEqual(['connect-timeout']);
      fake.set({ successResult: 'result' });
      fake.server.refuse();
      await elapse(1_000);
      await accept(fake);
      await expectHealthy(stage, page);
    });
  });

  describe('R6: the one socket of an Alipay without multiple', () => {
    it.each(['replace', 'refuse'] as const)(
      'works, with each message once after five reconnects, a second connect would %s',
      async (secondConnect) => {
        fake.set({ multipleSupported: false, secondConnect });
        const page = await mountOpen(stage);
        fake.server.acceptAll();
        for (let round = 0; round < 5; round += 1) {
          if (round % 2) fake.server.close(1001);
          else fake.server.goSilent();
          await elapse(60_000);
        }
        expect(page.opened).toHaveLength(6);
        await expectHealthy(stage, page);
        page.unmount();
        await elapse(CLOSED);
      },
    );

    it('makes a second hook wait for its turn, and closes nobody else’s socket', async () => {
      fake.set({ multipleSupported: false });
      const first = await mountOpen(stage);
      const second = mount();
      await elapse();
      expect([second.status, second.kinds]).toEqual(['waiting', ['slot-limit']]);
      await expectHealthy(stage, first);
      fake.server.acceptAll();
      first.unmount();
      await elapse(60_000);
      await expectHealthy(stage, second);
      second.unmount();
      await elapse(CLOSED);
    });

    it.each(['replace', 'refuse'] as const)(
      'goes to one of two hooks that ask for it at once, and each hears its own server, a second connect would %s',
      async (secondConnect) => {
        fake.set({ multipleSupported: false, secondConnect });
        fake.server.acceptAll();
        const pages = ['a', 'b'].map((room) => ({ room, page: mount({}, `wss://bid.example.com/${room}`) }));
        await elapse();
        for (const line of fake.server.connections) line.say(`news of ${line.url.at(-1)}`);
        await elapse();
        const open = pages.filter(({ page }) => page.status === 'open');
        // Where a second connect replaces the first, the first has lost it.
        const winner = secondConnect === 'replace' ? 'b' : 'a';
        expect(open.map(({ room, page }) => [room, page.messages])).toEqual([[winner, [`news of ${winner}`]]]);
        expect(pages.map(({ page }) => page.status).sort()).toEqual(['open', 'waiting']);
        for (const { page } of pages) page.unmount();
        await elapse(CLOSED);
      },
    );

    it('is asked for nothing by an attempt that is given up while it waits for the close of the old one', async () => {
      fake.set({ multipleSupported: false });
      const page = await mountOpen(stage);
      act(() => page.socket.reconnect());
      page.unmount();
      await elapse(60_000);
      expect(fake.server.connects).toBe(1);
    });

    it('waits for the close of the old one before it connects again', async () => {
      fake.set({ multipleSupported: false, secondConnect: 'refuse' });
      const page = await mountOpen(stage);
      act(() => page.socket.reconnect());
      expect(fake.server.connects).toBe(1);
      await elapse();
      await accept(fake);
      await expectHealthy(stage, page);
      expect(page.kinds).toEqual(['replaced']);
      page.unmount();
      await elapse(CLOSED);
    });

    it.each(['replace', 'refuse'] as const)(
      'is open again after two reconnects at once, a second connect would %s',
      async (secondConnect) => {
        fake.set({ multipleSupported: false, secondConnect });
        fake.server.acceptAll();
        const page = mount();
        act(() => {
          page.socket.reconnect();
          page.socket.reconnect();
        });
        await elapse(60_000);
        await expectHealthy(stage, page);
        page.unmount();
        await elapse(CLOSED);
      },
    );

    it.each(['works', 'ignored'] as const)(
      'is open after an attempt that never answered, a close before open %s',
      async (closeBeforeOpen) => {
        fake.set({ multipleSupported: false, closeBeforeOpen });
        const page = mount();
        await elapse(10_000);
        expect(page.kinds).toEqual(['connect-timeout']);
        fake.server.acceptAll();
        await elapse(30_000);
        await expectHealthy(stage, page);
        page.unmount();
        await elapse(CLOSED);
      },
    );

    it.each(['error', 'close', 'both'] as const)(
      'leaves nothing after an attempt that failed by %s',
      async (refusal) => {
        fake.set({ multipleSupported: false, refusal });
        const page = mount();
        await elapse();
        fake.server.refuse();
        await elapse();
        page.unmount();
        await elapse(CLOSED);
        expect(fake.left()).toEqual([]);
      },
    );

    it('keeps its four listeners, once each, where this Taro cannot take them off', async () => {
      const missing = ['offSocketOpen', 'offSocketMessage', 'offSocketError', 'offSocketClose'];
      fake.set({ multipleSupported: false, missing });
      const page = await mountOpen(stage);
      fake.server.acceptAll();
      fake.server.close(1001);
      await elapse(60_000);
      await expectHealthy(stage, page);
      page.unmount();
      await elapse(CLOSED);
      expect(() => fake.assertClean()).toThrow(
        /^left behind:(\n- a listener of onSocket(Open|Message|Error|Close), .*){4}$/,
      );
    });
  });
}
