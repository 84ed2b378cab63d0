import { describe, expect, it } from 'vitest';
import { FAILURE, type Refusal } from '../host/connect-outcome';
import type { Knobs } from '../host/knobs';
import type { LotPages } from './lot-page';

const DNS = FAILURE.nameNotResolved;
/** Less than the connect timeout, 10 s, which would hide a refusal that nobody heard. */
const TOLD = 9_000;

/** The ways to tell a program that a name was not resolved; to say nothing is another story. */
const UNRESOLVED: ReadonlyArray<readonly [name: string, refusal: Refusal]> = [
  ['fail', { fail: DNS }],
  ['error', { error: DNS }],
  ['close', { close: DNS }],
  ['error and close', { error: DNS, close: DNS }],
];

const SLOTS: Readonly<Record<LotPages['platform'], ReadonlyArray<readonly [name: string, knobs: Partial<Knobs>]>>> = {
  weapp: [
    ['five sockets of a plugin, told by error', { pluginSockets: 5, overSlots: 'error' }],
    ['five sockets of a plugin, told by fail', { pluginSockets: 5, overSlots: 'fail' }],
  ],
  alipay: [
    ['five sockets of a plugin, told by fail', { pluginSockets: 5 }],
    ['the one socket of a plugin', { multipleSupported: false, connect: { fail: '网络连接已经存在', code: 2 } }],
    ['the one socket of a plugin, by its other number', { connect: { fail: 'connection exists', code: 3 } }],
  ],
};

const DOMAIN: Readonly<Record<LotPages['platform'], ReadonlyArray<readonly [name: string, refusal: Refusal]>>> = {
  weapp: [
    ['fail', { fail: FAILURE.domain }],
    ['error', { error: 'createSocketTask:fail url not in domain list' }],
  ],
  alipay: [
    ['fail', { fail: '请使用 wss 协议', code: 20 }],
    ['error', { error: 'connect refused', code: 20 }],
  ],
};

/** The page's life where the platform refuses to connect, and says so. */
export function tellOfRefusals({ platform, visit }: LotPages): void {
  describe.concurrent('opens after', () => {
    it.each(['fail', 'error', 'close', 'both', 'throw'] as const)('two connects that end in %s', (outcome) =>
      visit({ connect: (attempt) => (attempt <= 2 ? outcome : 'real') }, async (page) => {
        await page.isLive();
        expect(page.connects()).toBe(3);
        await page.isLeft();
      }),
    );

    it.each(['fail', 'error', 'close', 'both'] as const)('a server that cannot be reached, told by %s', (refusal) =>
      visit({ refusal, route: (url) => url.replace(/:8787/, ':1') }, async (page) => {
        await page.comesTo('waiting');
        page.host.knobs.route = page.route;
        await page.isLive();
        await page.isLeft();
      }),
    );

    it.each(SLOTS[platform])('%s', (_name, knobs) =>
      visit(knobs, async (page) => {
        await page.hasTried(2);
        await page.comesTo('waiting');
        Object.assign(page.host.knobs, { pluginSockets: 0, connect: 'real' });
        await page.isLive();
        await page.isLeft();
      }),
    );
  });

  describe.concurrent('keeps its reconnect timer', () => {
    it.each(UNRESOLVED)('when the first connects do not find the server, told by %s', (_name, connect) =>
      visit({ connect, speed: 1 }, async (page) => {
        await page.comesTo('waiting', TOLD);
        expect(page.host.text('conn-status')).toMatch(/，\d 秒后重连$/);
        // Nobody touches the page: what connects again is the timer, each time.
        await page.hasTried(3);
        await page.comesTo('waiting');
        page.host.knobs.connect = 'real';
        await page.isLive();
        await page.isLeft();
      }),
    );

    it.each(['fail', 'error', 'close'] as const)('when there is no network at first, told by %s', (refusal) =>
      visit({ offline: true, refusal }, async (page) => {
        await page.comesTo('waiting');
        await page.host.until(() => page.calls('request') >= 3);
        // Nothing says that the network is back but that it works.
        page.host.knobs.networkNews = 'none';
        page.host.network.online();
        await page.isLive();
        await page.isLeft();
      }),
    );

    it.each(DOMAIN[platform])('when its domain is refused by %s', (_name, connect) =>
      // Not fast: it has to look before the 30 s to the next attempt have passed.
      visit({ connect, speed: 1 }, async (page) => {
        await page.comesTo('waiting');
        expect(page.host.text('conn-status')).toMatch(/，\d\d 秒后重连$/);
        await page.host.tap('conn-retry');
        await page.hasTried(2);
        await page.comesTo('waiting');
        expect(page.connects()).toBe(2);
        expect(page.host.text('conn-status')).toMatch(/，\d\d 秒后重连$/);
        page.host.knobs.connect = 'real';
        await page.host.tap('conn-retry');
        await page.isLive();
        await page.isLeft();
      }),
    );

    it('until the page is left', () =>
      visit({ connect: { fail: DNS } }, async (page) => {
        await page.comesTo('waiting');
        expect(page.host.open.sockets).toBe(0);
        await page.isLeft();
      }));
  });
}
