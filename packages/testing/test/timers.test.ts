import { describe, expect, it, vi } from 'vitest';
import { elapse, end, functionsOf, open, setUpFake } from './stage';

const fake = setUpFake();
const MODES = ['burst', 'vanish', 'late'] as const;

/** Timers of the program, and when they ran, in milliseconds since now. */
function arm() {
  const start = Date.now();
  const ran: string[] = [];
  const note = (name: string) => () => void ran.push(`${name} at ${Date.now() - start}`);
  setTimeout(note('early'), 500);
  setTimeout(note('due'), 7_000);
  setTimeout(note('later'), 12_000);
  const ticking = setInterval(note('tick'), 3_000);
  return { ran, stop: () => clearInterval(ticking) };
}

const HELD = { burst: 'all at once', vanish: 'never', late: 'as much later' };
const EXPECTED = {
  burst: ['early at 500', 'tick at 10000', 'tick at 10000', 'due at 10000', 'tick at 10000'],
  vanish: ['early at 500'],
  late: ['early at 500'],
};
const AFTERWARDS = {
  burst: ['later at 12000', 'tick at 12000', 'tick at 15000'],
  vanish: ['later at 12000', 'tick at 12000', 'tick at 15000'],
  late: ['tick at 12000', 'tick at 15000', 'due at 16000', 'tick at 18000', 'later at 21000', 'tick at 21000'],
};

