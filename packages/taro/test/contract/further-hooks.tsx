import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  type FlightRecorder,
  recordSocket,
  useFreshness,
  useHeartbeatSocket,
  useServerNow,
  useSocketReducer,
  useSocketSnapshot,
} from '../../src';
import { accept, elapse, SLOW, type Stage, type TextOptions, type TextSocket, URL } from './stage';

const QUIET = { heartbeat: false } as const;
const PLAIN = { reconnect: { jitter: 'none' } } as const;

const append = (list: readonly string[], message: string) => [...list, message];

/** `pong 5000` tells the server's time. */
const TELLING = {
  heartbeat: {
    isPong: (raw: string | ArrayBuffer) => String(raw).startsWith('pong'),
    serverTime: (raw: string | ArrayBuffer) => Number(String(raw).slice(5)),
  },
};

/** What is built on a socket, on each platform alike. */
export function describeFurtherHooks(stage: Stage): void {
  const { fake } = stage;

  function mountWith<Value>(use: (socket: TextSocket) => Value, options: TextOptions = QUIET) {
    const seen: Value[] = [];
    const page = renderHook(() => {
      const value = use(useHeartbeatSocket(URL, { ...PLAIN, ...options }));
      seen.push(value);
      return value;
    });
    return { seen, unmount: page.unmount, now: () => page.result.current };
  }

  async function reopen(): Promise<void> {
    fake.server.close(1001);
    await elapse(10_000);
    await accept(fake);
  }

  describe('useSocketReducer', () => {
    it('reduces 200 messages of one task in order, and renders once for them', async () => {
      const page = mountWith((socket) => useSocketReducer(socket, append, [])[0]);
      await accept(fake);
      const rendered = page.seen.length;
      const quotes = Array.from({ length: 200 }, (_, at) => `${at}`);
      act(() => {
        for (const quote of quotes) fake.server.say(quote);
      });
      await elapse(SLOW);
      expect(page.now()).toEqual(quotes);
      expect(page.seen.slice(rendered)).toEqual([quotes]);
    });

    it('shows what came while it fetched once each, in order, after the snapshot, also after a loss', async () => {
      const settle: Array<(state: string[]) => void> = [];
      const known: Array<readonly string[]> = [];
      const page = mountWith(
        (socket) =>
          useSocketReducer<string, unknown, readonly string[]>(socket, append, [], {
            resync({ state }) {
              known.push(state);
              return new Promise((resolve) => settle.push(resolve));
            },
          })[0],
      );
      await accept(fake);
      fake.server.say('3');
      await elapse(SLOW);
      expect(page.now()).toEqual([]);
      act(() => settle[0]?.(['1', '2']));
      await elapse(SLOW);
      expect(page.now()).toEqual(['1', '2', '3']);
      await reopen();
      fake.server.say('6');
      fake.server.say('7');
      await elapse(SLOW);
      act(() => settle[1]?.(['1', '2', '3', '4', '5']));
      await elapse(SLOW);
      expect(page.now()).toEqual(['1', '2', '3', '4', '5', '6', '7']);
      expect(known).toEqual([[], ['1', '2', '3']]);
    });
  });

  describe('useSocketSnapshot', () => {
    it('renders for what it selects', async () => {
      const page = mountWith((socket) => useSocketSnapshot(socket, ({ status }) => status));
      await accept(fake);
      fake.server.say('一口价');
      await elapse(SLOW);
      expect(page.seen).toEqual(['connecting', 'open']);
    });
  });

  describe('useFreshness', () => {
    it('suspects a line well before it is declared lost, and no longer once anything comes in', async () => {
      const page = mountWith((socket) => useFreshness(socket), {});
      expect(page.now()).toBe('stale');
      await accept(fake);
      expect(page.now()).toBe('live');
      fake.server.answer(null);
      // Half of maxAge, and the time in which an answer is late.
      await elapse(5_000 + 1_000);
      expect([page.now(), fake.server.connections.filter(({ isOpen }) => isOpen).length]).toEqual(['suspect', 1]);
      fake.server.say('pong');
      await elapse();
      expect(page.now()).toBe('live');
    });
  });

  describe('useServerNow', () => {
    it("ticks on the server's clock, which pongs tell", async () => {
      const page = mountWith((socket) => useServerNow(socket), TELLING);
      const ahead = 3_600_000;
      fake.server.answer((frame) => (frame === 'ping' ? `pong ${Date.now() + ahead}` : undefined));
      await accept(fake);
      await elapse(10_000);
      expect(Math.abs(page.now() - Date.now() - ahead)).toBeLessThan(1_000 + SLOW);
      expect(page.now() % 1_000).toBe(0);
    });
  });

  describe('recordSocket', () => {
    it('keeps how a line was lost and came back, without its token', async () => {
      let recorder: FlightRecorder | undefined;
      const page = mountWith((socket) => {
        recorder ??= recordSocket(socket);
      });
      await accept(fake);
      await reopen();
      page.unmount();
      const types = recorder?.events().map((event) => (event.type === 'status' ? event.status : event.type));
      const life = ['connecting', 'attempt', 'open'];
      expect(types).toEqual([...life, 'waiting', 'close', ...life, 'closed', 'close']);
      expect(recorder?.exportLog()).not.toContain('secret');
    });
  });
}
