import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Host, type LaunchOptions, launch } from '../host/host';
import type { Bidder } from '../server/bidder';
import { type ServerProcess, startServerProcess } from '../server/server-process';
import { FAST, FAST_SETTINGS } from './fast';

const LIST = 'pages/index/index';
const LOT = 'pages/lot/index';
const TIMES = 10;

/** What a lost line, and a change of page, must not cost, on one platform's compiled bundle and a real server. */
export function tellOfRecovery(platform: 'weapp' | 'alipay'): void {
  const dist = fileURLToPath(new URL(`../../dist/${platform}`, import.meta.url));
  let server: ServerProcess;
  let other: Bidder;
  let host: Host | null = null;

  async function open(page: string, options: Partial<LaunchOptions> = {}): Promise<Host> {
    host = await launch({ platform, dist, page, route: server.route, ...FAST, ...options });
    return host;
  }

  async function openLot(id: string): Promise<Host> {
    const page = await open(LOT, { query: { id } });
    await page.until(isOpen(page));
    await page.until(canBid(page));
    return page;
  }

  beforeAll(async () => {
    server = await startServerProcess({ settings: FAST_SETTINGS });
    other = await server.bidder('other');
  });
  afterEach(() => {
    host?.close();
    host = null;
  });
  afterAll(async () => {
    other.close();
    await server.remove();
  });

  it('makes one bid of one whose answer was lost with the line', async () => {
    const page = await openLot('ru-vase');
    page.knobs.hold = () => true;
    const amount = Number(page.element('bid-amount').attribute('value'));
    await page.tap('bid-submit');
    await other.sees('ru-vase', amount);
    page.network.offline();
    await page.until(() => page.text('bid-result').includes('待确认'));
    expect(canBid(page)()).toBe(false);
    page.knobs.hold = () => false;
    page.network.online();
    await page.until(() => page.text('bid-result').startsWith('出价成功'));
    await page.until(() => page.find('quote-row').length > 0);
    const [first, again, ...more] = sentOf(page, 'bid');
    expect([again, more]).toEqual([first, []]);
    expect(await other.quotes('ru-vase')).toEqual([amount]);
    expect(amountsOf(page)).toEqual([amount]);
    await page.until(canBid(page));
    const higher = await other.bid('ru-vase');
    await page.until(() => page.text('bid-result').includes('已被超过'));
    expect(amountsOf(page)).toEqual([higher, amount]);
  });

  it('shows quotes that come while it fetches what it missed once each, in order', async () => {
    const page = await openLot('puer-cake');
    const seen = await other.bid('puer-cake');
    await page.until(() => amountsOf(page).length === 1);
    page.network.offline();
    await page.until(() => !isOpen(page)());
    const missed = await other.bid('puer-cake');
    const fetched = holdSnapshots(page);
    page.network.online();
    await fetched.asked;
    const meanwhile = [await other.bid('puer-cake'), await other.bid('puer-cake')];
    await fetched.overtaken(2);
    expect(amountsOf(page)).toEqual([seen]);
    expect(canBid(page)()).toBe(false);
    await page.letGo();
    await page.until(() => amountsOf(page).length >= 4);
    const last = await other.bid('puer-cake');
    await page.until(() => amountsOf(page)[0] === last);
    expect(amountsOf(page)).toEqual([last, ...meanwhile.reverse(), missed, seen]);
    expect(sentOf(page, 'watch')[1]).toMatchObject({ since: { seq: 1 } });
  });

  it(`keeps its one connection when its pages change ${TIMES} times there and back`, async () => {
    const before = await server.connections();
    const page = await open(LIST);
    const listed = () => page.until(() => page.find('lot-row').length === 3);
    const lot = `/${LOT}?id=guqin`;
    await listed();
    for (let round = 0; round < TIMES; round += 1) {
      await page.navigateTo(lot);
      await page.until(isOpen(page));
      await page.navigateBack();
      await listed();
    }
    for (let round = 0; round < TIMES; round += 1) {
      await page.redirectTo(lot);
      await page.until(isOpen(page));
      await page.redirectTo(`/${LIST}`);
      await listed();
    }
    for (const url of [lot, lot]) {
      await page.redirectTo(url);
      await page.until(isOpen(page));
    }
    const amount = await other.bid('guqin');
    await page.until(() => amountsOf(page).length > 0);
    expect(amountsOf(page)).toEqual([amount]);
    expect(await server.connections()).toBe(before + 1);
    await page.leave();
    await page.until(() => page.open.sockets === 0);
    expect(page.open).toEqual({ sockets: 0, timers: 0, listeners: {} });
  });
}

const isOpen = (page: Host) => () => page.text('conn-status').startsWith('open') && page.has('lot-price');

const canBid = (page: Host) => () => !page.element('bid-submit').attribute('disabled');

/** The amounts in the list of quotes, from the top. */
function amountsOf(page: Host): number[] {
  return page.find('quote-row').map(({ text }) => Number(text.match(/¥([\d,]+)/)?.[1]?.replace(/,/g, '')));
}

/** The messages of a type that the page has sent. */
function sentOf(page: Host, type: string): unknown[] {
  const frames = page.log
    .filter(({ name }) => name === 'SocketTask.send')
    .map(({ args }) => args[0] as { data: string });
  return frames.map(({ data }) => JSON.parse(data)).filter((message) => message.type === type);
}

/** Keeps snapshots under way, and tells when one is, and how many quotes have overtaken it. */
function holdSnapshots(page: Host): { asked: Promise<void>; overtaken(count: number): Promise<void> } {
  let quotes = 0;
  let look = () => {};
  const asked = new Promise<void>((resolve) => {
    page.knobs.hold = (frame) => {
      if (frame.includes('"type":"quote"')) quotes += 1;
      look();
      const isSnapshot = frame.includes('"type":"snapshot"');
      if (isSnapshot) resolve();
      return isSnapshot;
    };
  });
  return {
    asked,
    overtaken: (count) =>
      new Promise((resolve) => {
        look = () => {
          if (quotes >= count) resolve();
        };
        look();
      }),
  };
}
