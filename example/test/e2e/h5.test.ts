import { describe, expect, it } from 'vitest';
import { takePicture } from './browser';
import { createVisits, PATIENT } from './visits';

const LOT = 'ru-vase';

describe('the H5 build in Chromium', () => {
  const visits = createVisits();
  const { status, price, quotes } = visits;

  it('shows quotes as they come, and its bid reaches the server', async () => {
    const { page, server } = await visits.open(LOT);
    const other = await server.bidder('other');
    await price(await other.bid(LOT));
    await quotes(1);
    await page.locator('#bid-submit').click();
    await quotes(2);
    await expect.poll(() => page.locator('#bid-result').innerText(), PATIENT).not.toBe('');
    await takePicture(page, 'h5-lot');
    await price(await other.bid(LOT));
    other.close();
  });

  it('is open again by itself when the server was killed for 3 s and restarted', async () => {
    const { page, server } = await visits.open(LOT);
    await server.kill();
    await status('waiting');
    await page.locator('#conn-retry').waitFor(PATIENT);
    await takePicture(page, 'h5-waiting');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await server.start();
    await status('open');
    const other = await server.bidder('other');
    await price(await other.bid(LOT));
    await quotes(1);
    other.close();
  });

  it('replaces a line that was cut in silence', async () => {
    const { proxy, server } = await visits.open(LOT);
    const cutAt = Date.now();
    proxy.cut();
    await status('(waiting|connecting)');
    const noticedAt = Date.now();
    await proxy.mend();
    await status('open');
    console.info(
      `h5: cut in silence, noticed after ${noticedAt - cutAt} ms, open again after ${Date.now() - cutAt} ms`,
    );
    const other = await server.bidder('other');
    await price(await other.bid(LOT));
    other.close();
  });

  it('reconnects when the browser is online again', async () => {
    const { context, page, server } = await visits.open(LOT);
    // Chromium stalls the line without a word, and refuses new ones.
    await context.setOffline(true);
    await status('waiting');
    await takePicture(page, 'h5-offline');
    const other = await server.bidder('other');
    const amount = await other.bid(LOT);
    const onlineAt = Date.now();
    await context.setOffline(false);
    await status('open');
    console.info(`h5: open again ${Date.now() - onlineAt} ms after online`);
    await price(amount);
    await takePicture(page, 'h5-online-again');
    other.close();
  });

  it('comes back from a hidden tab with what was missed', async () => {
    const { context, page, server } = await visits.open(LOT);
    const front = await context.newPage();
    await front.bringToFront();
    const other = await server.bidder('other');
    const amount = await other.bid(LOT);
    await page.bringToFront();
    await price(amount);
    await status('open');
    other.close();
  });
});
