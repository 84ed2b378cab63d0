import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startTcpProxy, type TcpProxy } from '@heartbeat-socket/tcp-proxy';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type ServerProcess, startServerProcess } from '../server/server-process';
import { launchChromium } from './browser';

/** For machines that are busy with other things. */
export const PATIENT = { timeout: 60_000 };

/** A browser at the app, with a server of its own behind a line that can be cut. */
interface Visit {
  readonly server: ServerProcess;
  readonly proxy: TcpProxy;
  readonly context: BrowserContext;
  readonly page: Page;
}

/** Visits of one test after another, and what their page comes to. */
export interface Visits {
  /** What the present test has, before it goes anywhere. */
  now(): Visit;
  /** Goes to a lot, and waits until it is live. */
  open(lot: string): Promise<Visit>;
  status(word: string): Promise<void>;
  price(amount: number): Promise<void>;
  quotes(count: number): Promise<void>;
  /** The amounts in the list of quotes, from the top. */
  amounts(): Promise<number[]>;
}

/**
 * Gives each test a server, a proxy and a page, and fails those whose page throws.
 *
 * @param settings - environment variables that the server reads.
 */
export function createVisits(settings: Readonly<Record<string, string>> = {}): Visits {
  let browser: Browser;
  let visit: Visit;
  const faults: string[] = [];

  beforeAll(async () => {
    const index = fileURLToPath(new URL('../../dist/h5/index.html', import.meta.url));
    if (!existsSync(index)) throw new Error('the H5 page is not built: npm run build:h5');
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    const server = await startServerProcess({ settings });
    const proxy = await startTcpProxy(server.port);
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    faults.length = 0;
    page.on('pageerror', (error) => faults.push(error.message));
    visit = { server, proxy, context, page };
  });
  afterEach(async () => {
    await visit.context.close();
    await visit.proxy.close();
    await visit.server.remove();
    expect(faults).toEqual([]);
  });

  const status = (word: string) =>
    visit.page.locator('#conn-status', { hasText: new RegExp(`^${word}`) }).waitFor(PATIENT);

  return {
    now: () => visit,
    async open(lot) {
      await visit.page.goto(`${visit.proxy.url}/#/pages/lot/index?id=${lot}`);
      await status('open');
      await visit.page.locator('#lot-price').waitFor(PATIENT);
      return visit;
    },
    status,
    price: (amount) =>
      expect
        .poll(async () => (await visit.page.locator('#lot-price').innerText()).replace(/\D/g, ''), PATIENT)
        .toBe(`${amount}`),
    quotes: (count) => expect.poll(() => visit.page.locator('.quote-row').count(), PATIENT).toBe(count),
    async amounts() {
      const texts = await visit.page.locator('.quote-row .quote-amount').allInnerTexts();
      return texts.map((text) => Number(text.replace(/\D/g, '')));
    },
  };
}
