import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Host, launch } from '../host/host';
import { COUNT } from './app/src/client';
import type { Counterpart } from './servers/counterpart';

/** How soon after the app's show a client has to be up again, in milliseconds. */
const WAKE = 2_000;
const HOUR = 3_600_000;

/** What a client does on a page of the compiled bundles, with a real server. */
export function tellOfClient(page: string, start: () => Promise<Counterpart>): void {
  let server: Counterpart;
  let host: Host | null = null;

  beforeAll(async () => {
    server = await start();
  });
  afterEach(() => {
    host?.close();
    host = null;
  });
  afterAll(() => server?.stop());

  function route(address: string): string {
    const { pathname, search } = new URL(address);
    return `ws://127.0.0.1:${server.port}${pathname}${search}`;
  }

  describe.each(['weapp', 'alipay'] as const)('the compiled %s bundle', (platform) => {
    const dist = fileURLToPath(new URL(`app/dist/${platform}`, import.meta.url));

    async function open(): Promise<Host> {
      if (!existsSync(`${dist}/app.js`)) throw new Error(`${platform} is not built: npm run build:clients`);
      host = await launch({ platform, dist, page: `pages/${page}/index`, route });
      await isUp(host, 1);
      return host;
    }

    /** The client is up for the so-manieth time. */
    const isUp = (app: Host, time: number) => app.until(() => app.text('state') === `up ${time}`);

    /** A hundred messages each way, each kind in order; so many have come before. */
    async function exchange(app: Host, before: number): Promise<void> {
      const heard = { texts: server.texts.length, bytes: server.bytes.length };
      await app.tap('send');
      for (let index = 0; index < COUNT; index += 1) {
        server.say(`down ${index}`);
        server.sayBytes?.(new Uint8Array([index, 255, 0]));
      }
      const bytes = server.sayBytes ? before + COUNT : 0;
      await app.until(() => app.text('texts') === `${before + COUNT}` && app.text('bytes') === `${bytes}`);
      await app.until(() => server.texts.length - heard.texts === COUNT);
      const indices = Array.from({ length: COUNT }, (_, index) => index);
      expect(server.texts.slice(heard.texts)).toEqual(indices.map((index) => `up ${index}`));
      if (server.sayBytes) {
        await app.until(() => server.bytes.length - heard.bytes === COUNT);
        expect(server.bytes.slice(heard.bytes)).toEqual(indices.map((index) => `${index},0,255`));
      }
      expect(app.text('fault')).toBe('');
    }

    it('exchanges a hundred messages, and comes back after a silent cut', async () => {
      const app = await open();
      await exchange(app, 0);
      app.cutLine();
      const cutAt = Date.now();
      await isUp(app, 2);
      console.info(`${page} on ${platform}: cut in silence, up again after ${Date.now() - cutAt} ms`);
      await exchange(app, COUNT);
      await app.until(() => app.open.sockets === 1);
    });

    it('is up soon after the show when its connection died in the background and its timers were lost', async () => {
      const app = await open();
      await app.background({ kill: 'silent' });
      await app.foreground({ after: HOUR, timers: 'vanish' });
      const shownAt = Date.now();
      await isUp(app, 2);
      const took = Date.now() - shownAt;
      console.info(`${page} on ${platform}: shown, up again after ${took} ms`);
      expect(took).toBeLessThan(WAKE);
      await exchange(app, 0);
    });

    it('leaves nothing when its page is left', async () => {
      const app = await open();
      await app.leave();
      await app.until(() => app.open.sockets === 0);
      await app.until(() => app.open.timers === 0);
      expect(app.open.listeners).toEqual({});
    });
  });
}
