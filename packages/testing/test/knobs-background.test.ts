import { describe, expect, it } from 'vitest';
import { FAILURE } from '../src';
import {
  connect,
  connectNative,
  elapse,
  forgetSocket,
  functionsOf,
  MINI,
  open,
  PLATFORMS,
  setUpFake,
  type Task,
} from './stage';

const fake = setUpFake();

/** Whether JavaScript stands still: the app hears nothing then. */
function isFrozen(heard: unknown[]): boolean {
  const before = heard.length;
  fake.server.say('?');
  return heard.splice(before).length === 0;
}

describe('suspendAfter', () => {
  it.each([
    ['weapp', 5_000],
    ['alipay', 5_000],
  ] as const)('on %s is %s', async (platform, limit) => {
    fake.reset({ platform, kill: 'keep' });
    const { heard } = await open(fake);
    fake.app.hide();
    await elapse(limit - 1);
    expect(isFrozen(heard)).toBe(false);
    await elapse(1);
    expect(isFrozen(heard)).toBe(true);
  });
  it('on h5 is never', async () => {
    fake.reset({ platform: 'h5' });
    const { heard } = await open(fake);
    fake.app.hide();
    await elapse(3_600_000);
    expect(isFrozen(heard)).toBe(false);
  });
  it('can be turned, and a show in time calls it off', async () => {
    fake.reset({ platform: 'h5', suspendAfter: 100 });
    const { heard } = await open(fake);
    fake.app.hide();
    await elapse(99);
    fake.app.show();
    await elapse(1_000);
    expect(isFrozen(heard)).toBe(false);
    fake.app.hide();
    await elapse(100);
    expect(isFrozen(heard)).toBe(true);
  });
});

describe.each(PLATFORMS)('kill on %s', (platform) => {
  const close = {
    weapp: ['close 1000 interrupted'],
    alipay: ['close undefined interrupted'],
    // Taro does not pass on what the browser says.
    h5: ['close 1006 abnormal closure'],
  }[platform];

  async function comeBack(kill?: 'interrupted' | 'global-only' | 'silent' | 'keep') {
    fake.reset({ platform, suspendAfter: 5_000, ...(kill && { kill }) });
    const { heard } = await open(fake);
    const global: unknown[] = [];
    if (platform !== 'h5') functionsOf(fake).onSocketClose?.((event: unknown) => global.push(event));
    fake.app.hide();
    await elapse(5_000);
    expect(heard).toEqual([]);
    fake.app.show();
    await elapse();
    return { heard, global, isOpen: fake.server.connection.isOpen };
  }

  it('interrupted: the task hears of it when JavaScript goes on', async () => {
    expect(await comeBack('interrupted')).toMatchObject({ heard: close, isOpen: false });
  });
  it('global-only: the global event tells it', async () => {
    const { heard, global, isOpen } = await comeBack('global-only');
    expect([heard, global.length, isOpen]).toEqual(
      {
        weapp: [[], 1, false],
        // The single socket of alipay has no other events.
        alipay: [close, 1, false],
        h5: [close, 0, false],
      }[platform],
    );
  });
  it('silent: nobody hears of it', async () => {
    expect(await comeBack('silent')).toEqual({ heard: [], global: [], isOpen: false });
  });
  it('keep: nothing becomes of it', async () => {
    expect(await comeBack('keep')).toEqual({ heard: [], global: [], isOpen: true });
  });
  it('by default', async () => {
    const { isOpen } = await comeBack();
    expect(isOpen).toBe(platform === 'h5');
  });
  it('meets a connection that is connecting too', async () => {
    fake.reset({ platform, suspendAfter: 5_000, kill: 'interrupted' });
    const { heard } = await connect(fake);
    fake.app.hide();
    await elapse(5_000);
    fake.app.show();
    await elapse();
    expect(heard).toEqual(['resolved', platform === 'h5' ? 'error error' : 'error interrupted']);
  });
});

