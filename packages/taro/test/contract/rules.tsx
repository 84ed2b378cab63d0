import { act, render } from '@testing-library/react';
import { StrictMode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { useHeartbeatSocket } from '../../src';
import { accept, elapse, expectHealthy, mount, mountOpen, SLOW, type Stage, takeSlots, URL } from './stage';

function Page() {
  return <i>{useHeartbeatSocket(URL).status}</i>;
}

/** The rules of docs/platforms.md, by their numbers, as far as they hold on every platform. */
export function describeRules(stage: Stage): void {
  const { fake } = stage;
  const callsOf = (name: string) => fake.log.filter((call) => call.name === name);
  const closes = () => [...callsOf('SocketTask.close'), ...callsOf('WebSocket.close')];
  const isAnyOpen = () => fake.server.connections.some(({ isOpen }) => isOpen);

  describe('rules', () => {
    it('R1: a promise that settles is no open connection, and what comes too late is closed', async () => {
      fake.set({ connect: 'accepted' });
      const page = mount({ connectTimeout: 7_000 });
      await elapse(6_999);
      expect(page.status).toBe('connecting');
      await elapse(1);
      expect([page.status, page.kinds]).toEqual(['waiting', ['connect-timeout']]);
      fake.set({ connect: 'real', promises: 'macrotask' });
      await elapse(1_000);
      const before = closes().length;
      act(() => page.socket.disconnect());
      expect(closes().length).toBe(before);
      await elapse(SLOW);
      expect(closes().length).toBeGreaterThan(before);
      fake.server.acceptAll();
      await elapse(SLOW);
      expect([isAnyOpen(), page.status, page.opened]).toEqual([false, 'closed', []]);
    });

    it.each(['error', 'close', 'both'] as const)(
      'R2: a failure that is told by %s is one loss, with one attempt to follow',
      async (connect) => {
        fake.set({ connect });
        const page = mount();
        await elapse();
        expect([page.causes.length, vi.getTimerCount()]).toEqual([1, 1]);
        fake.set({ connect: 'real' });
        await elapse(1_000);
        expect(fake.server.connects).toBe(2);
      },
    );

    it('R3: neither fail nor complete is among the options of connectSocket', async () => {
      await mountOpen(stage, { protocols: ['bid.v1'], header: { 'x-lot': '7' } });
      const [options] = callsOf('Taro.connectSocket')[0]?.args ?? [];
      expect(options).toMatchObject({ url: URL, protocols: ['bid.v1'] });
      expect(options).not.toHaveProperty('fail');
      expect(options).not.toHaveProperty('complete');
    });

    it('R4: an open that nobody could hear is found out', async () => {
      fake.set({ success: 'with-open', promises: 'macrotask' });
      const page = mount();
      await accept(fake);
      await elapse(1_000);
      expect([page.status, page.opened, fake.server.connects]).toEqual(['open', [false], 1]);
    });

    it('R5: a connection that was replaced has no say any more', async () => {
      fake.set({ closeOnCutLine: 'event' });
      const page = await mountOpen(stage);
      act(() => page.socket.reconnect());
      fake.server.connections[0]?.say('too late');
      fake.server.connections[0]?.close(4001);
      await elapse();
      expect([page.status, page.messages, page.kinds]).toEqual(['connecting', [], ['replaced']]);
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it('R7: whether a close was meant is known from our own calls, never from its code', async () => {
      const page = await mountOpen(stage);
      fake.server.close(1000, '');
      await elapse();
      expect(page.status).toBe('waiting');
      await elapse(1_000);
      await accept(fake);
      act(() => page.socket.disconnect());
      expect(page.status).toBe('closed');
      // A browser's socket is closed twice, by us and then by Taro's task, which knows no code.
      const [first] = closes().slice(stage.platform === 'h5' ? -2 : -1);
      expect(first?.args).toMatchObject(stage.platform === 'h5' ? [1000, ''] : [{ code: 1000, reason: '' }]);
    });

    it('R9: a send that succeeds proves nothing', async () => {
      const page = await mountOpen(stage);
      fake.server.goSilent();
      fake.server.acceptAll();
      for (let second = 0; second < 36; second += 1) {
        if (page.causes.length === 0) expect(page.socket.send('出价' as never)).toBe('sent');
        await elapse(1_000);
      }
      expect(page.kinds).toEqual(['pong-timeout']);
      await expectHealthy(stage, page);
    });

    it('R10: a failure has a text on every platform', async () => {
      fake.set({ connect: { error: 'wcwss: 握手失败' } });
      const page = mount();
      await elapse();
      // A browser's error event says nothing but that it is one.
      expect(page.causes[0]?.message).toContain(
        stage.platform === 'h5' ? 'browsers do not say why' : 'wcwss: 握手失败',
      );
      expect(page.causes[0]?.message).not.toMatch(/undefined|object/);
    });

    it('R11: a line that was hidden for long is replaced on show, whatever it looks like', async () => {
      fake.set({ suspendAfter: 5_000, kill: 'silent' });
      const page = await mountOpen(stage, { background: 'pause' });
      fake.app.hide();
      await elapse(60_000);
      expect(page.causes).toEqual([]);
      fake.app.show();
      await elapse();
      expect([page.kinds, fake.server.connects]).toEqual([['interrupted'], 2]);
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it("R12: it goes by the app's show and hide, and takes off nobody else's listeners", async () => {
      const others: string[] = [];
      const { onAppShow, onAppHide, offAppShow, offAppHide } = fake.taro as Record<string, (call: () => void) => void>;
      const shown = () => void others.push('show');
      const hidden = () => void others.push('hide');
      const page = await mountOpen(stage, { background: 'disconnect' });
      onAppShow?.(shown);
      onAppHide?.(hidden);
      fake.page.hide();
      expect(page.status).toBe('open');
      fake.app.hide();
      expect(page.status).toBe('suspended');
      page.unmount();
      await elapse();
      fake.app.show();
      await elapse();
      expect(others).toEqual(['hide', 'show']);
      offAppShow?.(shown);
      offAppHide?.(hidden);
    });

    it('R13: another page on top keeps the line, unless the options say otherwise', async () => {
      const page = await mountOpen(stage);
      fake.page.hide();
      await elapse(60_000);
      await expectHealthy(stage, page);
      fake.page.show();
      page.change({ whilePageHidden: 'disconnect' });
      fake.page.hide();
      expect([page.status, isAnyOpen()]).toEqual(['closed', false]);
      fake.page.show();
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it('R14: effects that run twice leave one connection, and none after unmount', async () => {
      const complaints = vi.spyOn(console, 'error');
      const { container, unmount } = render(<Page />, { wrapper: StrictMode });
      await accept(fake);
      expect([container.textContent, fake.server.connections.filter(({ isOpen }) => isOpen).length]).toEqual([
        'open',
        1,
      ]);
      unmount();
      fake.server.connection.say('too late');
      await elapse(60_000);
      expect(isAnyOpen()).toBe(false);
      expect(complaints).not.toHaveBeenCalled();
      complaints.mockRestore();
    });

    it('R15: "not connected" never takes the retry away', async () => {
      const page = await mountOpen(stage);
      fake.server.close(1001);
      await elapse();
      fake.network.claim(false);
      await elapse(5_000);
      expect(fake.server.connects).toBe(2);
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it('R16: no slot left is no reason to give up, nor to ask in a hot loop', async () => {
      const others = await takeSlots(stage);
      const page = mount({ reconnect: { jitter: 'none' } });
      const before = fake.server.connects;
      await elapse(60_000);
      expect(new Set(page.kinds)).toEqual(new Set(['slot-limit']));
      expect(fake.server.connects - before).toBeLessThanOrEqual(9);
      for (const other of others) other.close({});
      fake.server.acceptAll();
      await elapse(30_000);
      await expectHealthy(stage, page);
    });

    it('R17: pings are messages, on a chain of timeouts that a freeze cannot turn into a burst', async () => {
      const intervals = vi.spyOn(globalThis, 'setInterval');
      const page = await mountOpen(stage, { heartbeat: { interval: 1_000, pongTimeout: 500 } });
      await elapse(3_000);
      const before = fake.server.received.length;
      expect(before).toBe(4);
      fake.app.freeze(3_600_000);
      await elapse();
      expect(fake.server.received.length - before).toBeLessThanOrEqual(1);
      expect(new Set(fake.server.received)).toEqual(new Set(['ping']));
      expect(intervals).not.toHaveBeenCalled();
      intervals.mockRestore();
      await expectHealthy(stage, page);
    });

    it('R18: a url that can never work is told, and asks for nothing', async () => {
      const page = mount({}, 'https://bid.example.com/ws?token=secret');
      await elapse(120_000);
      expect([page.status, page.kinds, fake.server.connects]).toEqual(['closed', ['invalid-url'], 0]);
      expect(page.causes[0]?.message).not.toContain('secret');
    });
  });
}
