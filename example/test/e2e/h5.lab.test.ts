import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createVisits, PATIENT } from './visits';

const LAB = '/#/pages/lab/index';
const HOUR = 3_600_000;

describe('the line lab of the H5 build in Chromium', () => {
  const visits = createVisits({ LINE_LAB: '1' });

  /** Two visitors in the lab, both with an open line: what one does is no matter of the other. */
  async function enter() {
    const { page, context, proxy, server } = visits.now();
    const strangers = await context.browser()?.newContext();
    if (!strangers) throw new Error('no browser');
    const other = await strangers.newPage();
    for (const each of [page, other]) {
      await each.goto(`${proxy.url}${LAB}`);
      await each.locator('.tape .tape-ping-answered').first().waitFor(PATIENT);
    }
    return {
      page,
      server,
      async leave() {
        expect(await picture(other)).toEqual({ opened: 1, causes: [], actions: [] });
        await other.locator('#conn-status', { hasText: /^open/ }).waitFor(PATIENT);
        await strangers.close();
      },
    };
  }

  /** The line was lost of that, and is open again. */
  async function isBackFrom(page: Page, cause: string): Promise<void> {
    await page.locator(`.tape .tape-cause-${cause}`).first().waitFor(PATIENT);
    await page.locator('#conn-status', { hasText: /^open/ }).waitFor(PATIENT);
  }

  it('shows a line that is cut in silence, the ping that finds out, and what waited', async () => {
    const { page, leave } = await enter();
    await page.locator('#lab-cut').focus();
    await page.keyboard.press('Enter');
    await page.locator('.tape .tape-ping-lost').first().waitFor(PATIENT);
    await isBackFrom(page, 'pong-timeout');
    const { actions, causes } = await picture(page);
    expect([actions, causes]).toEqual([['cut'], ['pong-timeout']]);
    await leave();
  });

  it('closes a line with each code', async () => {
    const { page, leave } = await enter();
    for (const code of [1001, 1011, 4000]) {
      await expect.poll(() => breaks(page, `#lab-close-${code}`), { timeout: 120_000 }).toBe(true);
      await page
        .locator('.event-close', { hasText: `服务器关闭 ${code}` })
        .first()
        .waitFor(PATIENT);
      await isBackFrom(page, 'server');
    }
    expect((await picture(page)).actions).toContain('close');
    await leave();
  });

  it('is away for a line, and shows what waits until it is back', async () => {
    const { page, leave } = await enter();
    await page.locator('#lab-away').click();
    await page.locator('#lab-cut[aria-disabled]').waitFor(PATIENT);
    await page.locator('#lab-send').click();
    await page.locator('.tape .tape-message-waiting').waitFor(PATIENT);
    await isBackFrom(page, 'connect-failed');
    await page.locator('.tape .tape-message-sent').waitFor(PATIENT);
    const sent = await page.locator('.tape .tape-message-sent').boundingBox();
    expect(sent?.width).toBeGreaterThan(10);
    const { actions, causes } = await picture(page);
    expect([actions, causes[0]]).toEqual([['away'], 'network']);
    await leave();
  });

  it('slows a line down without losing it', async () => {
    const { page, leave } = await enter();
    await page.locator('#lab-slow').click();
    const rtt = async () => Number((await page.locator('.connection-rtt').innerText()).replace(/\D/g, ''));
    await expect.poll(rtt, PATIENT).toBeGreaterThanOrEqual(2_000);
    await expect.poll(rtt, PATIENT).toBeLessThan(1_000);
    expect(await picture(page)).toEqual({ opened: 1, causes: [], actions: ['slow'] });
    await leave();
  });

  it('refuses a log-in once, and takes the new session', async () => {
    const { page, leave } = await enter();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await page.locator('#lab-refuse').click();
    await isBackFrom(page, 'server');
    const { causes } = await picture(page);
    expect([requests, causes]).toEqual([['/api/lab/break', '/api/session'], ['server']]);
    await leave();
  });

  it('hides the app for a while, and replaces the line on the way back', async () => {
    const { page, leave } = await enter();
    await page.locator('#lab-hide').click();
    expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
    await isBackFrom(page, 'interrupted');
    expect(await page.evaluate(() => document.visibilityState)).toBe('visible');
    const { actions, causes } = await picture(page);
    expect([actions, causes]).toEqual([['hide'], ['interrupted']]);
    await leave();
  });

  it('sets the clock either way, and the line lives', async () => {
    const { page, leave } = await enter();
    const drift = async () => (await page.evaluate(() => Date.now())) - Date.now();
    for (const [direction, by] of [
      ['forward', HOUR],
      ['back', -HOUR],
    ] as const) {
      const before = await newestPing(page);
      await page.locator(`#lab-clock-${direction}`).click();
      expect(Math.round((await drift()) / HOUR) * HOUR).toBe(by);
      await expect.poll(() => newestPing(page), PATIENT).toBeGreaterThan(before);
      await page.locator(`#lab-clock-${direction}:not([aria-disabled])`).waitFor(PATIENT);
      expect(Math.abs(await drift())).toBeLessThan(HOUR / 2);
    }
    expect(await picture(page)).toEqual({ opened: 1, causes: [], actions: ['clock-forward', 'clock-back'] });
    await leave();
  });

  it('leaves the page with the right time, and seen', async () => {
    const { page, leave } = await enter();
    await page.locator('#lab-clock-forward').click();
    await page.getByText('返回').click();
    await page.locator('.lot-row').first().waitFor(PATIENT);
    expect(Math.abs((await page.evaluate(() => Date.now())) - Date.now())).toBeLessThan(HOUR / 2);
    await leave();
  });

  it('is led to from the page of the line', async () => {
    const { page, proxy } = visits.now();
    await page.goto(`${proxy.url}/#/pages/line/index`);
    await page.locator('#lab-link').click(PATIENT);
    await page.locator('.tape .tape-status-open').waitFor(PATIENT);
  });
});

