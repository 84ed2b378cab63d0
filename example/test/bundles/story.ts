import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Host, launch } from '../host/host';
import { type ServerProcess, startServerProcess } from '../server/server-process';
import { FAST, FAST_SETTINGS } from './fast';

const PING = '{"type":"ping"}';

/** The bidding page's whole life on one platform, on its compiled bundle and a real server. */
export function tellStory(platform: 'weapp' | 'alipay'): void {
  const dist = fileURLToPath(new URL(`../../dist/${platform}`, import.meta.url));
  let server: ServerProcess;
  let host: Host | null = null;

  async function openLot(id: string, { route } = server): Promise<Host> {
    host = await launch({ platform, dist, page: 'pages/lot/index', query: { id }, route, ...FAST });
    return host;
  }

  const isOpen = (page: Host) => () => page.text('conn-status').startsWith('open') && page.has('lot-price');

  // One server for all, as it takes seconds to start: where quotes are counted, a test has a lot of its own.
  beforeAll(async () => {
    if (!existsSync(`${dist}/app.js`)) throw new Error(`${platform} is not built: npm run build:${platform}`);
    server = await startServerProcess({ settings: FAST_SETTINGS });
  });
  afterEach(() => {
    host?.close();
    host = null;
  });
  afterAll(() => server.remove());

  it('shows quotes as they come, and its bid reaches the server', async () => {
    const page = await openLot('ru-vase');
    await page.until(isOpen(page));
    const other = await server.bidder('other');
    const amount = await other.bid('ru-vase');
    await page.until(() => page.text('lot-price').replace(/\D/g, '') === `${amount}`);
    await page.until(() => page.find('quote-row').length === 1);
    // Not before the first pong: until then nothing proves that the price is live.
    await page.until(() => !page.element('bid-submit').attribute('disabled'));
    await page.tap('bid-submit');
    await page.until(() => page.find('quote-row').length === 2);
    await page.until(() => page.text('bid-result') !== '');
    const next = await other.bid('ru-vase');
    await page.until(() => page.text('lot-price').replace(/\D/g, '') === `${next}`);
    other.close();
  });

  it('is open again by itself when the server was killed for 3 s and restarted', async () => {
    const mortal = await startServerProcess({ settings: FAST_SETTINGS });
    onTestFinished(() => mortal.remove());
    const page = await openLot('ru-vase', mortal);
    await page.until(isOpen(page));
    await mortal.kill();
    await page.until(() => page.text('conn-status').startsWith('waiting'));
    expect(page.has('conn-retry')).toBe(true);
    await page.pass(3_000);
    await mortal.start();
    await page.until(isOpen(page));
    const other = await mortal.bidder('other');
    await other.bid('ru-vase');
    await page.until(() => page.find('quote-row').length === 1);
    expect(page.open.sockets).toBe(1);
    other.close();
  });

  it('replaces a line that was cut in silence after one ping that nobody answered', async () => {
    const page = await openLot('puer-cake');
    await page.until(isOpen(page));
    page.cutLine();
    const cutAt = { calls: page.log.length, time: page.now() };
    const since = (name: string) => page.log.slice(cutAt.calls).filter((call) => call.name === name);
    await page.until(() => since('connectSocket').length === 1);
    expect(since('SocketTask.send').map(({ args }) => (args[0] as { data: string }).data)).toEqual([PING]);
    await page.until(isOpen(page));
    console.info(`${platform}: cut in silence, open again after ${page.now() - cutAt.time} ms`);
    const other = await server.bidder('other');
    await other.bid('puer-cake');
    await page.until(() => page.find('quote-row').length === 1);
    other.close();
  });

  it.each(['interrupted', 'silent', 'global-only', 'keep'] as const)(
    'comes back from the background, with its connection %s',
    async (kill) => {
      const page = await openLot('ru-vase');
      await page.until(isOpen(page));
      await page.background({ kill });
      const other = await server.bidder('other');
      const amount = await other.bid('ru-vase');
      await page.foreground({ after: 60_000 });
      await page.until(isOpen(page));
      await page.until(() => page.text('lot-price').replace(/\D/g, '') === `${amount}`);
      expect(page.open.sockets).toBe(1);
      other.close();
    },
  );

  it('leaves no socket, no timer and no listener when its page is left', async () => {
    const page = await openLot('ru-vase');
    await page.until(isOpen(page));
    await page.leave();
    await page.until(() => page.open.sockets === 0);
    expect(page.open).toEqual({ sockets: 0, timers: 0, listeners: {} });
  });

  it('shows each message once after five reconnects', async () => {
    const page = await openLot('guqin');
    for (let round = 1; round <= 5; round += 1) {
      await page.until(isOpen(page));
      page.network.offline();
      await page.until(() => !isOpen(page)());
      page.network.online();
    }
    await page.until(isOpen(page));
    const other = await server.bidder('other');
    await other.bid('guqin');
    await page.until(() => page.find('quote-row').length === 1);
    await other.bid('guqin');
    await page.until(() => page.find('quote-row').length === 2);
    expect(page.open.sockets).toBe(1);
    other.close();
  });
}