describe.each(MODES)('timers that fall due while JavaScript stands still run, by %s,', (timers) => {
  it(`${HELD[timers]}: an app that is hidden`, async () => {
    fake.set({ timers, suspendAfter: 1_000 });
    const { ran, stop } = arm();
    fake.app.hide();
    await elapse(10_000);
    expect(ran).toEqual(['early at 500']);
    fake.app.show();
    expect(ran).toEqual(EXPECTED[timers]);
    await elapse(timers === 'late' ? 11_000 : 5_000);
    expect(ran.slice(EXPECTED[timers].length)).toEqual(AFTERWARDS[timers]);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it(`${HELD[timers]}: a device that sleeps`, async () => {
    fake.set({ timers });
    const { ran, stop } = arm();
    await elapse(1_000);
    fake.app.freeze(9_000);
    expect(ran).toEqual(EXPECTED[timers]);
    await elapse(timers === 'late' ? 11_000 : 5_000);
    expect(ran.slice(EXPECTED[timers].length)).toEqual(AFTERWARDS[timers]);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('but not when they were cleared meanwhile', async () => {
    fake.set({ timers });
    const ran = vi.fn();
    const timeout = setTimeout(ran, 2_000);
    const interval = setInterval(ran, 2_000);
    fake.app.hide();
    await elapse(1_000);
    fake.set({ suspendAfter: 0 });
    fake.app.show();
    fake.app.hide();
    await elapse(0);
    clearTimeout(timeout);
    clearInterval(interval);
    await elapse(10_000);
    fake.app.show();
    await elapse(10_000);
    expect([ran.mock.calls.length, vi.getTimerCount(), end(fake)]).toEqual([0, 0, '']);
  });

  it('and go on as they were after a second freeze', async () => {
    fake.set({ timers });
    const ran = vi.fn();
    const interval = setInterval(ran, 1_000);
    fake.app.freeze(500);
    fake.app.freeze(100);
    const left = timers === 'late' ? 1_000 : 400;
    await elapse(left - 1);
    expect(ran).toHaveBeenCalledTimes(0);
    await elapse(1);
    expect(ran).toHaveBeenCalledTimes(1);
    clearInterval(interval);
  });

  it('and an interval that has ticked before owes nothing for that', async () => {
    fake.set({ timers });
    const ran = vi.fn();
    const interval = setInterval(ran, 1_000);
    await elapse(3_000);
    fake.app.freeze(500);
    expect(ran).toHaveBeenCalledTimes(3);
    clearInterval(interval);
  });

  it('and an interval that ends itself in its first tick leaves nothing', async () => {
    fake.set({ timers });
    const ran = vi.fn(() => clearInterval(interval));
    const interval = setInterval(ran, 1_000);
    fake.app.freeze(5_000);
    await elapse(10_000);
    expect([ran.mock.calls.length, vi.getTimerCount(), end(fake)]).toEqual([1, 0, '']);
  });

  it('and those that are armed meanwhile count from then', async () => {
    fake.set({ timers, suspendAfter: 0 });
    const ran = vi.fn();
    fake.app.hide();
    await elapse(1_000);
    setTimeout(ran, 2_000);
    await elapse(500);
    fake.app.show();
    await elapse(timers === 'late' ? 1_999 : 1_499);
    expect(ran).toHaveBeenCalledTimes(0);
    await elapse(1);
    expect(ran).toHaveBeenCalledTimes(1);
  });
});

it('a timer of a burst may clear the next one', () => {
  const ran: string[] = [];
  setTimeout(() => {
    ran.push('first');
    clearTimeout(second);
  }, 1_000);
  const second = setTimeout(() => ran.push('second'), 2_000);
  fake.app.freeze(5_000);
  expect(ran).toEqual(['first']);
});

it.each(MODES)('a timer of no time that the show event arms runs, timers %s', async (timers) => {
  fake.set({ timers, suspendAfter: 1_000 });
  let ran = 0;
  const onShow = () => void setTimeout(() => (ran += 1), 0);
  functionsOf(fake).onAppShow?.(onShow);
  fake.app.hide();
  await elapse(10_000);
  fake.app.show();
  expect(ran).toBe(0);
  await elapse(0);
  expect(ran).toBe(1);
  functionsOf(fake).offAppShow?.(onShow);
});

it.each([-86_400_000, 86_400_000])(
  'setClock(%i) moves the wall clock alone, also for a freeze that follows',
  async (by) => {
    const before = Date.now();
    let ran = 0;
    setTimeout(() => {
      ran += 1;
    }, 4_000);
    fake.app.setClock(by);
    expect(Date.now() - before).toBe(by);
    fake.app.freeze(1_000);
    expect(ran).toBe(0);
    await elapse(2_999);
    expect(ran).toBe(0);
    await elapse(1);
    expect(ran).toBe(1);
  },
);

it('freeze() without fake timers says what it needs, and stops nothing', async () => {
  const { heard } = await open(fake);
  vi.useRealTimers();
  expect(() => fake.app.freeze(1_000)).toThrow(
    'freeze() moves the clock, which needs fake timers: call vi.useFakeTimers() or jest.useFakeTimers()',
  );
  fake.server.say('一口价');
  expect(heard).toEqual(['一口价']);
});

it('freeze() of an app that stands still already lets time pass, and no more', async () => {
  fake.set({ kill: 'keep' });
  const { heard } = await open(fake);
  fake.app.hide();
  await elapse(5_000);
  const before = Date.now();
  fake.app.freeze(1_000);
  fake.server.say('一口价');
  expect([Date.now() - before, heard]).toEqual([1_000, []]);
  fake.app.show();
  expect(heard).toEqual(['一口价']);
});

describe('fake timers that come and go', () => {
  it('what was armed before they came runs, and is told as left behind till then', async () => {
    vi.useRealTimers();
    fake.reset();
    const ran = new Promise<string>((resolve) => setTimeout(() => resolve('ran'), 20));
    vi.useFakeTimers();
    functionsOf(fake).getEnv?.();
    setTimeout(() => {}, 1_000);
    vi.useRealTimers();
    expect(await ran).toBe('ran');
    expect(end(fake)).toMatch(/^left behind:\n- a timer of 1000 ms \(setTimeout\), armed by .*$/);
  });

  it('what was armed before they came can be cleared after', () => {
    vi.useRealTimers();
    fake.reset();
    const timer = setTimeout(() => {}, 100_000);
    vi.useFakeTimers();
    functionsOf(fake).getEnv?.();
    clearTimeout(timer);
    expect(end(fake)).toBe('');
  });

  it('leave the functions of the environment, and no watch over them, however often', () => {
    vi.useRealTimers();
    end(fake);
    const own = setTimeout;
    for (let test = 0; test < 3; test += 1) {
      fake.reset();
      expect(setTimeout).not.toBe(own);
      vi.useFakeTimers();
      functionsOf(fake).getEnv?.();
      expect(end(fake)).toBe('');
      vi.useRealTimers();
    }
    fake.reset();
    end(fake);
    expect(setTimeout).toBe(own);
  });

  it('find out that they are there, as testing tools do', () => {
    fake.reset();
    expect((setTimeout as unknown as { clock?: object }).clock).toBeDefined();
  });
});

it('arguments and handles are those of the environment', async () => {
  const heard: unknown[] = [];
  const handle = setTimeout((...args: unknown[]) => heard.push(...args), 10, 'a', 'b');
  expect(handle.hasRef()).toBe(true);
  clearTimeout(undefined);
  await elapse(10);
  expect(heard).toEqual(['a', 'b']);
});
