import { expect, it } from 'vitest';
import { createTabs, PATIENT } from './tabs';

const tabs = createTabs();
const NO_LIMITS = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };

it('a page whose network goes off notices by a probe, and is back on one line when it returns', async () => {
  const site = tabs.site();
  const tab = await tabs.open([{ name: 'line' }]);
  const setOffline = (offline: boolean) =>
    tab.devTools.send('Network.emulateNetworkConditions', { offline, ...NO_LIMITS });
  await tab.devTools.send('Network.enable');

  await setOffline(true);
  await expect.poll(async () => (await tab.diary()).status.line, PATIENT).not.toBe('open');
  expect(await tab.page.evaluate(() => navigator.onLine)).toBe(false);
  const told = await tab.happenings('line');
  expect(told).toContain('offline');
  expect(told).not.toContain('online');
  // DevTools holds the frames of a WebSocket back and does not end it, as a network does that goes silent.
  expect(told.filter((what) => /^close (?!connect-failed)/.test(what))).toEqual([
    expect.stringMatching(/^close pong-timeout/),
  ]);

  await setOffline(false);
  await tab.isLive();
  site.say('line', 'after');
  await tab.hasHeard('after');
});
