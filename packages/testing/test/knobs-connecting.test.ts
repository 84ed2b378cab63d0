import { describe, expect, it } from 'vitest';
import { type ConnectOutcome, FAILURE } from '../src';
import { connect, elapse, functionsOf, MINI, open, PLATFORMS, setUpFake, URL } from './stage';

const fake = setUpFake();

/** What is heard on weapp, alipay and h5. */
const OUTCOMES: ReadonlyArray<readonly [string, ConnectOutcome, string[], string[], string[]]> = [
  ['real', 'real', ['resolved'], ['resolved'], ['resolved']],
  [
    'error',
    'error',
    ['resolved', 'error connectSocket:fail'],
    ['resolved', 'error connectSocket:fail'],
    ['resolved', 'error error', 'close 1006 abnormal closure'],
  ],
  [
    'close',
    'close',
    ['resolved', 'close 1006 abnormal closure'],
    ['resolved', 'close undefined'],
    ['resolved', 'error error', 'close 1006 abnormal closure'],
  ],
  [
    'both',
    'both',
    ['resolved', 'error connectSocket:fail', 'close 1006 abnormal closure'],
    ['resolved', 'error connectSocket:fail', 'close undefined'],
    ['resolved', 'error error', 'close 1006 abnormal closure'],
  ],
  [
    'fail',
    'fail',
    ['rejected connectSocket:fail'],
    ['rejected connectSocket:fail'],
    ['rejected the native call threw'],
  ],
  [
    'a fail of its own',
    { fail: FAILURE.nameNotResolved },
    [`rejected ${FAILURE.nameNotResolved}`],
    [`rejected ${FAILURE.nameNotResolved}`],
    ['rejected the native call threw'],
  ],
  [
    'an error of its own',
    { error: FAILURE.domain },
    ['resolved', `error ${FAILURE.domain}`],
    ['resolved', `error ${FAILURE.domain}`],
    ['resolved', 'error error', 'close 1006 abnormal closure'],
  ],
  [
    'throw',
    'throw',
    ['rejected the native call threw'],
    ['rejected the native call threw'],
    ['rejected the native call threw'],
  ],
  ['no-task', 'no-task', ['no task'], ['no task'], ['no task']],
  ['accepted', 'accepted', ['resolved'], ['resolved'], ['resolved']],
  ['silence', 'silence', [], [], ['resolved']],
];

describe.each(PLATFORMS)('connect on %s', (platform) => {
  const at = { weapp: 2, alipay: 3, h5: 4 }[platform] as 2 | 3 | 4;
  it.each(OUTCOMES)('%s', async (...row) => {
    fake.reset({ platform, connect: row[1] });
    const { heard } = await connect(fake);
    await elapse(60_000);
    expect(heard).toEqual(row[at]);
    expect([fake.server.connects, fake.server.connections.length]).toEqual([1, row[1] === 'real' ? 1 : 0]);
  });

  it('by a script is asked with the number of the attempt and its url', async () => {
    const asked: unknown[] = [];
    fake.reset({
      platform,
      connect(attempt, url) {
        asked.push([attempt, url]);
        return attempt === 1 ? 'throw' : 'real';
      },
    });
    expect((await connect(fake)).heard).toEqual(['rejected the native call threw']);
    expect((await connect(fake)).heard).toEqual(['resolved']);
    expect(asked).toEqual([
      [1, URL],
      [2, URL],
    ]);
  });
});

describe('refusal', () => {
  const error = 'error Unexpected response code: 404';
  const close = { weapp: 'close 1006 abnormal closure', alipay: 'close undefined', h5: 'close 1006 abnormal closure' };
  it.each(PLATFORMS)('is told by an error on %s, and on h5 by a close as well', async (platform) => {
    fake.reset({ platform });
    const { heard } = await connect(fake);
    fake.server.refuse();
    await elapse();
    expect(heard).toEqual(platform === 'h5' ? ['resolved', 'error error', close.h5] : ['resolved', error]);
  });

  it.each(MINI.flatMap((platform) => (['close', 'both', 'silence'] as const).map((how) => [platform, how] as const)))(
    'on %s is told by %s',
    async (platform, refusal) => {
      fake.reset({ platform, refusal });
      const { heard } = await connect(fake);
      fake.server.refuse();
      await elapse();
      const expected = { close: [close[platform]], both: [error, close[platform]], silence: [] }[refusal];
      expect(heard).toEqual(['resolved', ...expected]);
    },
  );

  it('has the text that the test gives it, or that of a network that is gone', async () => {
    const first = await connect(fake);
    fake.server.refuse('握手失败');
    fake.network.offline();
    const second = await connect(fake);
    await elapse();
    expect([first.heard[1], second.heard[1]]).toEqual(['error 握手失败', 'error net::ERR_INTERNET_DISCONNECTED']);
  });
});

