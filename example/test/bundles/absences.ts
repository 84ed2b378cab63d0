import { describe, expect, it } from 'vitest';
import type { BackgroundOptions, ForegroundOptions } from '../host/app-lifecycle';
import type { LotPages } from './lot-page';

/** More than the platforms leave a program, and more than a ping may wait. */
const LONG = 20_000;
const KILLS = ['interrupted', 'silent', 'global-only', 'keep'] as const;
const FATES = ['burst', 'vanish', 'late'] as const;

type Absence = readonly [name: string, background: BackgroundOptions, foreground: ForegroundOptions];

const ABSENCES: readonly Absence[] = KILLS.flatMap((kill) => [
  ...FATES.map(
    (timers): Absence => [`of 20 s, its socket ${kill}, its timers ${timers}`, { kill }, { timers, after: LONG }],
  ),
  [`of 20 s, its socket ${kill}, its events late`, { kill }, { order: 'show-last', after: LONG }],
  [`of a moment, its socket ${kill}`, { kill }, {}],
]);

const RESUMING: readonly Absence[] = [1, 2].map(
  (suspendedConnects): Absence => [
    `of 20 s, with ${suspendedConnects} refused on the way back`,
    { kill: 'silent' },
    { suspendedConnects, after: LONG },
  ],
);

const AWAKE: readonly Absence[] = (['interrupted', 'silent', 'keep'] as const).map(
  (kill): Absence => [`in which it goes on, its socket ${kill}`, { kill, freeze: false }, { after: LONG }],
);

/** The page's life when the app goes to the background, and comes back. */
export function tellOfAbsences({ visit }: LotPages): void {
  describe.concurrent('is open again after an absence', () => {
    it.each([...ABSENCES, ...RESUMING, ...AWAKE])('%s', (_name, background, foreground) =>
      visit({}, async (page) => {
        await page.comesTo('open');
        await page.host.background(background);
        await page.host.foreground(foreground);
        await page.isLive();
        await page.isLeft();
      }),
    );

    it.each(KILLS)('that nobody tells it of, its socket %s', (kill) =>
      visit({ appEvents: false }, async (page) => {
        await page.comesTo('open');
        await page.host.background({ kill });
        await page.host.foreground({ after: LONG });
        await page.isLive();
        await page.isLeft();
      }),
    );

    it('that began while it waited for its next attempt', () =>
      visit({ connect: 'fail' }, async (page) => {
        await page.comesTo('waiting');
        await page.host.background();
        page.host.knobs.connect = 'real';
        await page.host.foreground({ timers: 'vanish', after: LONG });
        await page.isLive();
        await page.isLeft();
      }));

    it('that began while it connected', () =>
      visit({ connect: (attempt) => (attempt === 1 ? 'held' : 'real') }, async (page) => {
        await page.hasTried(1);
        await page.host.background({ kill: 'silent' });
        await page.host.foreground({ timers: 'vanish', after: LONG });
        await page.isLive();
        await page.host.letGo();
        await page.isLive();
        expect(page.connects()).toBe(2);
        await page.isLeft();
      }));
  });

  it('leaves nothing behind when it is left at once on the way back', () =>
    visit({}, async (page) => {
      await page.comesTo('open');
      await page.host.background({ kill: 'keep' });
      await page.host.foreground({ after: LONG });
      await page.isLeft();
    }));
}
