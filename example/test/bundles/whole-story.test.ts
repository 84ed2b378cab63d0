import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { launch } from '../host/host';
import { startServerProcess } from '../server/server-process';
import { createHostStage } from '../story/host-stage';
import { ROUND_SECONDS, tellWholeStory } from '../story/whole-story';

// Most of it is waiting for the end of a round, and for the next one.
describe.concurrent('from the log-in to the end of the round', () => {
  it.each(['weapp', 'alipay'] as const)('on the compiled %s bundle', { timeout: 240_000 }, async (platform) => {
    const dist = fileURLToPath(new URL(`../../dist/${platform}`, import.meta.url));
    if (!existsSync(`${dist}/app.js`)) throw new Error(`${platform} is not built: npm run build:${platform}`);
    const server = await startServerProcess({ settings: { ROUND_SECONDS: `${ROUND_SECONDS}` } });
    const host = await launch({ platform, dist, page: 'pages/index/index', route: server.route });
    try {
      await tellWholeStory(createHostStage(host), server);
      expect(
        host.log.some(({ name, args }) => name === 'request' && JSON.stringify(args).includes('/api/session')),
      ).toBe(true);
      expect(host.open.sockets).toBe(1);
    } finally {
      host.close();
      await server.remove();
    }
  });
});
