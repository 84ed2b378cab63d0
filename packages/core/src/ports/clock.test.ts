import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, sleepDevice } from '../../test/set-up';
import { systemClock } from './clock';

const HOUR = 3_600_000;
const { now, wall, after } = systemClock;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** How much `now` goes on in what is done. */
function passed(act: () => void): number {
  const before = now();
  act();
  return now() - before;
}

describe('now', () => {
  it('goes on with the wall clock', () => {
    expect(passed(() => elapse(1_234))).toBe(1_234);
  });

  it('stands still where the wall clock is set back, and goes on from there', () => {
    expect(passed(() => sleepDevice(-HOUR))).toBe(0);
    expect(passed(() => elapse(500))).toBe(500);
    expect(
      passed(() => {
        sleepDevice(-HOUR);
        now();
        sleepDevice(-HOUR);
      }),
    ).toBe(0);
  });

  it('counts a step forward as time that passed, and does not take it back', () => {
    expect(passed(() => sleepDevice(HOUR))).toBe(HOUR);
    expect(passed(() => sleepDevice(-HOUR))).toBe(0);
    expect(passed(() => elapse(500))).toBe(500);
  });

  it('is no time for people: that is the wall clock’s, either way', () => {
    sleepDevice(-HOUR);
    expect(wall()).toBe(1_000_000 - HOUR);
    sleepDevice(2 * HOUR);
    expect(wall()).toBe(1_000_000 + HOUR);
  });
});

describe('a timer', () => {
  it.each([-HOUR, -1_000, 0])('makes good the time that a clock set by %s ms has hidden', (step) => {
    let firedAt = 0;
    const dueAt = now() + 1_000;
    after(1_000, () => {
      firedAt = now();
    });
    elapse(400);
    sleepDevice(step);
    elapse(600);
    expect(firedAt).toBe(dueAt);
  });

  it.each([20, 21])('takes %s ms that are missing for rounding, up to 20', (missing) => {
    let firedAt = 0;
    const dueAt = now() + 1_000;
    after(1_000, () => {
      firedAt = now();
    });
    elapse(500);
    now();
    sleepDevice(-missing);
    elapse(500);
    // Rounding is not made good: else each timer of a coarse clock would make the time run fast.
    expect(firedAt).toBe(missing > 20 ? dueAt : dueAt - 20);
  });

  it('adds nothing where it is late, or the clock is set forward', () => {
    let firedAt = 0;
    const dueAt = now() + 1_000;
    after(1_000, () => {
      firedAt = now();
    });
    sleepDevice(HOUR);
    elapse(1_000);
    expect(firedAt).toBe(dueAt + HOUR);
  });

  it('makes the same time good once for several', () => {
    const fired: number[] = [];
    const begun = now();
    for (const delay of [1_000, 2_000, 3_000]) after(delay, () => fired.push(now() - begun));
    sleepDevice(-HOUR);
    elapse(3_000);
    expect(fired).toEqual([1_000, 2_000, 3_000]);
  });

  it.each([2 ** 31, 2 ** 40])('of %s ms is one of 2 147 483 647, and does not fire at once', (delay) => {
    const task = vi.fn();
    after(delay, task);
    elapse(2_147_483_646);
    expect(task).not.toHaveBeenCalled();
    elapse(1);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('of Infinity is none', () => {
    const cancel = after(Infinity, () => {});
    expect(vi.getTimerCount()).toBe(0);
    cancel();
  });

  it('that is cancelled does not fire', () => {
    const task = vi.fn();
    const cancel = after(100, task);
    cancel();
    cancel();
    elapse(100);
    expect([task.mock.calls.length, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
