import { describe, expect, it } from 'vitest';
import type { Knobs } from '../host/knobs';
import type { LotPage, LotPages } from './lot-page';

/** Shorter than what the platform waits before it stops the program. */
const MOMENT = 1_500;
const TIMES = 5;

const HABITS: Readonly<Record<LotPages['platform'], ReadonlyArray<readonly [name: string, knobs: Partial<Knobs>]>>> = {
  weapp: [['as by default', {}]],
  alipay: [
    ['with native tasks', {}],
    ['with one socket', { multipleSupported: false }],
    ['with one socket, and a second connect that is refused', { multipleSupported: false, secondConnect: 'refuse' }],
  ],
};

/** The page's life where the platform refuses to connect, to send and to close while the app is hidden. */
export function tellOfHiding({ platform, visit }: LotPages): void {
  const canBid = ({ host }: LotPage) => host.has('bid-submit') && !host.element('bid-submit').attribute('disabled');

  describe.concurrent('has one socket after each show, and none when it is left, where it is refused while hidden', () => {
    it.each(HABITS[platform])('%s, with a bid at each of five hides', (_name, knobs) =>
      visit({ ...knobs, refusesWhileHidden: true }, async (page) => {
        for (let round = 0; round < TIMES; round += 1) {
          await page.isLive();
          await page.host.until(() => canBid(page));
          await page.host.background({ kill: 'keep', freeze: false, tap: 'bid-submit' });
          await page.host.foreground({ after: MOMENT });
          await page.isLive();
          expect(page.host.open.sockets).toBe(1);
        }
        await page.isLeft();
      }),
    );

    it.each(HABITS[platform])('%s, left while hidden', (_name, knobs) =>
      visit({ ...knobs, refusesWhileHidden: true }, async (page) => {
        await page.comesTo('open');
        await page.host.background({ kill: 'keep', freeze: false });
        await page.host.leave();
        expect(page.host.open.sockets).toBe(1);
        await page.host.foreground({ after: MOMENT });
        await page.isLeft();
      }),
    );
  });
}
