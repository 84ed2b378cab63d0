import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Host, type LaunchOptions, launch } from '../host/host';
import { type ServerProcess, startServerProcess } from '../server/server-process';
import { FAST, FAST_SETTINGS } from './fast';

const LIST = 'pages/index/index';
const LOT = 'pages/lot/index';
const LOT_ID = 'guqin';

/** How long a token is good for, where it shall expire. */
const SESSION_SECONDS = 8;

/** What the pages show, and do by themselves, while their server cannot be reached and once it is back. */
export function tellOfOutages(platform: 'weapp' | 'alipay'): void {
  const dist = fileURLToPath(new URL(`../../dist/${platform}`, import.meta.url));
  let server: ServerProcess;
  let host: Host | null = null;

  async function open(page: string, options: Partial<LaunchOptions> = {}): Promise<Host> {
    host = await launch({ platform, dist, page, route: server.route, ...FAST, ...options });
    return host;
  }

  async function openLot({ route } = server): Promise<Host> {
    const page = await open(LOT, { query: { id: LOT_ID }, route });
    await page.until(canBid(page));
    return page;
  }

  beforeAll(async () => {
    server = await startServerProcess({ settings: FAST_SETTINGS });
  });
  afterEach(() => {
    host?.close();
    host = null;
  });
  afterAll(() => server.remove());

  it('loads the list by itself when the server comes up 10 s after the page', { timeout: 180_000 }, async () => {
    await server.kill();
    const page = await open(LIST);
    await page.until(() => textOf(page, 'notice').includes('加载失败'));
    await page.pass(10_000);
    expect(page.find('lot-row')).toEqual([]);
    await server.start();
    await page.until(isOpen(page), 90_000);
    await page.until(() => page.find('lot-row').length === 3);
    const other = await server.bidder('other');
    const amount = await other.bid(LOT_ID);
    await page.until(() => textOf(page, 'lot-row').replace(/,/g, '').includes(`¥${amount}`));
    other.close();
    await page.leave();
    await page.until(() => page.open.timers === 0);
  });

  it('loads the list by itself when only its request had failed', async () => {
    const page = await open(LIST, { route: (url) => server.route(url).replace(/:\d+(?=\/api\/lots)/, ':1') });
    await page.until(isOpen(page));
    await page.until(() => textOf(page, 'notice').includes('加载失败'));
    page.knobs.route = server.route;
    await page.until(() => page.find('lot-row').length === 3);
    expect(page.log.filter(({ name }) => name === 'connectSocket')).toHaveLength(1);
  });

  it('replaces a line that was cut in silence though no session can be had', async () => {
    const hole = await startHole();
    const page = await openLot();
    page.knobs.route = (url) => server.route(url).replace(/:\d+(?=\/api\/)/, `:${hole.port}`);
    const before = page.log.length;
    page.cutLine();
    await page.until(() => !isOpen(page)());
    await page.until(isOpen(page));
    await page.until(canBid(page));
    const calls = page.log.slice(before).map(({ name }) => name);
    expect(calls.filter((name) => name === 'connectSocket')).toHaveLength(1);
    expect(calls.filter((name) => name === 'request')).toEqual([]);
  });

  it('gets one new session, as the same bidder, for a token that has expired', async () => {
    const strict = await startServerProcess({ settings: { ...FAST_SETTINGS, SESSION_SECONDS: `${SESSION_SECONDS}` } });
    onTestFinished(() => strict.remove());
    const page = await openLot(strict);
    const bidder = page.text('bid-user');
    const [before, refused] = [page.log.length, (await strict.refusals()).length];
    await new Promise((resolve) => setTimeout(resolve, (SESSION_SECONDS + 1) * 1_000));
    page.network.offline();
    await page.until(() => !isOpen(page)());
    page.network.online();
    await page.until(() => page.log.slice(before).some(({ name }) => name === 'request'));
    await page.until(canBid(page));
    const sessions = page.log.slice(before).filter(({ name }) => name === 'request');
    expect(sessions.map(({ args }) => (args[0] as { url: string }).url)).toEqual([
      expect.stringContaining('/api/session'),
    ]);
    expect((await strict.refusals()).slice(refused)).toEqual(['expired token']);
    expect(page.text('bid-user')).toBe(bidder);
  });

  it('does not say that it leads, or what the minimum is, once the line is lost', async () => {
    const page = await openLot();
    await page.tap('bid-submit');
    await page.until(() => page.text('lot-leader') === '您目前领先');
    expect(page.find('board-leading')).toHaveLength(1);
    page.network.offline();
    await page.until(() => !isOpen(page)());
    await page.until(() => page.text('lot-leader') === '您目前领先（待确认）');
    expect(page.find('board-leading')).toEqual([]);
    expect(textOf(page, 'bid-hint')).toContain('（待确认）');
    page.network.online();
    await page.until(() => page.text('lot-leader') === '您目前领先');
  });

  it('goes by the present price in what it says of a bid that was too low', async () => {
    const page = await openLot();
    const other = await server.bidder('other');
    await other.bid(LOT_ID);
    await page.until(canBid(page));
    await page.input('bid-amount', '1');
    await page.until(canBid(page));
    await page.tap('bid-submit');
    await page.until(() => page.text('bid-result') === `出价过低，现在最低 ${minimumOf(page)}`);
    const before = minimumOf(page);
    await other.bid(LOT_ID);
    await page.until(() => minimumOf(page) !== before);
    expect(page.text('bid-result')).toBe(`出价过低，现在最低 ${minimumOf(page)}`);
    other.close();
  });

  it('counts down to the next attempt without a 0', async () => {
    const page = await openLot();
    page.network.offline();
    const seen = new Set<string>();
    // Looked at on each change of the page.
    await page.until(() => {
      seen.add(page.text('conn-status'));
      return page.log.filter(({ name }) => name === 'connectSocket').length >= 5;
    }, 40_000);
    expect([...seen].some((text) => /，\d+ 秒后重连/.test(text))).toBe(true);
    expect([...seen].filter((text) => text.includes('，0 秒'))).toEqual([]);
  });
}

const isOpen = (page: Host) => () => page.text('conn-status').startsWith('open');

const canBid = (page: Host) => () => !page.element('bid-submit').attribute('disabled');

function minimumOf(page: Host): string | undefined {
  return /¥[\d,]+/.exec(textOf(page, 'bid-hint'))?.[0];
}

function textOf(page: Host, className: string): string {
  return page
    .find(className)
    .map(({ text }) => text)
    .join();
}

/** A port that takes connections and says nothing, until the test has finished. */
async function startHole(): Promise<{ readonly port: number }> {
  const ends = new Set<Socket>();
  const server = createServer((socket) => void ends.add(socket.on('error', () => {}))).listen(0, '127.0.0.1');
  onTestFinished(() => {
    for (const end of ends) end.destroy();
    server.close();
  });
  await once(server, 'listening');
  return server.address() as AddressInfo;
}
