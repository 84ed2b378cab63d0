import { describe, it } from 'vitest';
import { createBrowserStage } from '../story/browser-stage';
import { ROUND_SECONDS, tellWholeStory } from '../story/whole-story';
import { createVisits } from './visits';

describe('from the log-in to the end of the round', () => {
  const visits = createVisits({ ROUND_SECONDS: `${ROUND_SECONDS}` });

  it('on the H5 build in Chromium', { timeout: 240_000 }, async () => {
    const { page, proxy, server } = visits.now();
    await page.goto(`${proxy.url}/`);
    await tellWholeStory(createBrowserStage(page), server);
  });
});