describe('the H5 build in Chromium, with a server that has no lab,', () => {
  const visits = createVisits();

  it('says so, opens no line for it, and leads nobody there', async () => {
    const { page, proxy, server } = visits.now();
    await page.goto(`${proxy.url}${LAB}`);
    await page.getByText('实验台没有开启').waitFor(PATIENT);
    expect(await server.connections()).toBe(0);
    await page.goto(`${proxy.url}/#/pages/line/index`);
    await page.locator('.event-pong').first().waitFor(PATIENT);
    expect(await page.locator('#lab-link').count()).toBe(0);
  });

  it('says why a line was lost in the language of the page alone', async () => {
    const { page, proxy } = visits.now();
    await page.goto(`${proxy.url}/#/pages/line/index`);
    await visits.status('open');
    await proxy.refuse();
    await page.locator('.loss-hint').nth(1).waitFor(PATIENT);
    for (const hint of await page.locator('.loss-hint').allInnerTexts()) expect(hint).toMatch(/^[^A-Za-z]+$/);
    await page.getByText('EN', { exact: true }).click();
    for (const hint of await page.locator('.loss-hint').allInnerTexts()) expect(hint).toMatch(/^[ -~]+$/);
  });
});

/**
 * Taps a break, and tells whether the server says that it broke a line. On a busy machine there may be none at the tap,
 * and a request may time out.
 */
async function breaks(page: Page, button: string): Promise<boolean> {
  const isDone = page
    .waitForResponse((response) => new URL(response.url()).pathname === '/api/lab/break', { timeout: 10_000 })
    .then(
      (response) => response.ok(),
      () => false,
    );
  await page.locator(`${button}:not([aria-disabled])`).click(PATIENT);
  return isDone;
}

/** Where on the tape the newest ping with an answer is, in per cent: the tape goes on to the right. */
async function newestPing(page: Page): Promise<number> {
  const ping = page.locator('.tape .tape-ping-answered').last();
  return ping.evaluate((mark: HTMLElement) => Number.parseFloat(mark.style.left));
}

/** What the timeline shows: how often the line came to be open, and the kinds of its marks, in order. */
async function picture(page: Page): Promise<{ opened: number; causes: string[]; actions: string[] }> {
  const kindsOf = async (lane: string) => {
    const names = await page.locator(`.tape .tape-${lane}`).evaluateAll((marks) => marks.map((mark) => mark.className));
    return names.map((name) => name.split(`tape-${lane}-`)[1]?.split(' ')[0] ?? '');
  };
  return {
    opened: await page.locator('.tape .tape-status-open').count(),
    causes: await kindsOf('cause'),
    actions: await kindsOf('action'),
  };
}
