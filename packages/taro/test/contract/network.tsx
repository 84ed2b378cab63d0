import { describe, expect, it } from 'vitest';
import { accept, elapse, expectHealthy, mount, mountOpen, type Stage } from './stage';

const MISSING = ['onNetworkStatusChange', 'offNetworkStatusChange', 'getNetworkType'];
const INFORMATION = ['absent', 'effectiveType', 'type'] as const;

/** The network, and what the platform says of it, which is not the same. */
export function describeNetwork(stage: Stage): void {
  const { fake } = stage;

  describe('network', () => {
    it.each(INFORMATION)(
      'is open again soon after the network is back, navigator.connection %s',
      async (networkInformation) => {
        fake.set({ networkInformation });
        const page = await mountOpen(stage);
        fake.network.offline();
        await elapse(120_000);
        expect(page.status).not.toBe('open');
        fake.server.acceptAll();
        fake.network.online();
        await elapse(1_000);
        await expectHealthy(stage, page);
      },
    );

    it('is open again though the platform never says a word on the network', async () => {
      fake.set({ missing: MISSING });
      const page = await mountOpen(stage);
      fake.network.offline();
      await elapse(120_000);
      fake.server.acceptAll();
      fake.network.online();
      await elapse(30_000);
      await expectHealthy(stage, page);
    });

    it('keeps a line that is fine when the platform claims that the network is gone', async () => {
      const page = await mountOpen(stage);
      fake.network.claim(false);
      await elapse(120_000);
      expect(page.causes).toEqual([]);
      await expectHealthy(stage, page);
    });

    it('goes on trying while the platform claims that the network is gone', async () => {
      const page = await mountOpen(stage);
      fake.network.claim(false);
      fake.server.close(1001);
      fake.server.acceptAll();
      await elapse(10_000);
      await expectHealthy(stage, page);
    });

    it('goes on trying when the platform claims that the network is back, and it is not', async () => {
      const page = await mountOpen(stage);
      fake.network.offline();
      await elapse(60_000);
      fake.network.claim(true);
      await elapse(60_000);
      expect(page.status).not.toBe('open');
      fake.server.acceptAll();
      fake.network.online();
      await elapse(30_000);
      await expectHealthy(stage, page);
    });

    it('does not connect in a hot loop when the platform claims again and again that the network is back', async () => {
      fake.set({ connect: 'error' });
      mount({ reconnect: { jitter: 'none' } });
      await elapse();
      for (let claim = 0; claim < 100; claim += 1) {
        fake.network.claim(claim % 2 === 1);
        await elapse(20);
      }
      expect(fake.server.connects).toBeLessThanOrEqual(5);
    });

    it('takes a network that is gone from the start for a reason to try later', async () => {
      fake.network.offline();
      const page = mount();
      await elapse(11_000);
      expect(page.status).toBe('waiting');
      fake.network.online();
      await elapse(1_000);
      await accept(fake);
      await expectHealthy(stage, page);
    });
  });
}
