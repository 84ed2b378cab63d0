import { describe, expect, it } from 'vitest';
import type { LotPages } from './lot-page';

/** The page's life among frames and news that are not true, and on its way out. */
export function tellOfHints({ platform, visit }: LotPages): void {
  describe.concurrent('stays open, on the same socket,', () => {
    it('when the network is said to be gone, and is not', () =>
      visit({}, async (page) => {
        await page.comesTo('open');
        page.host.network.report(false);
        await page.host.until(() => page.host.log.at(-1)?.name === 'SocketTask.send');
        await page.isLive();
        page.host.network.report(true);
        await page.isLive();
        expect(page.connects()).toBe(1);
        await page.isLeft();
      }));

    it.each([
      ['text that is no JSON', '<html>502</html>'],
      ['JSON that is no message', '{"type":"quote"}'],
      ['bytes', new Uint8Array([1, 2, 255])],
    ] as const)('when it is sent %s', (_name, frame) =>
      visit({}, async (page) => {
        await page.comesTo('open');
        page.host.receive(frame);
        await page.host.until(() => page.host.console.some(({ text }) => text.includes('decode')));
        await page.isLive();
        expect(page.connects()).toBe(1);
        await page.isLeft();
      }),
    );

    if (platform === 'alipay') {
      it('when it is sent bytes as an ArrayBuffer', () =>
        visit({ binary: 'array-buffer' }, async (page) => {
          await page.comesTo('open');
          page.host.receive(new Uint8Array([1, 2, 255]));
          await page.host.until(() => page.host.console.some(({ text }) => text.includes('decode')));
          await page.isLive();
          expect(page.connects()).toBe(1);
          await page.isLeft();
        }));
    }
  });

  describe.concurrent('goes on trying', () => {
    it('when the network is said to be there, and is not', () =>
      visit({}, async (page) => {
        await page.comesTo('open');
        page.host.network.offline();
        await page.comesTo('waiting');
        const tried = page.connects();
        page.host.network.report(true);
        await page.hasTried(tried + 1);
        page.host.network.online();
        await page.isLive();
        await page.isLeft();
      }));

    it('when a change of cell leaves the line half-open, and says so', () =>
      visit({}, async (page) => {
        await page.comesTo('open');
        page.host.network.offline({ lines: 'silent' });
        page.host.network.online();
        await page.hasTried(2);
        await page.isLive();
        await page.isLeft();
      }));
  });

  describe.concurrent('leaves nothing behind when it is left', () => {
    it.each([
      ['before there is a task', { connect: 'held' }],
      ['before its line is open', { latency: 30 }],
      ['before its line is open, where a close works then', { latency: 30, closeBeforeOpen: 'works' }],
      ['while nothing answers', { connect: 'silence' }],
      ['while nothing more than an answer comes', { connect: 'accepted' }],
    ] as const)('%s', (_name, knobs) =>
      visit(knobs, async (page) => {
        await page.hasTried(1);
        await page.host.leave();
        await page.host.letGo();
        await page.isLeft();
        expect(page.connects()).toBe(1);
      }),
    );

    it('on a cut line', () =>
      visit({}, async (page) => {
        await page.comesTo('open');
        page.host.cutLine();
        await page.isLeft();
      }));
  });
}
