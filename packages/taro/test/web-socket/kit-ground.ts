import type { FakeTaro, Platform } from '@heartbeat-socket/testing';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { TaroWebSocket } from '../../src/web-socket';
import type { AnyWebSocketClass, Ground } from './ground';

/** Lets promises settle and time pass. */
export const elapse = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

/** Each test begins on a fresh fake with fake timers, and leaves nothing behind. */
export function onFreshFake(fake: FakeTaro, platform: Platform): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    fake.reset({ platform });
  });
  afterEach(async () => {
    await elapse();
    fake.assertClean();
    vi.useRealTimers();
  });
}

/** The standard on a platform of the kit. */
export function kitGround(fake: FakeTaro, platform: Platform): Ground {
  beforeEach(() => {
    fake.set({ connect: (_attempt, url) => (url.endsWith('/refused') ? 'error' : 'real') });
    fake.server.acceptAll();
    fake.server.answer(null);
  });
  return {
    WebSocket: TaroWebSocket as unknown as AnyWebSocketClass,
    url: 'ws://bid.example.com',
    refusing: '/refused',
    tellsCodes: platform !== 'alipay',
    async until(holds) {
      for (let step = 0; step < 50 && !holds(); step += 1) await elapse(step);
      expect(holds()).toBe(true);
    },
    async aWhile() {
      await elapse(3_000);
    },
    received: () =>
      fake.server.received.map((frame) => (typeof frame === 'string' ? frame : [...new Uint8Array(frame)])),
    say: (data) => fake.server.connection.say(data),
    end: (code, reason) => fake.server.close(code, reason),
    closedBy: () => fake.server.connection.closedByApp,
  };
}
