import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createAppVisibility } from './app-visibility';
import { createNetworkStatus } from './network-status';
import { commonQuirks } from './quirks/common';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

beforeEach(() => {
  expect(mock.listeners()).toBe(0);
});

describe('network status', () => {
  it.each([
    [{ isConnected: true, networkType: 'wifi' }, true],
    [{ isConnected: false, networkType: 'none' }, false],
    [{ isConnected: true, networkType: 'none' }, false],
    [{ networkAvailable: true, networkType: 'WIFI' }, true],
    [{ networkAvailable: false }, false],
    [{ networkType: 'NOTREACHABLE' }, false],
    [{ networkType: '4g' }, true],
    [{ isConnected: false }, false],
    [{ networkType: 'none at all' }, true],
    [{ networkType: 'seldom none' }, true],
    [undefined, true],
  ])('reads %j as online: %s', (report, online) => {
    const heard: boolean[] = [];
    const end = createNetworkStatus(commonQuirks).subscribe((value) => heard.push(value));
    mock.network.report(report);
    expect(heard).toEqual([online]);
    end();
  });

  it.each([
    [true, true],
    [false, false],
    [undefined, true],
  ])('is by the platform’s own word, %s, at the start: %s', (own, expected) => {
    expect(createNetworkStatus({ ...commonQuirks, isOnline: () => own }).current()).toBe(expected);
  });

  it('goes by the platform’s own word where that says offline, whatever kind of network Taro reports', () => {
    const heard: boolean[] = [];
    const end = createNetworkStatus({ ...commonQuirks, isOnline: () => false }).subscribe((value) => heard.push(value));
    mock.network.report({ isConnected: true, networkType: '4g' });
    expect(heard).toEqual([false]);
    end();
  });

  it('asks a platform that answers without a promise for nothing', () => {
    mock.taro.getNetworkType.mockReturnValueOnce({ networkType: 'none' } as never);
    const listener = vi.fn();
    createNetworkStatus(commonQuirks).subscribe(listener)();
    expect(listener).not.toHaveBeenCalled();
  });

  it('tells at the start that the platform is offline, and nothing when it is online', async () => {
    for (const [networkType, expected] of [
      ['none', [false]],
      ['wifi', []],
    ] as const) {
      mock.taro.getNetworkType.mockResolvedValueOnce({ networkType });
      const heard: boolean[] = [];
      const end = createNetworkStatus(commonQuirks).subscribe((value) => heard.push(value));
      await Promise.resolve();
      await Promise.resolve();
      expect(heard).toEqual(expected);
      end();
    }
  });

  it('tells nothing after its end, whatever answers late', async () => {
    mock.taro.getNetworkType.mockResolvedValueOnce({ networkType: 'none' });
    const listener = vi.fn();
    createNetworkStatus(commonQuirks).subscribe(listener)();
    await Promise.resolve();
    await Promise.resolve();
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('app visibility', () => {
  it.each([
    [false, [true]],
    [true, []],
  ])('takes the app for shown where its show cannot be heard: visible %s tells %j', (isVisible, told) => {
    mock.taro.onAppShow.mockImplementationOnce(() => {
      throw new Error('no app events');
    });
    const heard: boolean[] = [];
    const { subscribe } = createAppVisibility({ isVisible: () => isVisible });
    const end = subscribe((visible) => heard.push(visible));
    expect(heard).toEqual(told);
    end();
  });

  it('tells nothing after its end, even if Taro still calls', () => {
    const listener = vi.fn();
    const end = createAppVisibility(commonQuirks).subscribe(listener);
    const onShow = mock.taro.onAppShow.mock.lastCall?.[0];
    end();
    onShow?.();
    expect(listener).not.toHaveBeenCalled();
  });

  it('tells of a hide and of a show, and takes its listeners off at once between them', () => {
    const listener = vi.fn();
    const end = createAppVisibility(commonQuirks).subscribe(listener);
    mock.app.hide();
    mock.app.show();
    expect(listener.mock.calls).toEqual([[false], [true]]);
    end();
    expect(mock.listeners()).toBe(0);
  });

  it('takes its listeners off at once when nothing was ever told', () => {
    createAppVisibility(commonQuirks).subscribe(vi.fn())();
    expect(mock.listeners()).toBe(0);
  });

  it('leaves the list that Taro walks alone until it has been walked', async () => {
    const attached = vi.fn(() => mock.listeners());
    const end = createAppVisibility(commonQuirks).subscribe(() => {
      end();
      attached();
    });
    mock.app.hide();
    expect(attached).toHaveReturnedWith(2);
    await Promise.resolve();
    expect(mock.listeners()).toBe(0);
  });
});
