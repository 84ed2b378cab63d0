import { describe, expect, it } from 'vitest';
import type { Knobs } from '../host/knobs';
import type { LotPages } from './lot-page';

type Silence = readonly [name: string, knobs: Partial<Knobs>];

/** What a first attempt meets that ends it only by its own timeout. */
const COMMON: readonly Silence[] = [
  ['connect that nothing answers', { connect: 'silence' }],
  ['connect that is accepted, and nothing more', { connect: 'accepted' }],
  ['name that is not resolved, of which nothing is said', { offline: true, refusal: 'silence' }],
  ['connect that gives no task', { connect: 'no-task' }],
];

const ALIPAY: readonly Silence[] = [
  ['one socket that is accepted, and nothing more', { multipleSupported: false, connect: 'accepted' }],
];

/** The page's life where the platform says nothing. All of it is slow, so all of it runs at once. */
export function tellOfSilences({ platform, visit }: LotPages): void {
  describe.concurrent('gives up, and opens with the next attempt, after a', () => {
    it.each([...COMMON, ...(platform === 'alipay' ? ALIPAY : [])])('%s', (_name, knobs) =>
      visit(knobs, async (page) => {
        await page.comesTo('waiting');
        page.host.network.online();
        page.host.knobs.connect = 'real';
        await page.isLive();
        await page.isLeft();
      }),
    );

    it('success that is given nothing', () =>
      visit({ connect: 'accepted', successResult: 'undefined' }, async (page) => {
        await page.comesTo('waiting');
        // Taro's own, on alipay: it puts its six functions on the result without a look.
        const thrown = page.host.errors.splice(0).map(String);
        expect(thrown).toEqual(platform === 'alipay' ? [expect.stringContaining('onClose')] : []);
        Object.assign(page.host.knobs, { connect: 'real', successResult: 'result' });
        await page.isLive();
        await page.isLeft();
      }));

    it('task that comes when the next attempt has opened, and closes it', () =>
      visit({ connect: (attempt) => (attempt === 1 ? 'held' : 'real') }, async (page) => {
        await page.hasTried(1);
        await page.hasTried(2);
        await page.comesTo('open');
        expect(page.host.open.sockets).toBe(2);
        await page.host.letGo();
        await page.isLive();
        expect(page.connects()).toBe(2);
        await page.isLeft();
      }));

    it.each(['online', 'none'] as const)('line that dies while the news of the network are: %s', (networkNews) =>
      visit({ networkNews }, async (page) => {
        await page.comesTo('open');
        page.host.network.offline({ lines: 'silent' });
        await page.host.until(() => page.status() !== 'open');
        page.host.network.online();
        await page.isLive();
        await page.isLeft();
      }),
    );
  });
}
