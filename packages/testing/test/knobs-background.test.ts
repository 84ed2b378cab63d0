import { describe, expect, it } from 'vitest';
import { FAILURE } from '../src';
import { connect, elapse, functionsOf, open, PLATFORMS, setUpFake } from './stage';

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
