import { expect, it } from 'vitest';
import { createTabs, PATIENT } from './tabs';

const tabs = createTabs();

it('a page that comes back from the back/forward cache has one new line, and hears nothing twice', async () => {
  const site = tabs.site();
  const tab = await tabs.open([{ name: 'line' }, { name: 'without heartbeat', heartbeat: false }]);
  const say = (text: string) => ['line', 'without heartbeat'].forEach((line) => void site.say(line, text));
  say('before');
  await tab.hasHeard('before');

  await tab.page.goto(site.elsewhere);
  say('while away');
  await tab.page.evaluate(() => history.back());
  await expect.poll(() => tab.happenings('page'), PATIENT).toContain('pageshow persisted');

  await tab.isLive();
  expect(site.happenings.filter(({ what }) => what === 'close 1001').map(({ line }) => line)).toEqual(
    expect.arrayContaining(['line', 'without heartbeat']),
  );
  say('after');
  // What was said to the frozen page went with the old line.
  await tab.hasHeard('before', 'after');
});
