import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QUIET, setUp } from '../../test/set-up';
import { systemClock } from '../ports/clock';
import { createTurns } from '../ports/turns';
import type { SocketContext } from '../socket/context';
import { createOutbox, type Outgoing } from './outbox';
import { requests } from './requests';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const MANY = 10_000;

/** What is asked of the clock; more timers than `most` end the test, before it takes minutes. */
function countingClock(most = Infinity) {
  const asked = { now: 0, after: 0 };
  const clock: typeof systemClock = {
    ...systemClock,
    now() {
      asked.now += 1;
      return systemClock.now();
    },
    after(delay, task) {
      asked.after += 1;
      if (asked.after > most) throw new Error(`${asked.after} timers for what waits`);
      return systemClock.after(delay, task);
    },
  };
  return {
    clock,
    /** What was asked since the last time. */
    take() {
      const taken = { ...asked };
      asked.now = 0;
      asked.after = 0;
      return taken;
    },
  };
}

function connecting(limit: number, rest: { ttl?: number; most?: number } = {}) {
  const { clock, take } = countingClock(rest.most);
  const parts = setUp({ ...QUIET, connectTimeout: 3_600_000, outbox: { limit, ttl: rest.ttl }, ports: { clock } });
  parts.socket.connect();
  take();
  return { ...parts, take };
}

describe('many messages that wait', () => {
  it('are queued and sent with a few timers for all of them', () => {
    const { socket, transport, take } = connecting(MANY + 1);
    for (let at = 0; at < MANY; at += 1) socket.send(`${at}`);
    const queued = take();
    expect(queued.after).toBeLessThanOrEqual(100);
    expect(queued.now).toBeLessThanOrEqual(3 * MANY);
    transport.last.open();
    const flushed = take();
    expect(transport.last.received.length).toBe(MANY);
    expect(flushed.after).toBeLessThanOrEqual(100);
    expect(flushed.now).toBeLessThanOrEqual(3 * MANY);
  });

  it('may be 130 000: that is no stack of arguments', { timeout: 60_000 }, () => {
    const count = 130_000;
    const { socket, transport } = connecting(count, { ttl: 60_000, most: 1_000 });
    for (let at = 0; at < count; at += 1) socket.send('bid');
    expect(socket.getSnapshot().pending).toBe(count);
    transport.last.open();
    expect([transport.last.received.length, socket.getSnapshot().pending]).toEqual([count, 0]);
  });

  describe('in an outbox', () => {
    const count = 2_000;

    /** So many messages that wait, and how often any of them was looked at. */
    function filled() {
      let looks = 0;
      const expiresAt = Date.now() + 30_000;
      const turns = createTurns(
        systemClock,
        () => {},
        () => {},
        () => {},
      );
      const outbox = createOutbox({ turns, changed: () => {} } as SocketContext, {
        options: () => ({ limit: MANY, ttl: 30_000, overflow: 'drop-oldest' }),
        drop: () => {},
      });
      for (let seq = 1; seq <= count; seq += 1) {
        const message: Outgoing = {
          seq,
          message: 'bid',
          frame: 'bid',
          get expiresAt() {
            looks += 1;
            return expiresAt;
          },
          dropped: () => {},
          hasFailed: false,
        };
        outbox.add(message);
      }
      return {
        outbox,
        /** Looks since the last time. */
        take() {
          const taken = looks;
          looks = 0;
          return taken;
        },
      };
    }

    it('are not looked through for each that goes in', () => {
      const { take } = filled();
      expect(take()).toBeLessThanOrEqual(10 * count);
    });

    it('are not looked through for each that goes out', () => {
      const { outbox, take } = filled();
      take();
      while (outbox.take());
      expect(outbox.size).toBe(0);
      expect(take()).toBeLessThanOrEqual(10 * count);
    });
  });

  it('are bounded with a few timers, where each new one pushes the oldest out', () => {
    const { socket, take, told } = connecting(100);
    for (let at = 0; at < MANY; at += 1) socket.send(`${at}`);
    expect(take().after).toBeLessThanOrEqual(200);
    expect(told.filter(([type]) => type === 'drop').length).toBe(MANY - 100);
  });

  it('go back into the outbox, when the line is lost, with a few timers for all of them', () => {
    const count = 2_000;
    const { clock, take } = countingClock();
    const { socket, transport } = setUp<string, string>({
      ...QUIET,
      connectTimeout: 3_600_000,
      reconnect: { delay: () => 1_000 },
      outbox: { limit: 2 * count },
      request: requests<string, string>({ tag: (_data, id) => `${id}`, match: () => undefined }),
      ports: { clock },
    });
    socket.connect();
    transport.last.open();
    for (let at = 0; at < count; at += 1) void socket.request('bid', { retry: true });
    take();
    transport.last.lose();
    expect(socket.getSnapshot().pending).toBe(count);
    expect(take().after).toBeLessThanOrEqual(100);
  });
});
