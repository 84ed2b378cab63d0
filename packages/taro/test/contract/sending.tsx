import { act } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  type Frame,
  requests,
  type SocketMessageOptions,
  useHeartbeatSocket,
  useSharedSocket,
  useSocketMessage,
} from '../../src';
import { accept, elapse, mount, mountOpen, SLOW, type Stage, URL } from './stage';

/** `bid 120 #7` is a request, `won #7` its answer: what comes before the id is the message. */
const REQUESTS = requests<Frame, Frame>({
  tag: (data, id) => `${data} #${id}`,
  match(message) {
    const [, value, id] = /^(won|lost) #(.*)$/.exec(String(message)) ?? [];
    if (id === undefined) return undefined;
    return value === 'lost' ? { id, error: 'too low' } : { id, value };
  },
});

const QUIET = { heartbeat: false } as const;

/** What is sent and asked while lines come and go. */
export function describeSending(stage: Stage): void {
  const { fake } = stage;
  const send = (page: ReturnType<typeof mount>, text: string) => page.socket.send(text as never);
  const idOf = (frame: unknown) => String(frame).split('#')[1];

  async function reopen(): Promise<void> {
    fake.server.close(1001);
    await elapse(10_000);
    await accept(fake);
  }

  describe('sending', () => {
    it('keeps what is sent before the line is open, in order', async () => {
      const page = mount(QUIET);
      expect(['1', '2', '3'].map((text) => send(page, text))).toEqual(['queued', 'queued', 'queued']);
      expect(page.socket.pending).toBe(3);
      await accept(fake);
      expect([fake.server.received, page.socket.pending]).toEqual([['1', '2', '3'], 0]);
    });

    it('keeps what is sent while the line is down', async () => {
      const page = await mountOpen(stage, QUIET);
      fake.server.close(1001);
      await elapse();
      expect(send(page, '出价 120')).toBe('queued');
      await elapse(10_000);
      await accept(fake);
      expect(fake.server.received).toEqual(['出价 120']);
    });

    it('sends again what the platform failed to send, once, at its place', async () => {
      const page = await mountOpen(stage, QUIET);
      fake.set({ sendFails: true });
      send(page, '1');
      await elapse();
      fake.set({ sendFails: false });
      send(page, '2');
      await elapse(1_000);
      await accept(fake);
      expect(fake.server.received).toEqual(['1', '2']);
    });

    it('drops what has waited for too long in the background, and says so', async () => {
      fake.set({ suspendAfter: 5_000 });
      const drops: unknown[][] = [];
      const page = await mountOpen(stage, {
        ...QUIET,
        background: 'disconnect',
        onDrop: (...drop) => drops.push(drop),
      });
      fake.app.hide();
      send(page, '出价 120');
      await elapse(60_000);
      fake.app.show();
      await elapse();
      await accept(fake);
      expect([drops, fake.server.received]).toEqual([[['出价 120', 'expired']], []]);
    });
  });

  describe('request', () => {
    it('resolves with its answer, which is no message', async () => {
      const page = await mountOpen(stage, { ...QUIET, request: REQUESTS });
      const answer = page.socket.request('bid 120' as never);
      fake.server.say(`won #${idOf(fake.server.received[0])}`);
      await expect(answer).resolves.toBe('won');
      expect(page.messages).toEqual([]);
    });

    it('is rejected by the server, by its timeout, or as unknown when the line dies', async () => {
      const page = await mountOpen(stage, { ...QUIET, request: REQUESTS });
      const codes: string[] = [];
      const ask = (text: string, timeout: number) =>
        void page.socket.request(text as never, { timeout }).catch(({ code }: { code: string }) => codes.push(code));
      ask('bid 1', 5_000);
      fake.server.say(`lost #${idOf(fake.server.received[0])}`);
      ask('bid 2', 1_000);
      await elapse(1_000);
      ask('bid 3', 60_000);
      fake.server.close(1001);
      await elapse();
      expect(codes).toEqual(['request-rejected', 'request-timeout', 'unknown']);
    });

    it('with retry outlives three lines under one id', async () => {
      const page = await mountOpen(stage, { ...QUIET, request: REQUESTS });
      const answer = page.socket.request('bid 120' as never, { retry: true, timeout: 120_000 });
      const [first] = fake.server.received;
      await reopen();
      await reopen();
      expect(fake.server.received).toEqual([first]);
      fake.server.say(`won #${idOf(first)}`);
      await expect(answer).resolves.toBe('won');
    });

    it('never hangs when the page goes', async () => {
      const page = await mountOpen(stage, { ...QUIET, request: REQUESTS });
      const asked = page.socket.request('bid 120' as never, { retry: true });
      page.unmount();
      await expect(asked).rejects.toMatchObject({ code: 'unknown' });
    });
  });

  describe('resync', () => {
    it('fetches what was missed on each open, before what came meanwhile', async () => {
      const asked: boolean[] = [];
      let settle = (_missed: Frame[]) => {};
      const resync: SocketMessageOptions<Frame, Frame>['resync'] = ({ isReconnect }) => {
        asked.push(isReconnect);
        return new Promise((resolve) => {
          settle = resolve;
        });
      };
      const heard: Frame[] = [];
      const page = await mountOpen(stage, QUIET, (url, options) => {
        const socket = useHeartbeatSocket(url, options);
        useSocketMessage(socket, (message) => heard.push(message), { resync });
        return socket;
      });
      settle(['1']);
      await elapse();
      await reopen();
      expect(page.socket.syncing).toBe(true);
      fake.server.say('3');
      act(() => settle(['2']));
      await elapse(SLOW);
      expect([asked, heard, page.socket.syncing]).toEqual([[false, true], ['1', '2', '3'], false]);
      // Whoever fetches nothing has nothing held.
      expect(page.messages).toEqual(['3']);
    });
  });

  describe('share', () => {
    it('keeps one line for two pages, whichever leaves first', async () => {
      const options = { key: 'line', linger: 0 };
      const one = await mountOpen(stage, options, useSharedSocket);
      const other = mount(options, URL, useSharedSocket);
      expect([fake.server.connects, other.status, other.opened]).toEqual([1, 'open', [false]]);
      one.unmount();
      await elapse(60_000);
      fake.server.say('一口价');
      expect([other.messages, fake.server.connects]).toEqual([['一口价'], 1]);
      other.unmount();
      await elapse();
      expect(fake.server.connections.filter(({ isOpen }) => isOpen)).toEqual([]);
    });
  });
}
