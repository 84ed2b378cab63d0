import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createVisits, PATIENT } from './visits';

const BID = '#bid-submit:not([aria-disabled])';
const PAGES = [
  ['the list', '/', '.lot-row'],
  ['a lot', '/#/pages/lot/index?id=guqin', BID],
  ['the line', '/#/pages/line/index', '.event-pong'],
  ['the lab', '/#/pages/lab/index', '.tape .tape-ping-answered'],
] as const;
const THEMES = ['light', 'dark'] as const;

/** What the tabulator meets on the page of a lot, by name, in order. */
const STOPS = [
  '正在拍卖',
  '线路状态',
  '中/EN切换到英文',
  '减一档',
  '我的出价',
  '加一档',
  '加价',
  '加价',
  '加价',
  '出价',
];

describe('the pages of the H5 build in Chromium, for those who do not see or point,', () => {
  const visits = createVisits({ LINE_LAB: '1' });

  it.each(PAGES)('have no serious fault, in both languages and themes: %s', async (_name, path, ready) => {
    const { page, proxy } = visits.now();
    await page.goto(`${proxy.url}${path}`);
    for (const language of ['EN', '中'] as const) {
      await page.getByText(language, { exact: true }).click(PATIENT);
      await page.locator(ready).first().waitFor(PATIENT);
      await expectNoFaults(page, language);
    }
  });

  it('have no serious fault when a bid was taken, when it was outbid, and when the line is lost', async () => {
    const { page, proxy, server } = await visits.open('guqin');
    await page.locator(BID).click(PATIENT);
    await page.locator('.bid-outcome-accepted').waitFor(PATIENT);
    await expectNoFaults(page, 'taken');
    const other = await server.bidder('other');
    await other.bid('guqin');
    other.close();
    await page.locator('.bid-outcome-outbid').waitFor(PATIENT);
    await expectNoFaults(page, 'outbid');
    await proxy.refuse();
    await visits.status('waiting');
    await expectNoFaults(page, 'lost');
  });

  it('take bids from the keyboard alone', async () => {
    const { page } = await visits.open('guqin');
    await page.locator(BID).waitFor(PATIENT);
    const least = Number(await page.locator('#bid-amount input').inputValue());
    const stops: string[] = [];
    while (stops.length < STOPS.length) {
      await page.keyboard.press('Tab');
      stops.push(await focusOf(page));
    }
    expect(stops).toEqual(STOPS);
    await page.keyboard.press('Enter');
    await visits.quotes(1);
    while ((await focusOf(page)) !== '我的出价') await page.keyboard.press('Shift+Tab');
    await page.locator(BID).waitFor(PATIENT);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(`${least + 5_000}`);
    await page.keyboard.press('Enter');
    await visits.quotes(2);
    expect(await visits.amounts()).toEqual([least + 5_000, least]);
  });
});

/** Looks at the page in both themes. */
async function expectNoFaults(page: Page, when: string): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect.soft(await faultsOf(page), `${when}, ${colorScheme}`).toEqual([]);
  }
}

/** What axe finds, serious or critical: rule, element, and what to do about it. */
async function faultsOf(page: Page): Promise<string[]> {
  // Halfway through a change, colours are none of the theme's.
  await page.waitForFunction(() => document.getAnimations().length === 0, undefined, PATIENT);
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  // A page that axe cannot read has no faults either.
  expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['aria-command-name', 'color-contrast']));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

/** The name, without figures, of what has the focus; it has to show that it has. */
async function focusOf(page: Page): Promise<string> {
  const { name, isSeen } = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement)) throw new Error('nothing has the focus');
    // The frame of the field shows it for the input inside.
    const frame = focused.closest('.bid-field');
    const style = getComputedStyle(frame ?? focused);
    const card = focused.closest('.card');
    return {
      name: focused.getAttribute('aria-label') ?? focused.innerText,
      isSeen: frame && card ? style.borderColor !== getComputedStyle(card).borderColor : style.outlineStyle === 'solid',
    };
  });
  expect(isSeen, `${name} shows that it has the focus`).toBe(true);
  return name.replace(/[^\p{Letter}/]/gu, '');
}
