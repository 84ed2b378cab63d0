import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Happening, Line } from './lines';
import { createTabs } from './tabs';

/** How long the tab is hidden. Without it, two minutes in a browser that throttles after ten seconds, not after 300. */
const { HIDDEN_MINUTES } = process.env;
const minutes = Number(HIDDEN_MINUTES ?? 2);
const EARLY = '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/10';
const tabs = createTabs(HIDDEN_MINUTES ? [] : [EARLY]);

/** Lines whose pings are answered: each answer starts a new chain of timers, which is not throttled to the minute. */
const ASKED: readonly Line[] = [
  { name: 'asked', idle: 60 },
  { name: 'asked each 50 s', heartbeat: { interval: 50_000 }, idle: 60 },
  { name: 'asked while it talks', heartbeat: { always: true }, isChatty: true, idle: 60 },
];
/** Lines that the server hangs up on in a hidden tab. */
const HUNG_UP: readonly Line[] = [
  { name: 'keep-alive each 2 s', heartbeat: { answered: false, interval: 2_000 }, isMute: true, idle: 30 },
  { name: 'without heartbeat', heartbeat: false, isMute: true, idle: 30 },
];
const HANGS_UP = /^hangs up/;

it(
  'a hidden tab keeps the lines whose pings are answered, and comes back on the others',
  async () => {
    const lines = [...ASKED, ...HUNG_UP];
    const site = tabs.site();
    const tab = await tabs.open(lines);
    const front = await tabs.chrome().context.newPage();
    await front.bringToFront();
    const hiddenAt = Date.now();
    await expect.poll(() => tab.page.evaluate(() => document.visibilityState)).toBe('hidden');
    await sleep(minutes * 60_000);

    expect(await tab.page.evaluate(() => document.visibilityState)).toBe('hidden');
    const { ticks, happenings } = await tab.diary();
    const ended = Date.now();
    console.info(report([...site.happenings], [...happenings], ticks, hiddenAt));
    // Else nothing was throttled, and the rest proves nothing.
    expect(ticks.filter((at) => at > ended - 60_000).length).toBeLessThan(10);
    const hungUp = site.happenings.filter(({ what }) => HANGS_UP.test(what)).map(({ line }) => line);
    expect([...new Set(hungUp)].sort()).toEqual(HUNG_UP.map(({ name }) => name).sort());

    await tab.page.bringToFront();
    await tab.isLive();
    expect(await tab.page.evaluate(() => document.visibilityState)).toBe('visible');
  },
  (minutes + 4) * 60_000,
);

/** Everything that happened, in seconds from the moment of hiding. */
function report(server: Happening[], page: Happening[], ticks: readonly number[], hiddenAt: number): string {
  const seconds = (at: number) => ((at - hiddenAt) / 1_000).toFixed(1);
  const told = (happenings: Happening[], line: string) =>
    happenings.filter((each) => each.line === line).map(({ at, what }) => `    ${seconds(at)} ${what}`);
  const perMinute = Array.from({ length: Math.ceil(minutes) }, (_, minute) => {
    const from = hiddenAt + minute * 60_000;
    return ticks.filter((at) => at >= from && at < from + 60_000).length;
  });
  return [
    `Chromium ${tabs.chrome().version}, hidden for ${minutes} minutes`,
    `a timer of 1 s fired, minute by minute: ${perMinute.join(', ')}`,
    ...[...ASKED, ...HUNG_UP].flatMap(({ name, heartbeat, idle }) => [
      `${name}: ${JSON.stringify({ heartbeat, idle })}`,
      '  the server:',
      ...told(server, name),
      '  the page:',
      ...told(page, name),
    ]),
  ].join('\n');
}