describe.each(MINI)('success on %s', (platform) => {
  const order = async (success: 'sync' | 'later' | 'with-open') => {
    fake.reset({ platform, success });
    const told: string[] = [];
    const connected = connect(fake, { success: () => told.push('success'), complete: () => told.push('complete') });
    told.push('returned');
    const { heard } = await connected;
    told.push('settled');
    fake.server.accept();
    await elapse();
    return [...told, ...heard];
  };
  it('comes after the call', async () => {
    expect(await order('later')).toEqual(['returned', 'success', 'complete', 'settled', 'resolved', 'open']);
  });
  it('comes inside the call', async () => {
    expect(await order('sync')).toEqual(['success', 'complete', 'returned', 'settled', 'resolved', 'open']);
  });
  it('comes in the task of open, which nobody can hear', async () => {
    expect(await order('with-open')).toEqual(['returned', 'settled', 'success', 'complete', 'resolved']);
    expect(fake.server.connection.isOpen).toBe(true);
  });
  it('with open comes before a refusal too', async () => {
    fake.reset({ platform, success: 'with-open' });
    const { heard } = await connect(fake);
    fake.server.refuse();
    await elapse();
    expect(heard).toEqual(['resolved', 'error Unexpected response code: 404']);
  });
});

it('successResult undefined leaves Taro without an answer on alipay', async () => {
  fake.reset({ platform: 'alipay', successResult: 'undefined' });
  const { heard } = await connect(fake);
  await elapse(60_000);
  expect(heard).toEqual([]);
  fake.set({ successResult: 'result' });
  expect((await connect(fake)).heard).toEqual(['resolved']);
});

describe.each(PLATFORMS)('promises on %s', (platform) => {
  it('settle in microtasks', async () => {
    fake.reset({ platform });
    expect((await connect(fake)).heard).toEqual(['resolved']);
  });
  it('settle 12 ms after the answer, and each turn is a timer', async () => {
    fake.reset({ platform, promises: 'macrotask' });
    const { heard } = await connect(fake);
    await elapse(platform === 'h5' ? 11 : 30 + 11);
    expect(heard).toEqual([]);
    await elapse(1);
    expect(heard).toEqual(['resolved']);
    fake.server.accept();
    await elapse(29);
    expect(heard).toEqual(['resolved']);
    await elapse(1);
    expect(heard).toEqual(['resolved', 'open']);
    fake.set({ connect: 'throw' });
    const failed = await connect(fake);
    await elapse(11);
    expect(failed.heard).toEqual([]);
    await elapse(1);
    expect(failed.heard).toEqual(['rejected the native call threw']);
  });
});

describe.each(MINI)('closeBeforeOpen on %s', (platform) => {
  it('is ignored, and the connection opens', async () => {
    fake.reset({ platform });
    const { task, heard } = await connect(fake);
    const answers: unknown[] = [];
    task.close({ success: () => answers.push('success'), fail: () => answers.push('fail') });
    fake.server.accept();
    await elapse();
    expect(heard).toEqual(['resolved', 'open']);
    expect(fake.server.connection.isOpen).toBe(true);
    // Taro's forwarder on alipay drops the callbacks.
    expect(answers).toEqual(platform === 'weapp' ? ['fail'] : []);
  });
  it('works, and nothing waits for the server any more', async () => {
    fake.reset({ platform, closeBeforeOpen: 'works' });
    const { task, heard } = await connect(fake);
    task.close({});
    await elapse();
    expect(heard).toEqual(['resolved', platform === 'weapp' ? 'close 1006 abnormal closure' : 'close undefined']);
    expect(() => fake.server.accept()).toThrow('accept and refuse need a connection that waits');
  });
});

it('close before open is an error and a close on h5', async () => {
  fake.reset({ platform: 'h5' });
  const { task, heard } = await connect(fake);
  task.close({});
  await elapse();
  expect(heard).toEqual(['resolved', 'error error', 'close 1000 server complete,close']);
});

it.each(PLATFORMS)('connectSocket without options breaks nothing but its own promise on %s', async (platform) => {
  fake.reset({ platform });
  await open(fake);
  const promise = functionsOf(fake).connectSocket?.() as Promise<unknown>;
  promise.catch(() => {});
  await elapse();
  expect(fake.server.connects).toBe(2);
});
