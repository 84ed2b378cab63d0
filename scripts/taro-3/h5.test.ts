import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../example/test/e2e/browser';
import { type LineServer, startLineServer } from './line-server';

const PATIENT = { timeout: 20_000 };

describe('the H5 page of Taro 3.6 in Chromium', () => {
  let browser: Browser;
  let server: LineServer;
  let page: Page;
  let faults: string[];

  const text = (id: string) => page.locator(`#${id}:visible`).innerText();
  const shows = async (id: string, words: string) =>
    expect.poll(async () => (await text(id)).trim(), PATIENT).toBe(words);
  const visit = (path: string) => page.evaluate((hash) => location.assign(hash), `#${path}`);
  const saw = (what: string) => console.log(`h5: ${what}`);

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    server = await startLineServer(join(inject('builds'), 'h5'));
    page = await browser.newPage();
    faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`http://127.0.0.1:${server.port}/#/pages/away/index`);
    await shows('away', 'away');
    await visit('/pages/line/index');
    await shows('last-message', 'welcome 1');
    await shows('status', 'open');
  });
  afterEach(async () => {
    await page.close();
    await server.kill();
    expect(faults).toEqual([]);
  });

  it('shows what comes, and what it sends reaches the server', async () => {
    await page.locator('#send').click();
    await shows('last-message', 'heard hello');
    expect(server.received).toEqual(['hello']);
    saw(`open, "${await text('last-message')}"`);
  });

  it('shows the code that the server closed with, and is open again', async () => {
    const closedAt = Date.now();
    server.closeAll(4001, 'sold');
    await shows('lost', 'server 4001');
    await shows('last-message', 'welcome 2');
    await shows('status', 'open');
    saw(`closed with 4001 (${await text('lost')}), open again after ${Date.now() - closedAt} ms`);
  });

  it('is open again when the server was killed and started', async () => {
    await server.kill();
    await shows('status', 'waiting');
    const killedAt = Date.now();
    await server.start();
    await shows('last-message', 'welcome 2');
    saw(`server killed (${await text('lost')}), open again ${Date.now() - killedAt} ms after it was back`);
  });

  it('disconnects while another page lies on it, if it was asked to', async () => {
    await page.goBack();
    await visit('/pages/line/index?hidden=disconnect');
    await shows('last-message', 'welcome 2');
    await visit('/pages/away/index');
    await expect.poll(() => server.lines, PATIENT).toBe(0);
    await page.goBack();
    await shows('last-message', 'welcome 3');
    saw('disconnected under another page, open again');
  });

  it('closes its connection when its page is left', async () => {
    expect(server.lines).toBe(1);
    await page.goBack();
    await shows('away', 'away');
    await expect.poll(() => server.lines, PATIENT).toBe(0);
    saw(`page left: closed with ${server.closes}`);
  });
});
