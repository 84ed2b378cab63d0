import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { takePicture } from './browser';
import { createVisits, PATIENT } from './visits';

const LOT = 'ru-vase';
const TIMES = 10;

describe('the H5 build in Chromium, after a lost line or a change of page,', () => {
  const visits = createVisits();
  const { status, quotes, amounts } = visits;

  it('makes one bid of one whose answer was lost with the line', async () => {
    const { context, page, proxy, server } = await visits.open(LOT);
    const other = await server.bidder('other');
    const amount = Number(await page.locator('#bid-amount input').inputValue());
    proxy.deafen();
    await page.locator('#bid-submit').click();
    await other.sees(LOT, amount);
    await context.setOffline(true);
    await page.locator('#bid-result', { hasText: '待确认' }).waitFor(PATIENT);
    await takePicture(page, 'h5-checking');
    await context.setOffline(false);
    await page.locator('#bid-result', { hasText: /^出价成功/ }).waitFor(PATIENT);
    await quotes(1);
    expect(await other.quotes(LOT)).toEqual([amount]);
    const higher = await other.bid(LOT);
    await page.locator('#bid-result', { hasText: '已被超过' }).waitFor(PATIENT);
    expect(await amounts()).toEqual([higher, amount]);
    await takePicture(page, 'h5-outbid');
    await page.getByText('EN', { exact: true }).click();
    await page.locator('#bid-result', { hasText: /was outbid/ }).waitFor(PATIENT);
    await takePicture(page, 'h5-outbid-en');
    other.close();
  });

  it('shows quotes that come while it fetches what it missed once each, in order', async () => {
    const line = await holdableLine(visits.now().page);
    const { page, proxy, server } = await visits.open(LOT);
    const other = await server.bidder('other');
    const seen = await other.bid(LOT);
    await quotes(1);
    line.holdsSnapshots = true;
    await proxy.refuse();
    await status('waiting');
    const missed = await other.bid(LOT);
    await proxy.mend();
    await expect.poll(() => line.held.length, PATIENT).toBe(1);
    line.quotes = 0;
    const meanwhile = [await other.bid(LOT), await other.bid(LOT)];
    await expect.poll(() => line.quotes, PATIENT).toBe(2);
    expect(await amounts()).toEqual([seen]);
    expect(await page.locator('#bid-submit').getAttribute('aria-disabled')).toBe('true');
    for (const letGo of line.held.splice(0)) letGo();
    await quotes(4);
    const last = await other.bid(LOT);
    await quotes(5);
    expect(await amounts()).toEqual([last, ...meanwhile.reverse(), missed, seen]);
    other.close();
  });

  it(`keeps its one connection when its pages change ${TIMES} times there and back`, async () => {
    const { page, proxy, server } = visits.now();
    await page.goto(`${proxy.url}/`);
    const row = page.locator('.lot-row:visible').first();
    for (let round = 0; round < TIMES; round += 1) {
      await row.click(PATIENT);
      await status('open');
      await page.locator('#lot-price').waitFor(PATIENT);
      await page.goBack();
      await row.waitFor(PATIENT);
    }
    await takePicture(page, 'h5-list');
    // What Taro's router does to it when the way back was quicker than the slide.
    await page
      .locator('.taro_page')
      .last()
      .evaluate((list) => list.classList.add('taro_page_shade'));
    expect(await row.isVisible()).toBe(true);
    // The way out of a lot that there is not is a redirectTo.
    for (let round = 0; round < TIMES; round += 1) {
      await page.evaluate((hash) => window.location.assign(hash), `#/pages/lot/index?id=none-${round}`);
      await page.getByText('查看全部拍品').locator('visible=true').click(PATIENT);
      await row.waitFor(PATIENT);
    }
    expect(await server.connections()).toBe(1);
  });
});

interface HoldableLine {
  holdsSnapshots: boolean;
  /** Delivers a snapshot that is held. */
  readonly held: Array<() => void>;
  /** How many quotes have passed. */
  quotes: number;
}

/** Stands between the page and its server, and lets frames overtake snapshots. */
async function holdableLine(page: Page): Promise<HoldableLine> {
  const line: HoldableLine = { holdsSnapshots: false, held: [], quotes: 0 };
  await page.routeWebSocket(/\/ws\?/, (near) => {
    near.connectToServer().onMessage((frame) => {
      const text = String(frame);
      if (text.includes('"type":"quote"')) line.quotes += 1;
      if (line.holdsSnapshots && text.includes('"type":"snapshot"')) line.held.push(() => near.send(frame));
      else near.send(frame);
    });
  });
  return line;
}
