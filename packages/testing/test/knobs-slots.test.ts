import { describe, expect, it } from 'vitest';
import { FAILURE } from '../src';
import { connect, connectNative, elapse, end, functionsOf, open, setUpFake, URL } from './stage';

const fake = setUpFake();

/** Connections of code that has nothing to do with the code under test. */
async function take(count: number) {
  fake.server.acceptAll();
  const others = [];
  for (let at = 0; at < count; at += 1) {
    if (fake.native.my) others.push(connectNative(fake));
    else others.push(await connect(fake));
  }
  await elapse(60);
  return others;
}

describe.each([
  ['weapp', `error ${FAILURE.slots}`],
  ['alipay', `rejected ${FAILURE.slots}`],
  ['h5', 'rejected connectSocket:fail 同时最多发起 5 个 socket 请求，更多请参考文档。'],
] as const)('slots on %s', (platform, told) => {
  it('are five, and the sixth connection has none', async () => {
    fake.reset({ platform });
    const others = await take(5);
    expect(others.map(({ heard }) => heard.includes('open'))).toEqual([true, true, true, true, true]);
    expect((await connect(fake)).heard).toContain(told);
    expect(fake.server.mostAtOnce).toBe(platform === 'weapp' ? 6 : 5);
    for (const { task } of others) task.close({});
    await elapse();
    expect((await connect(fake)).heard).toContain('open');
  });

  it('are as many as the knob says', async () => {
    fake.reset({ platform, slots: 2 });
    await take(2);
    expect((await connect(fake)).heard).toContain(told.replace('5', '2'));
  });

  it('are free when the server has closed', async () => {
    fake.reset({ platform, slots: 1 });
    await take(1);
    fake.server.close();
    await elapse();
    expect((await connect(fake)).heard).toContain('open');
  });
});

describe('overSlots', () => {
  it('on weapp by fail', async () => {
    fake.reset({ platform: 'weapp', overSlots: 'fail', slots: 1 });
    await take(1);
    expect((await connect(fake)).heard).toEqual([`rejected ${FAILURE.slots}`]);
  });
  it('on alipay by error', async () => {
    fake.reset({ platform: 'alipay', overSlots: 'error', slots: 1 });
    await take(1);
    expect((await connect(fake)).heard).toEqual(['resolved', `error ${FAILURE.slots}`]);
  });
});

it('a handshake that nobody answers takes a slot for a minute', async () => {
  fake.reset({ platform: 'weapp', slots: 1 });
  fake.set({ connect: 'accepted' });
  await connect(fake);
  await elapse(59_999);
  expect((await connect(fake)).heard).toContain(`error ${FAILURE.slots}`);
  await elapse(1);
  fake.set({ connect: 'real' });
  expect((await connect(fake)).heard).toEqual(['resolved']);
});

it.each([
  ['weapp', 59_000, ['resolved', 'open']],
  ['weapp', 60_000, ['resolved']],
  ['alipay', 59_000, ['resolved', 'open']],
  ['alipay', 60_000, ['resolved']],
] as const)('%s: a handshake that is answered after %d ms: %j', async (platform, milliseconds, told) => {
  fake.reset({ platform });
  const { heard } = await connect(fake);
  await elapse(milliseconds);
  fake.server.accept();
  await elapse();
  expect(heard).toEqual(told);
  end(fake);
});

describe('on h5 Taro frees a slot', () => {
  it('when the task is closed, before the close event', async () => {
    fake.reset({ platform: 'h5', slots: 1 });
    const { task } = await open(fake);
    task.close();
    expect((await connect(fake)).heard).toEqual(['resolved']);
  });
  it('never, when nobody listens to the close event', async () => {
    fake.reset({ platform: 'h5', slots: 1 });
    await functionsOf(fake).connectSocket?.({ url: URL });
    fake.server.accept();
    await elapse();
    fake.server.close();
    await elapse();
    expect((await connect(fake)).heard[0]).toContain('同时最多发起 1 个 socket');
  });
});

describe('on alipay', () => {
  const connectCalls = (multiple?: boolean) => {
    const result = (fake.native.my as Record<string, (options: object) => unknown>).connectSocket?.({
      url: URL,
      multiple,
    });
    return result === undefined ? 'single' : 'multiple';
  };
  it('multiple decides whether there is a native task', () => {
    fake.reset({ platform: 'alipay' });
    expect([connectCalls(true), connectCalls(false), connectCalls()]).toEqual(['multiple', 'single', 'single']);
  });
  it('multipleSupported false: there is never one', () => {
    fake.reset({ platform: 'alipay', multipleSupported: false, defaultMultiple: true });
    expect([connectCalls(true), connectCalls()]).toEqual(['single', 'single']);
  });
  it('defaultMultiple says what an absent option means', () => {
    fake.reset({ platform: 'alipay', defaultMultiple: true });
    expect([connectCalls(), connectCalls(false)]).toEqual(['multiple', 'single']);
  });

  it('secondConnect replaces the connection that lives', async () => {
    fake.reset({ platform: 'alipay' });
    await open(fake);
    const second = await connect(fake);
    expect(second.heard).toEqual(['resolved']);
    expect(fake.server.connections.map(({ closedByApp }) => closedByApp)).toEqual([{ code: 1000, reason: '' }, null]);
    expect(fake.server.mostAtOnce).toBe(1);
  });
  it('a handshake that nobody has answered for a minute does not open beside the one after it', async () => {
    fake.reset({ platform: 'alipay' });
    await connect(fake);
    await elapse(60_000);
    await connect(fake);
    fake.server.acceptAll();
    await elapse();
    expect(fake.server.connections.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    end(fake);
  });
  it('secondConnect is refused', async () => {
    fake.reset({ platform: 'alipay', secondConnect: 'refuse' });
    const first = await open(fake);
    expect((await connect(fake)).heard).toEqual(['rejected 网络连接已经存在']);
    expect(fake.server.connection.isOpen).toBe(true);
    first.task.close();
    await elapse();
    expect((await connect(fake)).heard).toEqual(['resolved']);
    expect(end(fake)).toContain('a connection to wss://bid.example.com/ws,');
  });
  it('what Taro gives for multiple speaks to the single socket that is not there', async () => {
    fake.reset({ platform: 'alipay' });
    const { task, heard } = await open(fake, { multiple: true });
    fake.server.say('一口价');
    task.send({ data: 'bid', fail: () => heard.push('fail') });
    task.close({ code: 4000 });
    await elapse();
    expect([heard, fake.server.received, fake.server.connection.isOpen]).toEqual([['fail'], [], true]);
  });
});