describe('resume', () => {
  it.each([
    ['show-first', ['show', 'close 1000 interrupted', 'timer']],
    ['events-first', ['close 1000 interrupted', 'timer', 'show']],
  ] as const)('%s', async (resume, expected) => {
    fake.set({ resume });
    const { heard } = await open(fake);
    functionsOf(fake).onAppShow?.(() => heard.push('show'));
    setTimeout(() => heard.push('timer'), 7_000);
    fake.app.hide();
    await elapse(60_000);
    fake.app.show();
    expect(heard).toEqual(expected);
  });
});

describe('suspendedConnects', () => {
  it.each([
    [0, ['resolved']],
    [1, [`rejected ${FAILURE.suspended}`]],
  ])('%s', async (suspendedConnects, expected) => {
    fake.set({ suspendedConnects });
    expect((await connect(fake)).heard).toEqual(['resolved']);
    fake.app.hide();
    await elapse(5_000);
    fake.app.show();
    expect((await connect(fake)).heard).toEqual(expected);
    expect((await connect(fake)).heard).toEqual(['resolved']);
  });
  it('is not for a show that came in time', async () => {
    fake.set({ suspendedConnects: 1 });
    fake.app.hide();
    await elapse(1_000);
    fake.app.show();
    expect((await connect(fake)).heard).toEqual(['resolved']);
  });
});

describe('missing', () => {
  it('takes functions away, and gives them back', () => {
    const { taro } = fake;
    expect(typeof taro.onAppShow).toBe('function');
    fake.set({ missing: ['onAppShow', 'useDidShow'] });
    expect([taro.onAppShow, taro.useDidShow, typeof taro.onAppHide]).toEqual([undefined, undefined, 'function']);
    fake.set({ missing: [] });
    expect(typeof taro.onAppShow).toBe('function');
  });
});

describe('what the app hears', () => {
  it.each(PLATFORMS)('on %s is hide and show, once each', (platform) => {
    fake.reset({ platform });
    const heard: string[] = [];
    const { onAppShow, onAppHide, offAppShow, offAppHide } = functionsOf(fake);
    const show = () => heard.push('show');
    const hide = () => heard.push('hide');
    onAppShow?.(show);
    onAppHide?.(hide);
    fake.app.show();
    fake.app.hide();
    fake.app.hide();
    fake.app.show();
    fake.app.show();
    expect(heard).toEqual(['hide', 'show']);
    offAppShow?.(show);
    offAppHide?.(hide);
    fake.app.hide();
    fake.app.show();
    expect(heard).toEqual(['hide', 'show']);
  });
});

