import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../test/manual-clock';
import { createFaultCounter, createTokenBucket } from './rate-limit';

describe('a token bucket', () => {
  it('gives its burst, and then one token each time it has earned one', async () => {
    const clock = createManualClock();
    const bucket = createTokenBucket({ perSecond: 20, burst: 3 }, clock);
    expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false]);
    await clock.advance(49);
    expect(bucket.take()).toBe(false);
    await clock.advance(1);
    expect(bucket.take()).toBe(true);
    expect(bucket.take()).toBe(false);
  });

  it('never holds more than its burst', async () => {
    const clock = createManualClock();
    const bucket = createTokenBucket({ perSecond: 20, burst: 2 }, clock);
    await clock.advance(3_600_000);
    expect([1, 2, 3].map(() => bucket.take())).toEqual([true, true, false]);
  });

  it('does not lose tokens when the clock jumps back', () => {
    let now = 10_000;
    const bucket = createTokenBucket({ perSecond: 20, burst: 2 }, { ...createManualClock(), now: () => now });
    now = 0;
    expect([1, 2, 3].map(() => bucket.take())).toEqual([true, true, false]);
  });
});

describe('a fault counter', () => {
  it('says so at the limit within its window, both sides', async () => {
    const clock = createManualClock();
    const counter = createFaultCounter(3, 1_000, clock);
    expect(counter.add()).toBe(false);
    await clock.advance(500);
    expect(counter.add()).toBe(false);
    await clock.advance(500); // the first has just left the window
    expect(counter.add()).toBe(false);
    await clock.advance(499);
    expect(counter.add()).toBe(true);
  });
});
