import { rm } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { copyDataTemplate } from '../../server/test/data-template';
import { startServerProcess } from '../../server/test/server-process';
import { QUICK_START } from '../../server/test/server-program';
import { runBidding } from './bidding-run';

it('bots bid on a real server that is killed in between, and lose nothing', async () => {
  const folder = await copyDataTemplate();
  const settings = { DATA_FOLDER: folder, H5_FOLDER: 'none', SESSIONS_PER_MINUTE: '1000000' };
  const server = await startServerProcess(settings, [QUICK_START]);
  onTestFinished(async () => {
    await server.kill();
    await rm(folder, { recursive: true });
  });
  const { tally, verdict, kills } = await runBidding({
    urls: [server.url],
    clients: 10,
    seconds: 4,
    killEvery: 2,
    async killOne() {
      await server.kill();
      await server.start();
    },
  });
  expect(verdict).toEqual({ lost: 0, doubled: 0, outOfOrder: 0 });
  expect(kills).toBe(1);
  expect(tally.reconnects).toBeGreaterThanOrEqual(10);
  expect(tally.bids.accepted).toBeGreaterThan(0);
  expect(tally.bids.accepted + tally.bids.refused).toBe(tally.bids.sent);
});
