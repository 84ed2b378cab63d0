import { act, render, renderHook } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { useHeartbeatSocket, useRetryIn, useServerNow } from '../../src';
import { accept, elapse, SLOW, type Stage, URL } from './stage';

const QUIET = { heartbeat: false } as const;
const HOUR = 3_600_000;

/** `pong 5000` tells the server's time. */
const TELLING = {
  isPong: (raw: string | ArrayBuffer) => String(raw).startsWith('pong'),
  serverTime: (raw: string | ArrayBuffer) => Number(String(raw).slice(5)),
};

function Slow({ every }: { every: number }) {
  const now = useServerNow(useHeartbeatSocket(URL, QUIET), { every });
  vi.setSystemTime(Date.now() + 20);
  return <i>{now}</i>;
}

/** Clocks that are set, and pages that are slow to show the time. */
export function describeTime(stage: Stage): void {
  const { fake } = stage;

  describe('time', () => {
    it('useRetryIn counts no longer than the wait, when the clock is set back', async () => {
      const seen: Array<number | null> = [];
      renderHook(() => {
        const socket = useHeartbeatSocket(URL, { ...QUIET, reconnect: { delay: () => 5_000 } });
        seen.push(useRetryIn(socket));
      });
      await accept(fake);
      fake.server.close(1001);
      await elapse();
      expect(seen.at(-1)).toBe(5);
      act(() => fake.app.setClock(-HOUR));
      const before = seen.length;
      for (let second = 0; second < 5; second += 1) await elapse(1_000);
      const since = seen.slice(before);
      expect(since.at(-1)).toBeNull();
      expect(Math.max(...since.map(Number))).toBeLessThanOrEqual(5);
      // It goes on counting.
      expect(since).toContain(1);
      expect(fake.server.connects).toBe(2);
    });

    it('tells a downtime that is none of the clock, when that is set back', async () => {
      const downtimes: number[] = [];
      renderHook(() =>
        useHeartbeatSocket(URL, {
          ...QUIET,
          reconnect: { delay: () => 5_000 },
          onOpen: ({ downtime }) => downtimes.push(downtime),
        }),
      );
      await accept(fake);
      fake.server.close(1001);
      await elapse();
      act(() => fake.app.setClock(-HOUR));
      await elapse(5_000);
      await accept(fake);
      expect(downtimes).toHaveLength(2);
      expect(downtimes[1]).toBeGreaterThanOrEqual(0);
      expect(downtimes[1]).toBeLessThanOrEqual(5_000 + 2 * SLOW);
    });

    it('drops a bid that has waited for its time, when the clock is set back', async () => {
      const drops: unknown[] = [];
      const { result } = renderHook(() =>
        useHeartbeatSocket(URL, {
          ...QUIET,
          connectTimeout: HOUR,
          onDrop: (data, reason) => drops.push([data, reason]),
        }),
      );
      await elapse();
      act(() => void result.current.send('bid'));
      act(() => fake.app.setClock(-HOUR));
      await elapse(600_000);
      expect(drops).toEqual([['bid', 'expired']]);
      await accept(fake);
      expect(fake.server.received).not.toContain('bid');
    });

    it.each([HOUR, -HOUR])(
      'serverNow is right from the first pong after a show, when the clock was set by %s ms while hidden',
      async (by) => {
        let ahead = 5_000;
        fake.server.answer((frame) => (frame === 'ping' ? `pong ${Date.now() + ahead}` : undefined));
        fake.server.acceptAll();
        const { result } = renderHook(() =>
          useHeartbeatSocket(URL, { heartbeat: TELLING, reconnect: { jitter: 'none' } }),
        );
        await elapse(SLOW);
        expect(Math.abs(result.current.serverNow() - Date.now() - ahead)).toBeLessThanOrEqual(SLOW);
        // Answers take longer from now on than the one that is known.
        fake.server.answer(null);
        fake.app.hide();
        await elapse(1_000);
        act(() => fake.app.setClock(by));
        ahead -= by;
        await elapse(1_000);
        fake.app.show();
        await elapse(60);
        fake.server.say(`pong ${Date.now() + ahead - 30}`);
        await elapse();
        expect(Math.abs(result.current.serverNow() - Date.now() - ahead)).toBeLessThanOrEqual(SLOW);
      },
    );

    describe('useServerNow in a page that takes 20 ms to render', () => {
      it.each([1, 16, 20])('renders, every %s ms', async (every) => {
        const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
        try {
          const { container } = render(<Slow every={every} />);
          await elapse(200);
          await accept(fake);
          await elapse(200);
          expect(Number(container.textContent)).toBeGreaterThan(1_000_000);
          expect(complaints).not.toHaveBeenCalled();
        } finally {
          complaints.mockRestore();
        }
      });
    });
  });
}
