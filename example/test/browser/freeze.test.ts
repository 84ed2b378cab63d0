import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Line } from './lines';
import { createTabs, PATIENT } from './tabs';

const tabs = createTabs();

const LINES: readonly Line[] = [
  { name: 'asked', heartbeat: { interval: 2_000 } },
  { name: 'hung up', heartbeat: { interval: 2_000 }, idle: 6 },
  { name: 'keep-alive', heartbeat: { answered: false, interval: 2_000 }, isMute: true },
];

it('a page that was frozen comes back with one line each, again and again', async () => {
  const site = tabs.site();
  const tab = await tabs.open(LINES);
  const expected: string[] = [];
  for (let round = 1; round <= 2; round += 1) {
    await tab.devTools.send('Page.setWebLifecycleState', { state: 'frozen' });
    // It takes effect a moment later.
    await sleep(1_000);
    for (const { name } of LINES) site.say(name, `while frozen ${round}`);
    await expect.poll(() => site.open('hung up'), PATIENT).toBe(0);
    // The others have no reason to go, and a frozen page has nothing to say.
    await sleep(2_000);
    expect([site.open('asked'), site.open('keep-alive')]).toEqual([1, 1]);

    await tab.devTools.send('Page.setWebLifecycleState', { state: 'active' });
    await tab.isLive();
    expect((await tab.happenings('page')).filter((what) => what === 'resume').length).toBe(round);
    for (const { name } of LINES) site.say(name, `after ${round}`);
    expected.push(`after ${round}`);
    await tab.hasHeard(...expected);
  }
});
