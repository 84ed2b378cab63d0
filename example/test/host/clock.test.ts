import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createClock } from './clock';

/** Far more than any of these waits for: how busy this machine is decides nothing. */
const AGES = 3_600_000;

function ranAfter(clock: ReturnType<typeof createClock>, delay: number): Promise<void> {
  return new Promise((resolve) => void clock.after(delay, resolve));
}

describe('a fast clock', () => {
  it('runs a task when so much of its time has passed, and not of the wall', async () => {
    const clock = createClock(100_000);
    const began = [Date.now(), clock.now()] as const;
    await ranAfter(clock, AGES);
    expect(clock.now() - began[1]).toBeGreaterThanOrEqual(AGES);
    expect(Date.now() - began[0]).toBeLessThan(AGES);
  });

  it('goes as the wall while anything is under way', async () => {
    const clock = createClock(AGES);
    const [first, second] = [clock.hold(), clock.hold()];
    let hasRung = false;
    const rung = ranAfter(clock, AGES).then(() => {
      hasRung = true;
    });
    first();
    first();
    await sleep(20);
    expect(hasRung).toBe(false);
    second();
    await rung;
  });

  it('goes as the wall while this process works', () => {
    const clock = createClock(AGES);
    const began = clock.now();
    for (const until = Date.now() + 20; Date.now() < until; );
    expect(clock.now() - began).toBeLessThan(AGES);
  });

  it('runs no task that was called off, and moves none by a skip', async () => {
    const clock = createClock(1_000);
    const ran: string[] = [];
    const callOff = clock.after(1_000, () => ran.push('called off'));
    clock.after(AGES, () => ran.push('skipped to'));
    callOff();
    callOff();
    clock.skip(AGES);
    await ranAfter(clock, 2_000);
    expect(ran).toEqual([]);
    expect(clock.now()).toBeGreaterThanOrEqual(Date.now() + AGES);
  });
});
