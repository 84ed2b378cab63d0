import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../server/server-process';
import { launchChromium, screenshotPath } from './browser';
import { startTcpProxy, type TcpProxy } from './tcp-proxy';

const LOT = 'ru-vase';
const PATIENT = { timeout: 60_000 };

describe('the H5 build in Chromium', () => {
  let browser: Browser;
  let context: BrowserContext;
  let server: ServerProcess;
  let proxy: TcpProxy;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    const index = fileURLToPath(new URL('../../dist/h5/index.html', import.meta.url));
    if (!existsSync(index)) throw new Error('the H5 page is not built: npm run build:h5');
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    server = await startServerProcess();
    proxy = await startTcpProxy(server.port);
    context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    page = await context.newPage();
    faults.length = 0;
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${proxy.url}/#/pages/lot/index?id=${LOT}`);
    await status('open');
    await page.locator('#lot-price').waitFor(PATIENT);
  });
  afterEach(async () => {
    await context.close();
    await proxy.close();
    await server.kill();
    expect(faults).toEqual([]);
  });

  const status = (word: string) => page.locator('#conn-status', { hasText: new RegExp(`^${word}`) }).waitFor(PATIENT);
  const price = (amount: number) =>
    expect
      .poll(async () => (await page.locator('#lot-price').innerText()).replace(/\D/g, ''), PATIENT)
      .toBe(`${amount}`);
  const quotes = (count: number) => expect.poll(() => page.locator('.quote-row').count(), PATIENT).toBe(count);

  it('shows quotes as they come, and its bid reaches the server', async () => {
    const other = await server.bidder('other');
    await price(await other.bid(LOT));
    await quotes(1);
    await page.locator('#bid-submit').click();
    await quotes(2);
    await expect.poll(() => page.locator('#bid-result').innerText(), PATIENT).not.toBe('');
    await page.screenshot({ path: screenshotPath('h5-lot') });
    await price(await other.bid(LOT));
    other.close();
  });

  it('is open again by itself when the server was killed for 3 s and restarted', async () => {
    await server.kill();
    await status('waiting');
    await page.locator('#conn-retry').waitFor(PATIENT);
    await page.screenshot({ path: screenshotPath('h5-waiting') });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await server.start();
    await status('open');
    const other = await server.bidder('other');
    await price(await other.bid(LOT));
    await quotes(1);
    other.close();
  });

  it('replaces a line that was cut in silence', async () => {
    const cutAt = Date.now();
    proxy.cut();
    await status('(waiting|connecting)');
    const noticedAt = Date.now();
    proxy.mend();
    await status('open');
    console.info(
      `h5: cut in silence, noticed after ${noticedAt - cutAt} ms, open again after ${Date.now() - cutAt} ms`,
    );
    const other = await server.bidder('other');
    await price(await other.bid(LOT));
    other.close();
  });

  it('reconnects when the browser is online again', async () => {
    // Chromium stalls the line without a word, and refuses new ones.
    await context.setOffline(true);
    await status('waiting');
    await page.screenshot({ path: screenshotPath('h5-offline') });
    const other = await server.bidder('other');
    const amount = await other.bid(LOT);
    const onlineAt = Date.now();
    await context.setOffline(false);
    await status('open');
    console.info(`h5: open again ${Date.now() - onlineAt} ms after online`);
    await price(amount);
    await page.screenshot({ path: screenshotPath('h5-online-again') });
    other.close();
  });

  it('comes back from a hidden tab with what was missed', async () => {
    const front = await context.newPage();
    await front.bringToFront();
    const other = await server.bidder('other');
    const amount = await other.bid(LOT);
    await page.bringToFront();
    await price(amount);
    await status('open');
    other.close();
  });

  it('closes its connection when its page is left', async () => {
    await page.goto(`${proxy.url}/#/pages/index/index`);
    await page.locator('.lot-row').first().waitFor(PATIENT);
    const [socket] = await Promise.all([page.waitForEvent('websocket'), page.locator('.lot-row').first().click()]);
    await status('open');
    const closed = socket.waitForEvent('close');
    await page.goBack();
    await closed;
    await page.screenshot({ path: screenshotPath('h5-list') });
  });
});
