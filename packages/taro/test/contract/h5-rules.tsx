import { describe, expect, it } from 'vitest';
import { elapse, expectHealthy, mountOpen, type Stage, URL } from './stage';

interface H5Task {
  readonly ws: Record<'onopen' | 'onmessage' | 'onerror' | 'onclose', unknown>;
}

/** Rule R8 of docs/platforms.md: Taro's slots on H5. */
export function describeH5Rules(stage: Stage): void {
  const { fake } = stage;
  const connectSocket = fake.taro.connectSocket as (
    options: object,
  ) => Promise<{ close(options: object): void } & H5Task>;

  /** How many sockets other code can still make. */
  async function freeSlots(): Promise<number> {
    const others = [];
    for (;;) {
      const other = await connectSocket({ url: URL }).catch(() => null);
      if (!other) break;
      others.push(other);
    }
    for (const other of others) other.close({});
    await elapse();
    return others.length;
  }

  describe('R8: the slots of H5', () => {
    it('are all free after unmount, however the lines died', async () => {
      expect(await freeSlots()).toBe(5);
      const page = await mountOpen(stage);
      fake.server.acceptAll();
      for (let death = 0; death < 6; death += 1) {
        if (death % 2) fake.server.close(1001);
        else fake.server.goSilent();
        await elapse(60_000);
      }
      await expectHealthy(stage, page);
      fake.server.acceptAll(false);
      expect(await freeSlots()).toBe(4);
      page.unmount();
      await elapse();
      expect(await freeSlots()).toBe(5);
    });

    it('are freed by listeners that are there as soon as the task is', async () => {
      await mountOpen(stage);
      const before = fake.server.connections.length;
      fake.server.close(4001, '拍卖结束');
      await elapse();
      expect([await freeSlots(), before]).toEqual([5, 1]);
    });
  });
}
