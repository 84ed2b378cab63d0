import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Chromium, startChromium } from './chromium';
import type { Diary, Line } from './lines';
import { type Site, startSite } from './site';

/** For machines that are busy with other things. */
export const PATIENT = { timeout: 60_000, interval: 200 };

/** A tab at the page, with its lines open. */
export interface Tab {
  readonly page: Page;
  readonly devTools: CDPSession;
  /** What the page has noted so far. */
  diary(): Promise<Diary>;
  /** What happened on that line, or to the page, at the page's end. */
  happenings(line: string): Promise<string[]>;
  /** Waits until all its lines are open, with one connection each at the server's end. */
  isLive(): Promise<void>;
  /** Waits until each of its lines has heard these messages, and no others, since the page was loaded. */
  hasHeard(...expected: readonly string[]): Promise<void>;
}

/** The browser and the site of a test file. */
export interface Tabs {
  readonly chrome: () => Chromium;
  readonly site: () => Site;
  open(lines: readonly Line[]): Promise<Tab>;
}

/**
 * Starts a browser and a site for a test file, and fails the tests whose page throws.
 *
 * @param flags - further flags of Chromium's command line.
 */
export function createTabs(flags: readonly string[] = []): Tabs {
  let chrome: Chromium;
  let site: Site;
  const faults: string[] = [];

  beforeAll(async () => {
    site = await startSite();
    chrome = await startChromium(flags);
  });
  afterAll(async () => {
    await chrome?.stop();
    await site?.stop();
  });
  afterEach(() => expect(faults.splice(0)).toEqual([]));

  return {
    chrome: () => chrome,
    site: () => site,
    async open(lines) {
      const page = await chrome.context.newPage();
      page.on('pageerror', (error) => faults.push(error.message));
      const devTools = await chrome.context.newCDPSession(page);
      await page.goto(site.pageWith(lines));
      const diary = () => page.evaluate(() => window.diary);
      const tab: Tab = {
        page,
        devTools,
        diary,
        async happenings(line) {
          const { happenings } = await diary();
          return happenings.filter((each) => each.line === line).map(({ what }) => what);
        },
        async isLive() {
          const state = async () => {
            const { status } = await diary();
            return lines.map(({ name }) => [name, status[name], site.open(name)]);
          };
          await expect.poll(state, PATIENT).toEqual(lines.map(({ name }) => [name, 'open', 1]));
        },
        async hasHeard(...expected) {
          for (const { name } of lines) {
            await expect.poll(async () => (await diary()).heard[name], PATIENT).toEqual(expected);
          }
        },
      };
      await tab.isLive();
      return tab;
    },
  };
}
