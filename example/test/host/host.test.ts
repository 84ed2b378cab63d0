import { describe, expect, it } from 'vitest';
import { createDesks } from './desk';

const desks = createDesks();

describe.each(['weapp', 'alipay'] as const)('a program on %s', (platform) => {
  it('sees nothing of a browser or of Node', async () => {
    const { host, story, forget } = await desks.open(platform);
    forget();
    await host.tap('globals');
    expect(story()).toEqual(['has ', 'around globals']);
  });

  it('goes through the lifecycles of its first page', async () => {
    const { story, noted } = await desks.open(platform);
    await noted('ready');
    expect(story()).toEqual(['app launch', 'app show', 'load', 'show', 'ready']);
  });

  it('shows texts, classes and attributes as the templates name them', async () => {
    const { host } = await desks.open(platform);
    expect(host.text('state')).toBe('ready');
    expect(host.find('entry')[0]).toMatchObject({ tag: 'text', classes: ['entry', 'x'], text: 'app launch' });
    expect(host.element('sold').attribute('disabled')).toBe(true);
    expect(host.has('nothing')).toBe(false);
    expect(() => host.text('nothing')).toThrow(/no #nothing[\s\S]*text#state\n\s+"ready"/);
  });

  it('hears an input, and shows what the page makes of it', async () => {
    const { host } = await desks.open(platform);
    await host.input('amount', '120');
    expect(host.text('draft')).toBe('120');
    expect(host.element('amount').attribute('value')).toBe('120');
  });

  it('carries a tap outwards until an element catches it', async () => {
    const { host, story, forget } = await desks.open(platform);
    forget();
    await host.tap('hop');
    await host.tap('fenced');
    expect(story().filter((entry) => /^(around|fence)/.test(entry))).toEqual(['around hop', 'fenced', 'fence fenced']);
  });

  it('refuses a tap on what is disabled, and on what binds none', async () => {
    const { host } = await desks.open(platform);
    await expect(host.tap('sold')).rejects.toThrow('#sold is disabled');
    await expect(host.tap('amount')).rejects.toThrow('binds tap');
  });

  it('moves through pages as the platform does', async () => {
    const { host } = await desks.open(platform);
    await host.navigateTo('/pages/other/index?from=desk');
    await host.navigateBack();
    await host.redirectTo('/pages/other/index?from=redirect');
    await expect(host.navigateBack()).rejects.toThrow('first page');
    await expect(host.navigateTo('/pages/none/index')).rejects.toThrow('not found');
    await host.reLaunch('/pages/other/index?from=launch');
    expect(host.text('story')).toBe(
      'app launch, app show, load, show, ready, hide, other load desk, other show, other unload, show, unload, ' +
        'other load redirect, other show, other unload, other load launch',
    );
  });

  it('keeps a tab page, and unloads what is above it', async () => {
    const { host } = await desks.open(platform);
    await host.switchTab('/pages/tab/index');
    await host.navigateTo('/pages/other/index?from=tab');
    await host.switchTab('/pages/tab/index');
    await host.navigateTo('/pages/other/index?from=again');
    const story = host.text('story').split(', ');
    expect(story.filter((entry) => entry.startsWith('tab'))).toEqual([
      'tab load undefined',
      'tab show',
      'tab hide',
      'tab show',
      'tab hide',
    ]);
    expect(story).toContain('other unload');
    expect(story).toContain('unload');
  });

  it('requests over real HTTP, and fails while offline', async () => {
    const { host, story, noted, forget } = await desks.open(platform);
    forget();
    await host.input('amount', desks.server().httpUrl);
    await host.tap('request');
    await noted('answer 200 {"method":"POST","body":"{\\"lot\\":1}"}'.replace('"{\\"lot\\":1}"', '{"lot":1}'));
    host.network.offline();
    await host.tap('request');
    await noted('no answer request:fail -105');
    expect(story().filter((entry) => entry.startsWith('answer'))).toHaveLength(1);
  });

  it.each([
    ['microtask', ['promise', 'around hop', 'task']],
    ['macrotask', ['around hop', 'task', 'promise']],
  ] as const)('runs a promise callback as a %s', async (promises, order) => {
    const { host, story, forget, noted } = await desks.open(platform, { promises });
    forget();
    await host.tap('hop');
    await noted('task');
    await noted('promise');
    expect([...story()].sort()).toEqual([...order].sort());
    expect(story().indexOf('promise') < story().indexOf('task')).toBe(promises === 'microtask');
  });

  it('counts the app-global listeners by name, and what is left out is not there', async () => {
    const { host, noted } = await desks.open(platform);
    await host.tap('watch');
    expect(host.open.listeners).toEqual({ onNetworkStatusChange: 1, onAppShow: 1, onAppHide: 1 });
    await host.tap('unwatch');
    expect(host.open.listeners).toEqual({});
    await host.tap('abilities');
    const socketOff = platform === 'alipay' ? ' offSocketOpen' : '';
    await noted(`can onNetworkStatusChange onAppShow getNetworkType${socketOff}`);
    const without = await desks.open(platform, {
      networkEvents: false,
      appEvents: false,
      networkQuestion: 'absent',
      socketOff: false,
    });
    await without.host.tap('abilities');
    await without.noted('can');
    expect(without.story()).toContain('can');
  });

  it('logs the native calls in order', async () => {
    const { host } = await desks.open(platform);
    await host.tap('connect');
    await host.tap('watch');
    expect(host.log.map((call) => call.name)).toEqual([
      'connectSocket',
      'onNetworkStatusChange',
      'onAppShow',
      'onAppHide',
    ]);
  });

  it('keeps what the page throws for the end', async () => {
    const { host } = await desks.open(platform);
    await host.tap('throw');
    expect(() => host.close()).toThrow(/the program threw[\s\S]*thrown by the page/);
    expect(host.errors.splice(0)).toMatchObject([{ message: 'thrown by the page' }]);
  });

  it('says what the page looks like when it waits in vain', async () => {
    const { host } = await desks.open(platform);
    const wait = host.until(() => host.text('state') === 'sold', 1);
    await expect(wait).rejects.toThrow(
      /waited 1 ms for[\s\S]*page pages\/desk\/index\nview\n {2}text#state\n {4}"ready"/,
    );
  });
});
