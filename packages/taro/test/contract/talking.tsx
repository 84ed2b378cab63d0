import { act } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { accept, elapse, expectHealthy, mount, mountOpen, SLOW, type Stage } from './stage';

const bytes = (...values: number[]) => new Uint8Array(values).buffer;
const valuesOf = (frame: unknown) => [...new Uint8Array(frame as ArrayBuffer)];

/** What passes over an open connection, and how it ends. */
export function describeTalking(stage: Stage): void {
  const { fake } = stage;

  describe('talking', () => {
    it('brings 200 messages in order, once each', async () => {
      const page = await mountOpen(stage);
      const quotes = Array.from({ length: 200 }, (_, at) => `报价 ${at}`);
      act(() => {
        for (const quote of quotes) fake.server.say(quote);
      });
      expect(page.messages).toEqual(quotes);
    });

    it.each([
      ['nested', 'base64'],
      ['flat', 'base64'],
      ['both', 'base64'],
      ['nested', 'array-buffer'],
      ['flat', 'array-buffer'],
      ['both', 'array-buffer'],
    ] as const)('R10: reads text and bytes, payload %s, binary as %s', async (payload, binary) => {
      fake.set({ payload, binary });
      const page = await mountOpen(stage);
      fake.server.say('一口价');
      fake.server.say(bytes(0, 127, 128, 255));
      fake.server.say('落槌');
      fake.server.say(bytes());
      await elapse();
      const [first, second, third, fourth] = page.messages;
      expect([first, valuesOf(second), third, valuesOf(fourth)]).toEqual(['一口价', [0, 127, 128, 255], '落槌', []]);
    });

    it('sends text and bytes', async () => {
      const page = await mountOpen(stage, { heartbeat: false });
      expect(page.socket.send('出价 120' as never)).toBe('sent');
      expect(page.socket.send(bytes(0, 1, 254, 255) as never)).toBe('sent');
      const [text, binary] = fake.server.received;
      expect([text, valuesOf(binary)]).toEqual(['出价 120', [0, 1, 254, 255]]);
    });

    it.each(['add', 'overwrite'] as const)(
      'hears each event once after five reconnects, where onX %ss',
      async (repeatedOn) => {
        fake.set({ repeatedOn });
        const page = await mountOpen(stage);
        fake.server.acceptAll();
        for (let round = 0; round < 5; round += 1) {
          fake.server.close(1001);
          await elapse(60_000);
        }
        expect([page.causes.length, page.opened.length]).toEqual([5, 6]);
        await expectHealthy(stage, page);
      },
    );

    it('R9: takes a send that the platform refuses for the end of the line', async () => {
      const page = await mountOpen(stage);
      fake.set({ sendFails: true });
      page.socket.send('出价 120' as never);
      await elapse();
      expect([page.status, page.kinds]).toEqual(['waiting', ['network']]);
      fake.set({ sendFails: false });
      await elapse(1_000);
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it('hears of the server that closes, and comes back', async () => {
      const page = await mountOpen(stage);
      fake.server.close(4001, '拍卖结束');
      await elapse();
      expect([page.status, page.causes.length]).toEqual(['waiting', 1]);
      // Alipay tells no code.
      expect(page.causes[0]?.code).toBe(stage.platform === 'alipay' ? null : 4001);
      await elapse(1_000);
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it('ends with disconnect(), and the server hears of it', async () => {
      const page = await mountOpen(stage);
      act(() => page.socket.disconnect(4000, '再见'));
      expect(page.status).toBe('closed');
      await elapse(60_000);
      expect([fake.server.connects, page.kinds]).toEqual([1, ['disconnect']]);
      expect(fake.server.connection.closedByApp).toEqual({ code: 4000, reason: '再见' });
    });

    it('replaces a line that died in silence after one ping that nobody answered', async () => {
      const page = await mountOpen(stage);
      fake.server.goSilent();
      const sent = fake.server.received.length;
      await elapse(25_000 + 10_000 - SLOW - 1);
      expect([page.status, fake.server.received.length]).toEqual(['open', sent]);
      await elapse(1);
      expect([page.status, page.kinds]).toEqual(['waiting', ['pong-timeout']]);
      await elapse(1_000);
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it('outlives more silent deaths than there are slots', async () => {
      const page = await mountOpen(stage);
      fake.server.acceptAll();
      for (let death = 0; death < 8; death += 1) {
        fake.server.goSilent();
        await elapse(60_000);
      }
      expect(page.kinds).toEqual(Array(8).fill('pong-timeout'));
      await expectHealthy(stage, page);
    });

    it('outlives more deaths than there are slots when the server closes', async () => {
      const page = await mountOpen(stage);
      fake.server.acceptAll();
      for (let death = 0; death < 8; death += 1) {
        fake.server.close(1001);
        await elapse(60_000);
      }
      await expectHealthy(stage, page);
    });

    it('a silent line that ends at last says nothing to the one that took its place', async () => {
      fake.set({ closeOnCutLine: 'event' });
      const page = await mountOpen(stage);
      fake.server.goSilent();
      await elapse(36_000);
      await accept(fake);
      expect(page.causes).toHaveLength(1);
      await elapse(5_000);
      expect(page.causes).toHaveLength(1);
      await expectHealthy(stage, page);
    });

    it.each(['ignored', 'works'] as const)(
      'leaves nothing when unmounted while connecting, where close is %s then',
      async (closeBeforeOpen) => {
        fake.set({ closeBeforeOpen });
        const page = mount();
        await elapse();
        page.unmount();
        await elapse();
        if (closeBeforeOpen === 'ignored' && stage.platform !== 'h5') fake.server.accept();
        await elapse(60_000);
        expect(fake.server.connections.filter(({ isOpen }) => isOpen)).toEqual([]);
      },
    );

    it('leaves nothing when unmounted before the task has arrived', async () => {
      const page = mount();
      page.unmount();
      fake.server.accept();
      await elapse(60_000);
      expect(fake.server.connections.filter(({ isOpen }) => isOpen)).toEqual([]);
      expect(page.opened).toEqual([]);
    });
  });
}
