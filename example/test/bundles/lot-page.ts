import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Host, type LaunchOptions, launch } from '../host/host';
import type { Platform } from '../host/knobs';
import type { Bidder } from '../server/bidder';
import { type ServerProcess, startServerProcess } from '../server/server-process';
import { FAST, FAST_SETTINGS } from './fast';

/** Visits take turns: what a page costs grows with the quotes that it shows. */
const LOTS = ['ru-vase', 'puer-cake', 'guqin'] as const;

const NOTHING = { sockets: 0, timers: 0, listeners: {} };

/** The bidding page of a compiled bundle, as its user sees it. */
export interface LotPage {
  readonly host: Host;
  /** The knob `route` that leads to the server. */
  route(url: string): string;
  /** The first word of its banner: the status of its socket. */
  status(): string;
  /** Settles when the banner says so. */
  comesTo(status: string, within?: number): Promise<void>;
  /** Settles when it is open, on one socket, and shows a price that somebody bids now, once. */
  isLive(): Promise<void>;
  /** Settles when the page was left, and nothing of it is. */
  isLeft(): Promise<void>;
  /** Settles when it has asked the platform for so many sockets in all. */
  hasTried(times: number, within?: number): Promise<void>;
  /** How often it has asked the platform for a socket. */
  connects(): number;
  /** How often it has called a function of the platform. */
  calls(name: string): number;
}

/** Visits of the bidding page on one platform, all to one server. */
export interface LotPages {
  readonly platform: Platform;
  visit(knobs: Partial<LaunchOptions>, story: (page: LotPage) => Promise<void>): Promise<void>;
}

/** Starts the server before all tests, and ends it after them. */
export function createLotPages(platform: Platform): LotPages {
  const dist = fileURLToPath(new URL(`../../dist/${platform}`, import.meta.url));
  let server: ServerProcess;
  let bidder: Bidder;
  let bids: Promise<unknown> = Promise.resolve();
  let visits = 0;

  beforeAll(async () => {
    if (!existsSync(`${dist}/app.js`)) throw new Error(`${platform} is not built: npm run build:${platform}`);
    server = await startServerProcess({ settings: FAST_SETTINGS });
    bidder = await server.bidder('other');
  });
  afterAll(async () => {
    bidder.close();
    await server.remove();
  });

  /** One at a time: each bid builds on the one before. */
  function bidOn(lot: string): Promise<number> {
    const amount = bids.then(() => bidder.bid(lot));
    bids = amount.catch(() => {});
    return amount;
  }

  return {
    platform,
    async visit(knobs, story) {
      const page = 'pages/lot/index';
      const id = LOTS[visits++ % LOTS.length] ?? LOTS[0];
      const host = await launch({ platform, dist, page, query: { id }, route: server.route, ...FAST, ...knobs });
      try {
        await story(createLotPage(host, server.route, () => bidOn(id)));
      } finally {
        host.close();
      }
    },
  };
}

function createLotPage(host: Host, route: LotPage['route'], bid: () => Promise<number>): LotPage {
  const status = () => host.text('conn-status').split(' ')[0] ?? '';
  const rowsOf = (amount: number) =>
    host.find('quote-row').filter((row) => row.text.replace(/,/g, '').includes(`¥${amount}`));

  const calls = (wanted: string) => host.log.filter(({ name }) => name === wanted).length;
  const connects = () => calls('connectSocket');

  async function comesTo(wanted: string, within?: number): Promise<void> {
    await host.until(() => status() === wanted, within);
  }

  return {
    host,
    route,
    status,
    comesTo,
    async isLive() {
      await comesTo('open');
      await host.until(() => host.has('lot-price'));
      const amount = await bid();
      await host.until(() => rowsOf(amount).length > 0);
      expect(rowsOf(amount)).toHaveLength(1);
      expect(Number(host.text('lot-price').replace(/\D/g, ''))).toBeGreaterThanOrEqual(amount);
      await host.until(() => host.open.sockets === 1);
    },
    async isLeft() {
      await host.leave();
      const tried = connects() + calls('request');
      // The line says goodbye to its server, and React takes down what was left in timers of its own.
      await host.until(() => isDeepStrictEqual(host.open, NOTHING));
      expect(connects() + calls('request')).toBe(tried);
    },
    connects,
    calls,
    hasTried: (times, within) => host.until(() => connects() >= times, within),
  };
}
