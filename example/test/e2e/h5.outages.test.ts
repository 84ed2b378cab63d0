import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createVisits, PATIENT } from './visits';

const LOT = 'guqin';
const H5 = fileURLToPath(new URL('../../dist/h5', import.meta.url));
const SESSION_SECONDS = 15;

describe('the H5 build in Chromium, while its server is away,', () => {
  const visits = createVisits();

  it('loads the list by itself when the server comes up 10 s after the page', { timeout: 180_000 }, async () => {
    const { page, proxy, server } = visits.now();
    // The page itself comes from a cache.
    await page.route(
      ({ pathname }) => !/^\/(api|ws)\b/.test(pathname),
      (route) =>
        route.fulfill({ path: join(H5, new URL(route.request().url()).pathname.replace(/\/$/, '/index.html')) }),
    );
    await server.kill();
    await page.goto(`${proxy.url}/`);
    await page.getByText('加载失败').waitFor(PATIENT);
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    expect(await page.locator('.lot-row').count()).toBe(0);
    await server.start();
    await visits.status('open');
    await page.locator('.lot-row').nth(2).waitFor(PATIENT);
    const other = await server.bidder('other');
    const amount = await other.bid(LOT);
    const row = page.locator('.lot-row').nth(2);
    await expect.poll(async () => (await row.innerText()).replace(/,/g, ''), PATIENT).toContain(`¥${amount}`);
    other.close();
  });

  it('replaces a line that was cut in silence though no session can be had', async () => {
    const { page, proxy, server } = await visits.open(LOT);
    await page.route('**/api/**', () => {});
    const requests = requestsOf(page);
    proxy.cut();
    await visits.status('(waiting|connecting)');
    await proxy.mend();
    await visits.status('open');
    const other = await server.bidder('other');
    await visits.price(await other.bid(LOT));
    expect(requests).toEqual([]);
    other.close();
  });
});

describe('the H5 build in Chromium, with a token that has expired,', () => {
  const visits = createVisits({ SESSION_SECONDS: `${SESSION_SECONDS}` });

  it('is refused once, gets one new session, and is open as the same bidder', async () => {
    const { page, proxy, server } = await visits.open(LOT);
    const bidder = await page.locator('#bid-user').innerText();
    const refused = (await server.refusals()).length;
    const requests = requestsOf(page);
    await new Promise((resolve) => setTimeout(resolve, (SESSION_SECONDS + 1) * 1_000));
    proxy.reset();
    await expect.poll(() => requests.length, PATIENT).toBeGreaterThan(0);
    await page.locator('#bid-submit:not([aria-disabled])').waitFor(PATIENT);
    expect((await server.refusals()).slice(refused)).toEqual(['expired token']);
    expect(requests).toEqual(['/api/session']);
    expect(await page.locator('#bid-user').innerText()).toBe(bidder);
  });
});

/** The paths of the HTTP requests that the page makes from now on. */
function requestsOf(page: Page): string[] {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}
