import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, setUpOpen, sleepDevice } from '../../test/set-up';
import type { HeartbeatOptions } from './heartbeat-options';
import { createServerClock } from './server-clock';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const TELLING: HeartbeatOptions = {
  interval: 100_000,
  pongTimeout: 5_000,
  isPong: (raw) => String(raw).startsWith('pong'),
  serverTime: (raw) => Number(String(raw).slice(5)),
};

/** A socket whose server answers its first ping after so long, by a clock that is ahead by so much. */
function told(ahead: number, rtt = 100, heartbeat: HeartbeatOptions = TELLING) {
  const parts = setUpOpen({ heartbeat });
  const line = parts.transport.last;
  const pong = (by = ahead, trip = rtt) => {
    elapse(trip);
    line.say(`pong ${Date.now() - trip / 2 + by}`);
  };
  pong();
  return { ...parts, line, pong, ahead: () => parts.socket.serverNow() - Date.now() };
}

describe("the server's clock", () => {
  it('is the device’s until a pong has told', () => {
    const { socket } = setUpOpen({ heartbeat: TELLING });
    expect(socket.serverNow()).toBe(Date.now());
  });

  it('is what the pong told, and half the round trip', () => {
    const { ahead, socket } = told(5_000);
    expect(ahead()).toBe(5_000);
    elapse(1_234);
    expect(socket.serverNow()).toBe(Date.now() + 5_000);
  });

  it('goes by the shortest of the last eight round trips', () => {
    let now = 0;
    const clock = createServerClock({ now: () => now, wall: () => 7 });
    expect(clock.now()).toBe(7);
    const sample = (offset: number, rtt: number) => clock.sample(now + offset - rtt / 2, rtt);
    sample(700, 50);
    sample(690, 20);
    sample(695, 20);
    sample(660, 90);
    expect(clock.now()).toBe(690);
    now = 10;
    for (let count = 0; count < 5; count += 1) sample(670, 60);
    expect(clock.now()).toBe(700);
    sample(670, 60);
    expect(clock.now()).toBe(705);
    sample(670, 60);
    expect(clock.now()).toBe(680);
  });

  it.each([
    [17, 0],
    [18, 18],
    [-17, 0],
    [-18, -18],
  ])('forgets what cannot be right any more: off by %s, it says %s', (offset, expected) => {
    const clock = createServerClock({ now: () => 0, wall: () => 7 });
    clock.sample(-5, 10);
    clock.sample(offset - 10, 20);
    expect(clock.now()).toBe(expected);
  });

  it.each([
    ['has been set back', -60_000, 1_100],
    ['is as it was, but for a look that took its time', -20, 1_000],
  ])('goes by the samples of one setting of the device’s clock, and that %s', (_how, by, expected) => {
    let wall = 100_000;
    const clock = createServerClock({ now: () => 0, wall: () => wall });
    clock.sample(1_000, 0);
    wall += by;
    expect(clock.now()).toBe(1_000);
    // It agrees with the one before, and would be the worse of the two if that could still be trusted.
    clock.sample(900, 400);
    expect(clock.now()).toBe(expected);
  });

  it('keeps what it knows over a reconnect', () => {
    const { socket, transport, ahead } = told(5_000);
    socket.reconnect();
    transport.last.open();
    expect(ahead()).toBe(5_000);
  });

  it.each([
    ['set forward', 60_000],
    ['set back', -60_000],
  ])('measures anew when the device’s clock was %s', (_how, by) => {
    const { pong, ahead, line } = told(5_000, 20);
    line.received.length = 0;
    sleepDevice(by);
    elapse(59_980);
    expect(line.received).toEqual(['ping']);
    pong(5_000 - by, 400);
    expect(ahead()).toBe(5_000 - by);
  });

  it('is asked for every minute, even while frames arrive', () => {
    const { line, pong } = told(0, 20);
    line.received.length = 0;
    for (let second = 0; second < 59; second += 1) {
      elapse(1_000);
      line.say('a quote');
    }
    elapse(979);
    expect(line.received).toEqual([]);
    elapse(1);
    expect(line.received).toEqual(['ping']);
    pong();
    elapse(59_979);
    expect(line.received).toEqual(['ping']);
    elapse(1);
    expect(line.received).toEqual(['ping', 'ping']);
  });

  it('is asked for no more often than the interval says', () => {
    const { line } = told(0, 20, { ...TELLING, interval: 10_000 });
    line.received.length = 0;
    elapse(10_000);
    expect(line.received).toEqual(['ping']);
  });

  it.each([
    ['nothing', () => undefined],
    ['no number', () => Number.NaN],
    ['something endless', () => Infinity],
  ])('stays as it is when a pong tells %s', (_what, serverTime) => {
    expect(told(5_000, 100, { ...TELLING, serverTime }).ahead()).toBe(0);
  });

  it('stays as it is when the function throws, and that is told', () => {
    const serverTime = () => {
      throw new Error('no time in it');
    };
    const { ahead, told: events } = told(5_000, 100, { ...TELLING, serverTime });
    expect(ahead()).toBe(0);
    expect(events).toContainEqual(['error', 'listener', expect.stringContaining('no time in it')]);
  });
});
