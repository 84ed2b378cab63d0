import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClock } from './clock';
import { createLogicThread } from './logic-thread';
import { createTrackedTimers } from './tracked-timers';

// setImmediate stays real: it carries the tasks of the thread.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

function setUp() {
  const thread = createLogicThread(() => {});
  const timers = createTrackedTimers(thread, createClock());
  const ran: string[] = [];
  return { ...timers.globals, thread, timers, ran };
}

it('runs a timeout once, and an interval until it is cleared', () => {
  const { setTimeout, setInterval, clearInterval, timers, ran } = setUp();
  setTimeout((word) => ran.push(String(word)), 1_000, 'timeout');
  const interval = setInterval(() => ran.push('tick'), 600);
  vi.advanceTimersByTime(599);
  expect(ran).toEqual([]);
  vi.advanceTimersByTime(1_201);
  expect(ran).toEqual(['tick', 'timeout', 'tick', 'tick']);
  clearInterval(interval);
  expect(timers.pending()).toEqual([]);
});

it('runs nothing while frozen', () => {
  const { setTimeout, timers, ran } = setUp();
  setTimeout(() => ran.push('before'), 1_000);
  timers.freeze();
  setTimeout(() => ran.push('meanwhile'), 1_000);
  vi.advanceTimersByTime(5_000);
  expect(ran).toEqual([]);
  expect(timers.pending()).toHaveLength(2);
});

it('gives a late timer what was left of it', () => {
  const { setTimeout, timers, ran } = setUp();
  setTimeout(() => ran.push('late'), 1_000);
  vi.advanceTimersByTime(400);
  timers.freeze();
  vi.advanceTimersByTime(60_000);
  timers.thaw('late');
  vi.advanceTimersByTime(599);
  expect(ran).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ran).toEqual(['late']);
});

it('runs a burst in the order of what was due, less what an earlier one clears', async () => {
  const { setTimeout, clearTimeout, thread, timers, ran } = setUp();
  const last = setTimeout(() => ran.push('last'), 3_000);
  setTimeout(() => ran.push('second'), 2_000);
  setTimeout(() => {
    ran.push('first');
    clearTimeout(last);
  }, 1_000);
  timers.freeze();
  vi.advanceTimersByTime(60_000);
  timers.thaw('burst');
  await thread.idle();
  expect(ran).toEqual(['first', 'second']);
  expect(timers.pending()).toEqual([]);
});
