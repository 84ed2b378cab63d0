import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { launchChromium } from '../../example/test/e2e/browser';
import { type Host, launch } from '../../example/test/host/host';
import { startLineServer } from '../taro-3/line-server';

const folder = process.env.TRY_PACKED_DIR ?? '';
const routes: Array<{ route: string; where: string; name: string }> = JSON.parse(
  readFileSync(join(folder, 'routes.json'), 'utf8'),
);
/** The README's first component shows a message as it is. */
const [FIRST] = routes;
const PRICE = { type: 'quote', lot: 'sample', seq: 1, price: 1200, by: 'Lin' };

let server: WebSocketServer;
/** What the server says first: the price, and more of it where a page reads JSON. */
let greeting: string;
beforeEach(() => {
  greeting = JSON.stringify(PRICE);
  server = new WebSocketServer({ port: 8793, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    socket.send(greeting);
    socket.on('message', (data) => {
      const text = data.toString();
      if (text === 'ping') return socket.send('pong');
      const { id } = JSON.parse(text);
      if (id !== undefined) socket.send(JSON.stringify({ type: 'answer', id, lot: PRICE }));
    });
  });
});
afterEach(async () => {
  for (const socket of server.clients) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

describe('on H5, in Chromium', () => {
  let browser: Browser;
  let pages: Awaited<ReturnType<typeof startLineServer>>;
  beforeAll(async () => {
    browser = await launchChromium();
    pages = await startLineServer(join(folder, 'builds/h5'));
    mkdirSync(join(folder, 'pictures'), { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.kill();
  });

  it.each(routes)('$where $name is shown', async ({ route }) => {
    if (route === FIRST?.route) greeting = '1200';
    const page = await browser.newPage({ viewport: { width: 375, height: 200 } });
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(`http://127.0.0.1:${pages.port}/#/${route}`);
    // Some show nothing once they are open, and one waits to be told to connect.
    const hasCome = async () => server.clients.size > 0 || (await page.innerText('body')).trim() !== '';
    await expect.poll(hasCome, { timeout: 30_000 }).toBe(true);
    if (route === FIRST?.route) await expect.poll(() => page.innerText('body')).toBe('1200');
    // A button that the page wants to be on must not look off.
    expect(await page.locator('taro-button-core[disabled="false"]').count()).toBe(0);
    await page.waitForTimeout(1_000);
    await page.screenshot({ path: join(folder, 'pictures', `${route.replaceAll('/', '-')}.png`) });
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe.each(['weapp', 'alipay'] as const)('on %s, on the host', (platform) => {
  let host: Host | undefined;
  afterEach(() => host?.close());

  it.each(routes)('$where $name is shown', async ({ route }) => {
    if (route === FIRST?.route) greeting = '1200';
    host = await launch({ platform, dist: join(folder, 'builds', platform), page: route });
    const { elements, describe: tell } = host;
    const shows = (words: string) => elements().some(({ text }) => text === words);
    await host.until(() => (route === FIRST?.route ? shows('1200') : server.clients.size > 0 || shows('idle')), 30_000);
    await host.pass(1_000);
    console.log(`${platform}: ${tell().split('\nsockets')[0]}`);
  });
});
