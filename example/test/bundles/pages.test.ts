import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Host, launch } from '../host/host';
import { type ServerProcess, startServerProcess } from '../server/server-process';
import { FAST, FAST_SETTINGS } from './fast';

const LIST = 'pages/index/index';

describe.each(['weapp', 'alipay'] as const)('the pages of the compiled %s bundle', (platform) => {
  const dist = fileURLToPath(new URL(`../../dist/${platform}`, import.meta.url));
  let server: ServerProcess;
  let host: Host | null = null;

  async function open(
    page: string,
    knobs: { query?: Record<string, string>; offline?: boolean; speed?: number } = {},
  ): Promise<Host> {
    host = await launch({ platform, dist, page, route: server.route, ...FAST, ...knobs });
    return host;
  }

  beforeAll(async () => {
    server = await startServerProcess({ settings: FAST_SETTINGS });
  });
  afterEach(() => {
    host?.close();
    host = null;
  });
  afterAll(() => server.remove());

  it('say that the list cannot be loaded, and load it anew on a tap', async () => {
    const page = await open(LIST, { offline: true, speed: 1 });
    const asked = () => page.log.filter(({ args }) => JSON.stringify(args).includes('/api/lots')).length;
    await page.until(() => textOf(page, 'notice').includes('加载失败'));
    const before = asked();
    await page.tap(onlyOf(page, 'action-chip').id);
    // At once: by itself it fetches anew no sooner than after two seconds.
    await setTimeout(100);
    expect(asked()).toBeGreaterThan(before);
    page.network.online();
    await page.until(() => page.find('lot-row').length === 3);
    expect(page.find('notice')).toEqual([]);
  });

  it('say that there is no such lot, and lead to those that there are', async () => {
    const page = await open('pages/lot/index', { query: { id: 'none' } });
    await page.until(() => textOf(page, 'notice').includes('找不到这件拍品'));
    await page.tap(onlyOf(page, 'action-chip').id);
    await page.until(() => page.find('lot-row').length === 3);
  });

  it('speak English on a switch, and name the page on top in its bar', async () => {
    const page = await open(LIST);
    await page.until(() => page.find('lot-row').length === 3);
    await page.navigateTo('/pages/lot/index?id=guqin');
    await page.until(() => titlesOf(page).at(-1) === '仲尼式老杉木古琴');
    const before = titlesOf(page).length;
    await page.tap(page.find('action-quiet').find(({ text }) => text.includes('EN'))?.id ?? '');
    await page.until(() => textOf(page, 'board-title') === 'Zhongni-Style Guqin in Aged Fir');
    await page.until(() => titlesOf(page).length > before);
    expect(titlesOf(page).slice(before)).toEqual(['Zhongni-Style Guqin in Aged Fir']);
    await page.navigateBack();
    await page.until(() => textOf(page, 'lots-title') === 'Live now');
    await page.until(() => titlesOf(page).at(-1) === 'Live Auction');
  });

  it('go on hearing of a lot in the list when its own page has been left', async () => {
    const page = await open(LIST);
    const row = () => page.find('lot-row')[2]?.text.replace(/,/g, '') ?? '';
    const other = await server.bidder('other');
    for (let visits = 0; visits < 2; visits += 1) {
      await page.until(() => page.find('lot-row').length === 3);
      await page.navigateTo('/pages/lot/index?id=guqin');
      await page.until(() => page.has('lot-price'));
      await page.navigateBack();
      const amount = await other.bid('guqin');
      await page.until(() => row().includes(`¥${amount}`));
    }
    other.close();
  });

  it('show what the line goes through, as it comes', async () => {
    const page = await open('pages/line/index');
    await page.until(() => page.find('event-pong').length === 1);
    expect(page.find('loss-row')).toEqual([]);
    page.network.offline();
    await page.until(() => page.find('loss-row').length > 0);
    expect(page.find('chart-bar').length).toBe(page.find('loss-row').length);
    page.network.online();
    await page.until(() => page.find('loss-row').every(({ text }) => text.includes('秒后恢复')));
  });
});

function onlyOf(page: Host, className: string) {
  const [found, ...more] = page.find(className);
  if (found === undefined || more.length > 0) throw new Error(`there is not one .${className}\n${page.describe()}`);
  return found;
}

function textOf(page: Host, className: string): string {
  return page
    .find(className)
    .map(({ text }) => text)
    .join();
}

/** The titles that the bar of the platform was given, in order. */
function titlesOf(page: Host): Array<string | undefined> {
  const calls = page.log.filter(({ name }) => name === 'setNavigationBarTitle' || name === 'setNavigationBar');
  return calls.map(({ args }) => (args[0] as { title?: string }).title);
}
