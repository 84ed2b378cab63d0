import { describe, expect, it, vi } from 'vitest';
import { connectNative, elapse, MINI, open, PLATFORMS, setUpFake } from './stage';

const fake = setUpFake();
const bytes = new Uint8Array([0, 127, 128, 255]).buffer;

describe('closeOnCutLine', () => {
  const EVENT = {
    weapp: 'close 1006 abnormal closure',
    alipay: 'close undefined',
    h5: 'close 1000 server complete,close',
  };
  it.each(PLATFORMS)('on %s: silence', async (platform) => {
    fake.reset({ platform, closeOnCutLine: 'silence' });
    const { task, heard } = await open(fake);
    fake.server.goSilent();
    task.close({});
    await elapse(60_000);
    expect([heard, fake.server.connection.closedByApp]).toEqual([[], null]);
  });
  it.each(PLATFORMS)('on %s: an event', async (platform) => {
    fake.reset({ platform, closeOnCutLine: 'event' });
    const { task, heard } = await open(fake);
    fake.server.goSilent();
    task.close({});
    await elapse();
    expect([heard, fake.server.connection.closedByApp]).toEqual([[EVENT[platform]], null]);
  });
  it('is silence on mini-programs and an event on h5 by default', async () => {
    for (const platform of PLATFORMS) {
      fake.reset({ platform });
      const { task, heard } = await open(fake);
      fake.server.goSilent();
      task.close({});
      await elapse();
      expect(heard).toEqual(platform === 'h5' ? [EVENT.h5] : []);
    }
  });
});

describe('repeatedOn', () => {
  const twice = async () => {
    const { task, heard } = await open(fake);
    task.onMessage(() => heard.push('second'));
    fake.server.say('一口价');
    return heard;
  };
  it('adds on weapp', async () => {
    expect(await twice()).toEqual(['一口价', 'second']);
  });
  it('overwrites on weapp', async () => {
    fake.set({ repeatedOn: 'overwrite' });
    expect(await twice()).toEqual(['second']);
  });
  it('overwrites on h5', async () => {
    fake.reset({ platform: 'h5' });
    expect(await twice()).toEqual(['second']);
  });
  it.each([
    ['add', ['first', 'second']],
    ['overwrite', ['second']],
  ] as const)('%ss on the native task of alipay', async (repeatedOn, expected) => {
    fake.reset({ platform: 'alipay', repeatedOn });
    const { task } = connectNative(fake);
    const heard: string[] = [];
    task.onError(() => heard.push('first'));
    task.onError(() => heard.push('second'));
    await elapse();
    fake.server.refuse();
    await elapse();
    expect(heard).toEqual(expected);
  });
});

describe('readyState', () => {
  const states = async () => {
    const seen: unknown[] = [];
    const { task } = await open(fake);
    seen.push('readyState' in task, task.readyState);
    task.close({});
    seen.push(task.readyState);
    await elapse();
    return [...seen, task.readyState];
  };
  it.each([
    ['weapp', true, [true, 1, 2, 3]],
    ['weapp', false, [false, undefined, undefined, undefined]],
    ['h5', true, [true, 1, 2, 3]],
  ] as const)('on %s: %s', async (platform, readyState, expected) => {
    fake.reset({ platform, readyState });
    expect(await states()).toEqual(expected);
  });
  it.each([true, false])('on the native task of alipay: %s', async (readyState) => {
    fake.reset({ platform: 'alipay', readyState });
    const { task } = connectNative(fake);
    const connecting = task.readyState;
    await elapse();
    fake.server.accept();
    await elapse();
    expect([connecting, task.readyState]).toEqual(readyState ? [0, 1] : [undefined, undefined]);
  });
});

describe('sendFails', () => {
  it.each(PLATFORMS)('on %s: nothing reaches the server, and the app hears of it', async (platform) => {
    fake.reset({ platform });
    const { task } = await open(fake);
    const told: string[] = [];
    const send = () => {
      try {
        task.send({ data: 'bid', success: () => told.push('success'), fail: () => told.push('fail') });
      } catch {
        told.push('throw');
      }
    };
    send();
    await elapse();
    fake.set({ sendFails: true });
    send();
    await elapse();
    expect(told).toEqual(['success', platform === 'h5' ? 'throw' : 'fail']);
    expect(fake.server.received).toEqual(['bid']);
  });
});

