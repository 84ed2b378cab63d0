import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createVisits, PATIENT } from './visits';

const LOT = '/#/pages/lot/index?id=guqin';
const PAGES = [
  ['the list', '/', '.lot-row'],
  ['a lot', LOT, '#bid-submit:not([aria-disabled])'],
  ['the line', '/#/pages/line/index', '.event-pong'],
  ['the lab', '/#/pages/lab/index', '.tape .tape-ping-answered'],
] as const;
const SIZES = [
  { width: 320, height: 568 },
  { width: 1_280, height: 800 },
] as const;

/** The least that a finger hits, in pixels. */
const TOUCH = 44;

describe('the pages of the H5 build in Chromium', () => {
  const visits = createVisits({ LINE_LAB: '1' });

  it.each(PAGES)('fit a small phone and a desktop, in both languages: %s', async (_name, path, ready) => {
    const { page, proxy } = visits.now();
    await page.goto(`${proxy.url}${path}`);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const switchesTo of ['EN', '中'] as const) {
        await page.getByText(switchesTo, { exact: true }).click(PATIENT);
        await page.locator(ready).first().waitFor(PATIENT);
        expect(await overflowOf(page)).toBe(0);
        expect(await smallTargetsOf(page)).toEqual([]);
      }
    }
  });

  it('have the way to bid in sight, on a small phone too, wherever it is scrolled to', async () => {
    const { page, proxy, server } = visits.now();
    await page.setViewportSize(SIZES[0]);
    const other = await server.bidder('other');
    for (let bids = 0; bids < 8; bids += 1) await other.bid('guqin');
    await page.goto(`${proxy.url}${LOT}`);
    const isInSight = () =>
      page.locator('#bid-submit').evaluate((button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
      });
    await page.locator('.quote-row').nth(7).waitFor(PATIENT);
    expect(await isInSight()).toBe(true);
    await page.locator('.quote-row').last().scrollIntoViewIfNeeded();
    expect(await isInSight()).toBe(true);
    other.close();
  });

  it('name themselves in the language of now, also on the way back', async () => {
    const { page, proxy } = visits.now();
    const isNamed = (title: string) => expect.poll(() => page.title(), PATIENT).toBe(title);
    await page.goto(`${proxy.url}/`);
    await isNamed('实时竞价');
    await page.locator('.lot-row').last().click(PATIENT);
    await isNamed('仲尼式老杉木古琴');
    await page.locator(':text-is("EN"):visible').click(PATIENT);
    await isNamed('Zhongni-Style Guqin in Aged Fir');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.goBack();
    await page.getByText('Choose a lot to follow it and bid').waitFor(PATIENT);
    await isNamed('Live Auction');
    await page.reload();
    await isNamed('Live Auction');
  });
});

/** By how many pixels the page is wider than its window. */
async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const widths = [...document.querySelectorAll('.taro_page, .page, .page-column *')].map(
      (element) => element.getBoundingClientRect().right,
    );
    return Math.max(0, Math.max(...widths) - window.innerWidth);
  });
}

/** What can be pressed, and is too small for it. */
async function smallTargetsOf(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const targets = [...document.querySelectorAll('[role=button], [role=link], input')];
    const small = targets.filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return element.checkVisibility() && (width < least || height < least);
    });
    return small.map((element) => element.outerHTML);
  }, TOUCH);
}
