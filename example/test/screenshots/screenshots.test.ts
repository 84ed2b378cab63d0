/**
 * Takes the pictures of the docs, of the H5 build as it is: `npm run screenshots`. Each visitor walks through the app
 * while bots bid, so that prices, curves and quotes are real.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../e2e/browser';
import { type ServerProcess, startServerProcess } from '../server/server-process';

const FOLDER = fileURLToPath(new URL('../../../docs/images', import.meta.url));
const PATIENT = { timeout: 300_000 };

/** So many bids make a curve worth looking at, and so many pongs. */
const QUOTES = 10;
const PONGS = 5;

const DEVICES = {
  phone: { viewport: { width: 375, height: 812 }, deviceScaleFactor: 1.5 },
  desktop: { viewport: { width: 1_152, height: 720 }, deviceScaleFactor: 1 },
};

const EVERY_PAGE = ['lots', 'lot', 'line'] as const;
/** What the README shows, in each of its languages. */
const SHOWN = ['lot', 'waiting'] as const;

interface Visitor {
  readonly device: keyof typeof DEVICES;
  readonly scheme: 'light' | 'dark';
  readonly language: 'zh' | 'en';
  /** What to take a picture of. */
  readonly pictures: ReadonlyArray<'lots' | 'lot' | 'waiting' | 'line'>;
}

const VISITORS: readonly Visitor[] = [
  { device: 'phone', scheme: 'light', language: 'zh', pictures: [...EVERY_PAGE, 'waiting'] },
  { device: 'phone', scheme: 'light', language: 'en', pictures: SHOWN },
  { device: 'phone', scheme: 'dark', language: 'en', pictures: EVERY_PAGE },
  { device: 'desktop', scheme: 'light', language: 'en', pictures: EVERY_PAGE },
  { device: 'desktop', scheme: 'dark', language: 'zh', pictures: EVERY_PAGE },
];

async function take(page: Page, what: string, { device, scheme, language }: Visitor): Promise<void> {
  const path = join(FOLDER, `${what}-${device}-${scheme}-${language}.png`);
  await page.mouse.move(0, 0);
  // A click may have scrolled its way to the button.
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    for (const each of document.querySelectorAll('.taro_page')) each.scrollTo(0, 0);
  });
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}

/** Walks through the app, and takes the pictures on the way. */
async function walk(page: Page, context: BrowserContext, visitor: Visitor): Promise<void> {
  const { pictures } = visitor;
  const shown = (selector: string) => page.locator(`${selector}:visible`);
  const takeOne = async (what: Visitor['pictures'][number]) => {
    if (pictures.includes(what)) await take(page, what, visitor);
  };

  await shown('.lot-row').first().click(PATIENT);
  await shown('.quote-row')
    .nth(QUOTES - 1)
    .waitFor(PATIENT);
  // A bot may be quicker.
  const accepted = shown('#bid-result').filter({ hasText: /成功|accepted/ });
  do {
    await shown('#bid-submit:not([aria-disabled])').click(PATIENT);
    await shown('#bid-result').filter({ hasText: /¥/ }).waitFor(PATIENT);
  } while ((await accepted.count()) === 0);
  await takeOne('lot');

  await context.setOffline(true);
  await shown('#conn-status')
    .filter({ hasText: /^waiting/ })
    .waitFor(PATIENT);
  await takeOne('waiting');
  await context.setOffline(false);
  await shown('#conn-status').filter({ hasText: /^open/ }).waitFor(PATIENT);

  await shown('#line-link').click();
  await shown('.event-pong')
    .nth(PONGS - 1)
    .waitFor(PATIENT);
  await takeOne('line');

  await page.goBack();
  await page.goBack();
  await shown('.lot-row').first().waitFor(PATIENT);
  await takeOne('lots');
}

/** Breaks the line in the lab in several ways, so that the picture has something to show, and takes it. */
async function breakLines(page: Page, _context: BrowserContext, visitor: Visitor): Promise<void> {
  const press = (id: string) => page.locator(`#${id}:not([aria-disabled])`).click(PATIENT);
  /** By the list, for a line may be back before anybody looks at the button again. */
  const lose = async (id: string) => {
    const losses = page.locator('.event-close');
    const before = await losses.count();
    await press(id);
    await losses.nth(before).waitFor(PATIENT);
  };
  const isBack = () => page.locator('#lab-cut:not([aria-disabled])').waitFor(PATIENT);
  /** By the place of the newest on the tape, for marks leave it: their number need not grow. */
  const newestPong = () =>
    page
      .locator('.tape .tape-ping-answered')
      .last()
      .evaluate((mark: HTMLElement) => Number.parseFloat(mark.style.left));
  const pongs = async (count: number) => {
    for (let seen = 0; seen < count; seen += 1) {
      await expect.poll(newestPong, PATIENT).toBeGreaterThan(await newestPong());
    }
  };

  await isBack();
  await pongs(2);
  await lose('lab-cut');
  await isBack();
  await pongs(2);
  await lose('lab-away');
  await press('lab-send');
  await isBack();
  await press('lab-slow');
  await pongs(2);
  await lose('lab-close-1011');
  await isBack();
  await pongs(2);
  await take(page, 'lab', visitor);
}

async function visit(
  browser: Browser,
  url: string,
  visitor: Visitor,
  act: (page: Page, context: BrowserContext, visitor: Visitor) => Promise<void>,
): Promise<void> {
  const { device, scheme, language } = visitor;
  const context = await browser.newContext({ ...DEVICES[device], colorScheme: scheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  // As Taro keeps it on H5.
  await page.addInitScript((data) => localStorage.setItem('language', JSON.stringify({ data })), language);
  await page.goto(url);
  await act(page, context, visitor);
  await context.close();
}

describe('the pictures of the docs', () => {
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    server = await startServerProcess({ settings: { DEMO_BOTS: '1', LINE_LAB: '1' } });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.remove();
  });

  // One after the other: each of them is to lead.
  it.each(VISITORS)('of a $device, $scheme, in $language', (visitor) =>
    visit(browser, `http://127.0.0.1:${server.port}/`, visitor, walk),
  );

  it.each(VISITORS)('of the lab, of a $device, $scheme, in $language', (visitor) =>
    visit(browser, `http://127.0.0.1:${server.port}/#/pages/lab/index`, visitor, breakLines),
  );
});