describe('what can be sent', () => {
  it.each([
    ['weapp', { data: bytes }, bytes],
    ['weapp', { data: new Uint8Array(bytes) }, bytes],
    ['alipay', { data: 'AH+A/w==', isBuffer: true }, bytes],
    ['h5', { data: bytes }, bytes],
    ['h5', { data: 7 }, '7'],
  ] as const)('on %s: %o', async (platform, options, expected) => {
    fake.reset({ platform });
    const { task } = await open(fake);
    task.send(options);
    const [frame] = fake.server.received;
    if (typeof expected === 'string') expect(frame).toBe(expected);
    else expect([...new Uint8Array(frame as ArrayBuffer)]).toEqual([0, 127, 128, 255]);
  });
  it.each([
    ['weapp', { data: { price: 120 } }],
    ['alipay', { data: bytes }],
  ] as const)('on %s not: %o', async (platform, options) => {
    fake.reset({ platform });
    const { task } = await open(fake);
    const fail = vi.fn();
    task.send({ ...options, fail });
    await elapse();
    expect([fail.mock.calls.length, fake.server.received]).toEqual([1, []]);
  });
});

describe('payload on the native task of alipay', () => {
  const heardOf = async () => {
    const { task } = connectNative(fake);
    const heard: unknown[] = [];
    task.onMessage((event) => heard.push(event));
    await elapse();
    fake.server.accept();
    await elapse();
    for (const quote of ['1', '2', '3']) fake.server.say(quote);
    return heard;
  };
  const nested = (data: string) => ({ data: { socketTaskID: 1, data, isBuffer: false } });
  const flat = (data: string) => ({ data, isBuffer: false });
  it.each([
    ['nested', [nested('1'), nested('2'), nested('3')]],
    ['flat', [flat('1'), flat('2'), flat('3')]],
    ['both', [nested('1'), flat('2'), nested('3')]],
  ] as const)('%s', async (payload, expected) => {
    fake.reset({ platform: 'alipay', payload });
    expect(await heardOf()).toEqual(expected);
  });
  it('is nested by default', async () => {
    fake.reset({ platform: 'alipay' });
    expect(await heardOf()).toEqual([nested('1'), nested('2'), nested('3')]);
  });
});

describe('bytes', () => {
  it('arrive on alipay as base64 text', async () => {
    fake.reset({ platform: 'alipay' });
    const { heard } = await open(fake);
    fake.server.say(bytes);
    expect(heard).toEqual(['AH+A/w==']);
  });
  it('arrive on alipay as an ArrayBuffer', async () => {
    fake.reset({ platform: 'alipay', binary: 'array-buffer' });
    const { heard } = await open(fake);
    fake.server.say(bytes);
    expect([...new Uint8Array(heard[0] as ArrayBuffer)]).toEqual([0, 127, 128, 255]);
  });
  it('arrive on alipay as base64 however many they are', async () => {
    fake.reset({ platform: 'alipay' });
    const { heard } = await open(fake);
    const many = new Uint8Array(300_001).map((_, at) => at % 251);
    fake.server.say(many);
    expect([...Buffer.from(String(heard[0]), 'base64')]).toEqual([...many]);
  });
  it('arrive on weapp as an ArrayBuffer, also when the test says a view of them', async () => {
    const { heard } = await open(fake);
    fake.server.say(new Uint8Array(bytes).subarray(1, 3));
    expect([...new Uint8Array(heard[0] as ArrayBuffer)]).toEqual([127, 128]);
  });
  it('arrive on h5 as a Blob, or as an ArrayBuffer for who wants that', async () => {
    fake.reset({ platform: 'h5' });
    const { task, heard } = await open(fake);
    fake.server.say(bytes);
    if (task.ws) task.ws.binaryType = 'arraybuffer';
    fake.server.say(bytes);
    expect(heard[0]).toBeInstanceOf(Blob);
    expect([...new Uint8Array(heard[1] as ArrayBuffer)]).toEqual([0, 127, 128, 255]);
  });
});

describe.each(MINI)('a task on %s that is closed', (platform) => {
  it('refuses to send and to close', async () => {
    fake.reset({ platform });
    const { task } = await open(fake);
    task.close({});
    await elapse();
    const told: string[] = [];
    task.send({ data: 'bid', fail: () => told.push('send') });
    task.close({ fail: () => told.push('close') });
    await elapse();
    // Taro's forwarder on alipay drops what close is given.
    expect(told).toEqual(platform === 'weapp' ? ['send', 'close'] : ['send']);
  });
});
