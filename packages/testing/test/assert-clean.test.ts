import { describe, expect, it } from 'vitest';
import { connect, connectNative, elapse, end, forgetSocket, functionsOf, open, PLATFORMS, setUpFake } from './stage';

const fake = setUpFake();
const noop = () => {};

/** A function whose name a report has to show. */
function leakyComponent<Result>(leak: () => Result): Result {
  return leak();
}

describe.each(PLATFORMS)('assertClean() on %s', (platform) => {
  const on = (name: string) => functionsOf(fake)[name]?.(noop);
  const off = (name: string) => functionsOf(fake)[name]?.(noop);

  it('is silent when nothing has happened', () => {
    fake.reset({ platform });
    fake.assertClean();
    fake.assertClean();
  });

  it('names a connection that is open or connecting, less what may be secret in its url, and who opened it', async () => {
    fake.reset({ platform });
    await leakyComponent(() => connect(fake));
    const report = end(fake);
    expect(report).toMatch(/^left behind:\n- a connection to wss:\/\/bid\.example\.com\/ws, opened by connect \(/);
    expect(report).toContain('stage.ts');
    expect(report).toContain('leakyComponent');
    expect(report).not.toContain('secret');
    expect(report).not.toContain('testing/src');
  });

  it('left() tells the same beforehand, and changes nothing', async () => {
    fake.reset({ platform });
    expect(fake.left()).toEqual([]);
    const { task } = await open(fake);
    const timer = setTimeout(noop, 1_000);
    on('onAppHide');
    // On Alipay the global listeners of the one socket are among it.
    expect(fake.left().map((line) => line.replace(/, (opened|armed) by .*/, ''))).toEqual(
      expect.arrayContaining([
        'a connection to wss://bid.example.com/ws',
        'a listener of onAppHide',
        'a timer of 1000 ms (setTimeout)',
      ]),
    );
    clearTimeout(timer);
    task.close({});
    off('offAppHide');
    forgetSocket(fake);
    expect(fake.left()).toEqual([]);
    fake.assertClean();
  });

  it('is silent on a connection that died before the platform gave it', async () => {
    // A browser gives its socket at once.
    if (platform === 'h5') return;
    fake.reset({ platform, success: 'with-open' });
    await connect(fake, { multiple: true });
    fake.app.hide();
    await elapse(5_000);
    fake.server.acceptAll();
    fake.app.show();
    await elapse();
    forgetSocket(fake);
    fake.assertClean();
  });

  it('is silent on a connection that has closed, either way, or never was', async () => {
    fake.reset({ platform });
    (await open(fake)).task.close({});
    await open(fake);
    fake.server.close();
    await connect(fake);
    fake.server.refuse();
    fake.set({ connect: 'fail' });
    await connect(fake);
    fake.set({ connect: 'silence' });
    if (platform !== 'h5') await connect(fake);
    await elapse();
    forgetSocket(fake);
    fake.assertClean();
  });

  it('names a connection whose close came too early for the platform, once it has opened', async () => {
    fake.reset({ platform });
    const { task } = await connect(fake);
    task.close({});
    if (platform === 'h5') return expect(end(fake)).toBe('');
    fake.server.accept();
    await elapse();
    expect(end(fake)).toContain('a connection to wss://bid.example.com/ws, opened by connect');
  });

  it('counts a connection that was closed before it could open for closed', async () => {
    fake.reset({ platform });
    const { task } = await connect(fake);
    task.close({});
    forgetSocket(fake);
    expect(end(fake)).toBe('');
  });

  it.each([
    ['onAppShow', 'offAppShow'],
    ['onAppHide', 'offAppHide'],
    ['onNetworkStatusChange', 'offNetworkStatusChange'],
  ])('names each listener of %s', (name, offName) => {
    fake.reset({ platform });
    on(name);
    leakyComponent(() => functionsOf(fake)[name]?.(() => {}));
    off(offName);
    const report = end(fake);
    expect(report).toContain(`- a listener of ${name}, opened by`);
    expect(report.split('\n- ')).toHaveLength(2);
    expect(report).toContain('assert-clean.test.ts');
    on(name);
    on(name);
    off(offName);
    functionsOf(fake)[name]?.(() => {});
    functionsOf(fake)[offName]?.();
    expect(end(fake)).toBe('');
  });

  it('names each timer, and who armed it', async () => {
    fake.reset({ platform });
    const interval = setInterval(noop, 25_000);
    const timeout = setTimeout(noop, 10);
    leakyComponent(() => setTimeout(noop, 1_000));
    await elapse(10);
    const report = end(fake);
    expect(report).toMatch(/- a timer of 25000 ms \(setInterval\), armed by .*assert-clean\.test\.ts/);
    expect(report).toMatch(/- a timer of 1000 ms \(setTimeout\), armed by .*leakyComponent/);
    expect(report.split('\n- ')).toHaveLength(3);
    clearInterval(interval);
    clearTimeout(timeout);
  });

  it('is silent on timers that ran or were cleared', async () => {
    fake.reset({ platform });
    clearInterval(setInterval(noop, 25_000));
    clearTimeout(setTimeout(noop, 10));
    setTimeout(noop, 20);
    await elapse(20);
    fake.assertClean();
  });

  it('begins anew: what the last world left behind is not told again, and does nothing to this one', async () => {
    fake.reset({ platform });
    const heard: string[] = [];
    const old = await open(fake);
    on('onAppShow');
    functionsOf(fake).onAppHide?.(() => heard.push('hide'));
    functionsOf(fake).onNetworkStatusChange?.(() => heard.push('network'));
    setTimeout(() => heard.push('timer'), 1_000);
    expect(end(fake)).not.toBe('');
    await open(fake);
    old.task.send({ data: 'bid' });
    old.task.close({});
    fake.app.hide();
    fake.network.claim(false);
    await elapse(4_000);
    forgetSocket(fake);
    expect([heard, old.heard, fake.server.connections.length, fake.server.received]).toEqual([[], [], 1, []]);
    expect(end(fake).split('\n- ')).toHaveLength(2);
  });

  it('does not hear what the last world still had under way', async () => {
    fake.reset({ platform });
    const old = await connect(fake);
    old.heard.length = 0;
    fake.server.accept();
    fake.reset();
    await elapse(100);
    expect(old.heard).toEqual([]);
  });
});

describe.each(['onSocketOpen', 'onSocketMessage', 'onSocketError', 'onSocketClose'])('a listener of %s', (name) => {
  it('is named, and on alipay can be taken off', () => {
    for (const platform of ['weapp', 'alipay'] as const) {
      fake.reset({ platform });
      functionsOf(fake)[name]?.(noop);
      expect(end(fake)).toContain(`- a listener of ${name}, opened by`);
    }
    functionsOf(fake)[name]?.(noop);
    functionsOf(fake)[name.replace('on', 'off')]?.(noop);
    expect(end(fake)).toBe('');
  });
});

describe('window listeners on h5', () => {
  const begin = () => fake.reset({ platform: 'h5' });

  it.each(['online', 'offline'])('of "%s" are named', (name) => {
    begin();
    window.addEventListener(name, noop);
    expect(end(fake)).toMatch(new RegExp(`- a listener of window "${name}", opened by .*assert-clean`));
    begin();
    window.addEventListener(name, noop);
    window.removeEventListener(name, noop);
    expect(end(fake)).toBe('');
  });

  it('that serve two events are two', () => {
    begin();
    window.addEventListener('online', noop);
    window.addEventListener('online', noop);
    window.addEventListener('offline', noop);
    window.removeEventListener('offline', noop);
    expect(end(fake).split('\n- ')).toHaveLength(2);
    begin();
    window.addEventListener('online', noop);
    window.addEventListener('offline', noop);
    window.removeEventListener('online', noop);
    window.removeEventListener('offline', noop);
    expect(end(fake)).toBe('');
  });

  it('that took themselves off are forgotten', () => {
    begin();
    const aborter = new AbortController();
    window.addEventListener('online', noop, { once: true });
    window.addEventListener('offline', noop, { signal: aborter.signal });
    expect(end(fake).split('\n- ')).toHaveLength(3);
    begin();
    window.addEventListener('online', noop, { once: true });
    window.addEventListener('offline', noop, { signal: aborter.signal });
    fake.network.online();
    aborter.abort();
    expect(end(fake)).toBe('');
  });

  it('of anything else are nobody’s business, and work', () => {
    begin();
    let heard = 0;
    const hear = () => {
      heard += 1;
    };
    window.addEventListener('resize', hear);
    window.dispatchEvent(new Event('resize'));
    expect([heard, end(fake)]).toEqual([1, '']);
    window.removeEventListener('resize', hear);
  });

  it('that were left behind do not hear of the next world', () => {
    begin();
    let heard = 0;
    window.addEventListener('offline', () => {
      heard += 1;
    });
    expect(end(fake)).not.toBe('');
    begin();
    fake.network.offline();
    expect(heard).toBe(0);
  });
});

it('names native connections of alipay too', () => {
  fake.reset({ platform: 'alipay', success: 'sync' });
  connectNative(fake);
  expect(end(fake)).toMatch(/- a connection to wss:\/\/bid\.example\.com\/ws, opened by connectNative/);
});
