import type { Knobs } from '@heartbeat-socket/testing';
import { describe, expect, it } from 'vitest';
import { accept, elapse, expectHealthy, mount, mountOpen, type Stage } from './stage';

const KILLS = ['interrupted', 'global-only', 'silent', 'keep'] as const;
const TIMERS = ['burst', 'vanish', 'late'] as const;
const HOUR = 3_600_000;

/** The app hidden and shown again, and a device that sleeps. */
export function describeBackground(stage: Stage): void {
  const { fake } = stage;
  /** As a mini-program is suspended; on H5, a tab that the browser freezes. */
  const suspend = (knobs: Partial<Knobs> = {}) => fake.set({ suspendAfter: 5_000, ...knobs });

  async function comeBack(hiddenFor: number): Promise<void> {
    fake.app.hide();
    await elapse(hiddenFor);
    fake.app.show();
    await elapse();
  }

  describe('background', () => {
    describe.each(KILLS)('connection %s', (kill) => {
      it.each(TIMERS)('is open again after a minute, timers %s', async (timers) => {
        suspend({ kill, timers });
        const page = await mountOpen(stage);
        fake.server.acceptAll();
        await comeBack(60_000);
        await elapse(15_000);
        await expectHealthy(stage, page);
      });

      it.each(['show-first', 'events-first'] as const)('is open again, %s', async (resume) => {
        suspend({ kill, resume });
        const page = await mountOpen(stage);
        fake.server.acceptAll();
        await comeBack(HOUR);
        await elapse(15_000);
        await expectHealthy(stage, page);
      });

      it('is open again though the first connects are refused while the platform resumes', async () => {
        suspend({ kill, suspendedConnects: 2 });
        const page = await mountOpen(stage);
        fake.server.acceptAll();
        await comeBack(60_000);
        await elapse(15_000);
        await expectHealthy(stage, page);
      });

      it('is open again when the app cannot tell that it was hidden', async () => {
        suspend({ kill, missing: ['onAppShow', 'offAppShow', 'onAppHide', 'offAppHide'] });
        const page = await mountOpen(stage);
        fake.server.acceptAll();
        await comeBack(60_000);
        await elapse(60_000);
        await expectHealthy(stage, page);
      });
    });

    it.each(TIMERS)('goes on trying when it was hidden while waiting, timers %s', async (timers) => {
      suspend({ timers });
      const page = await mountOpen(stage);
      fake.server.close(1001);
      await elapse();
      expect(page.status).toBe('waiting');
      fake.server.acceptAll();
      await comeBack(60_000);
      await elapse(1_000);
      await expectHealthy(stage, page);
    });

    it.each(TIMERS)('goes on trying when it was hidden while connecting, timers %s', async (timers) => {
      suspend({ timers });
      const page = mount();
      await elapse();
      fake.server.acceptAll(false);
      fake.app.hide();
      await elapse(60_000);
      fake.server.acceptAll();
      fake.app.show();
      await elapse(15_000);
      await expectHealthy(stage, page);
    });

    it('keeps a line that is alive after three seconds away', async () => {
      suspend();
      const page = await mountOpen(stage);
      await comeBack(3_000);
      await elapse(2_000);
      expect([fake.server.connects, page.causes]).toEqual([1, []]);
      await expectHealthy(stage, page);
    });

    it('notices within the probe that a line died during three seconds away', async () => {
      suspend();
      const page = await mountOpen(stage);
      fake.server.goSilent();
      await comeBack(3_000);
      await elapse(1_500);
      expect(page.kinds).toEqual(['pong-timeout']);
      await elapse(1_000);
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it("under 'disconnect' has no connection while hidden, and one when shown", async () => {
      suspend();
      const page = await mountOpen(stage, { background: 'disconnect' });
      fake.set({ refusesWhileHidden: false });
      fake.app.hide();
      await elapse();
      expect([page.status, fake.server.connection.closedByApp?.code]).toEqual(['suspended', 1000]);
      await elapse(60_000);
      fake.app.show();
      await elapse();
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it.each(TIMERS)(
      'forgives the timers of a device that slept, where the line is alive, timers %s',
      async (timers) => {
        fake.set({ timers });
        const page = await mountOpen(stage);
        await elapse(10_000);
        fake.app.freeze(HOUR);
        await elapse(60_000);
        expect(page.causes).toEqual([]);
        await expectHealthy(stage, page);
      },
    );

    it.each(['burst', 'late'] as const)(
      'notices the death of a line while the device slept, timers %s',
      async (timers) => {
        fake.set({ timers });
        const page = await mountOpen(stage);
        await elapse(10_000);
        fake.server.goSilent();
        fake.app.freeze(HOUR);
        fake.server.acceptAll();
        await elapse(60_000);
        expect(page.kinds).toEqual(['pong-timeout']);
        await expectHealthy(stage, page);
      },
    );

    it('unmounts cleanly while hidden', async () => {
      suspend();
      const page = await mountOpen(stage);
      fake.app.hide();
      await elapse(1_000);
      page.unmount();
      await elapse(HOUR);
      fake.app.show();
      await elapse(60_000);
      expect(fake.server.connects).toBe(1);
    });
  });
}