describe('refusesWhileHidden', () => {
  const word = { weapp: (api: string) => `${api}:fail interrupted`, alipay: () => 'interrupted' };

  /** Sends and closes, and gives what the platform answered to each. */
  async function answersOf(task: Task): Promise<string[]> {
    const answers: string[] = [];
    const note = (of: string) => ({
      success: () => answers.push(`${of} ok`),
      fail: ({ errMsg, errorMessage }: { errMsg?: string; errorMessage?: string }) =>
        answers.push(`${of} ${errMsg ?? errorMessage}`),
    });
    task.send({ data: 'bid', ...note('send') });
    task.close({ ...note('close') });
    await elapse();
    return answers;
  }

  /** On alipay Taro's forwarders would lead elsewhere, and drop what `close` is given. */
  async function openTask(platform: 'weapp' | 'alipay'): Promise<Task> {
    if (platform === 'weapp') return (await open(fake)).task;
    const { task } = connectNative(fake);
    fake.server.acceptAll();
    await elapse(50);
    return task;
  }

  it.each([
    ['weapp', true],
    ['alipay', false],
  ] as const)('on %s is %s', async (platform, refuses) => {
    fake.reset({ platform });
    const task = await openTask(platform);
    fake.app.hide();
    expect(await answersOf(task)).toEqual(
      refuses
        ? ['send sendSocketMessage:fail interrupted', 'close closeSocket:fail interrupted']
        : ['send ok', 'close ok'],
    );
    expect(fake.server.received).toEqual(refuses ? [] : ['bid']);
  });

  it.each(MINI)('on %s ends with the show', async (platform) => {
    fake.reset({ platform, refusesWhileHidden: true });
    const task = await openTask(platform);
    fake.app.hide();
    expect(await answersOf(task)).toEqual([
      `send ${word[platform]('sendSocketMessage')}`,
      `close ${word[platform]('closeSocket')}`,
    ]);
    fake.app.show();
    expect(await answersOf(task)).toEqual(['send ok', 'close ok']);
    expect([fake.server.received, fake.server.connection.closedByApp?.code]).toEqual([['bid'], 1000]);
  });

  it.each(MINI)(
    'on %s begins before the app hears that it is hidden, and is over when it hears of the show',
    async (platform) => {
      fake.reset({ platform, refusesWhileHidden: true });
      const task = await openTask(platform);
      const heard: string[] = [];
      const send = (at: string) =>
        task.send({ data: at, success: () => heard.push(`${at} ok`), fail: () => heard.push(`${at} refused`) });
      functionsOf(fake).onAppHide?.(() => send('hide'));
      functionsOf(fake).onAppShow?.(() => send('show'));
      fake.app.hide();
      fake.app.show();
      await elapse();
      expect(heard).toEqual(['hide refused', 'show ok']);
    },
  );

  it.each(MINI)('on %s refuses to connect, and the server hears of nothing', async (platform) => {
    fake.reset({ platform, refusesWhileHidden: true });
    fake.app.hide();
    const { heard } = await connect(fake);
    expect(heard).toEqual([`rejected ${platform === 'weapp' ? FAILURE.interrupted : 'interrupted'}`]);
    expect([fake.server.connections.length, fake.left()]).toEqual([0, []]);
    fake.app.show();
    expect((await connect(fake)).heard).toEqual(['resolved']);
  });

  it('on alipay leaves the one socket of the app as it is', async () => {
    fake.reset({ platform: 'alipay', multipleSupported: false, refusesWhileHidden: true });
    const { heard } = await open(fake);
    fake.app.hide();
    expect((await connect(fake)).heard).toEqual(['rejected interrupted']);
    const closing = functionsOf(fake).closeSocket?.() as Promise<unknown>;
    closing.catch(() => heard.push('close refused'));
    await elapse();
    expect([heard, fake.server.connection.isOpen]).toEqual([['close refused'], true]);
    fake.app.show();
    forgetSocket(fake);
  });

  it('does nothing on h5', async () => {
    fake.reset({ platform: 'h5', refusesWhileHidden: true });
    const { task } = await open(fake);
    fake.app.hide();
    await task.send({ data: 'bid' });
    await task.close();
    await elapse();
    expect([fake.server.received, fake.server.connection.isOpen]).toEqual([['bid'], false]);
  });

  it.each([
    ['an open connection', true],
    ['one that connects', false],
  ])('counts %s whose close was refused as left behind', async (_name, isOpen) => {
    const { task } = isOpen ? await open(fake) : await connect(fake);
    fake.app.hide();
    task.close({});
    await elapse();
    expect(fake.left()).toEqual([expect.stringContaining('a connection to wss://bid.example.com/ws')]);
    fake.app.show();
    task.close({});
    await elapse();
    expect(fake.left()).toEqual([]);
  });

  it('a connection whose close was refused keeps its slot', async () => {
    fake.reset({ slots: 1, overSlots: 'fail' });
    const { task } = await open(fake);
    fake.app.hide();
    task.close({});
    fake.app.show();
    expect((await connect(fake)).heard).toEqual([`rejected ${FAILURE.slots}`]);
    task.close({});
    await elapse();
    expect((await connect(fake)).heard).toEqual(['resolved']);
  });

  it('a refusal that is under way at the show comes after it', async () => {
    const { task } = await open(fake);
    const heard: string[] = [];
    functionsOf(fake).onAppShow?.(() => heard.push('show'));
    fake.app.hide();
    task.close({ fail: () => heard.push('refused') });
    fake.app.show();
    await elapse();
    expect([heard, fake.server.connection.isOpen]).toEqual([['show', 'refused'], true]);
  });
});
