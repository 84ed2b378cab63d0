import { type ConnectOutcome, FAILURE } from '@heartbeat-socket/testing';
import { describe, expect, it, vi } from 'vitest';
import { accept, elapse, expectHealthy, type MountedPage, mount, SLOW, type Stage } from './stage';

const DNS = FAILURE.nameNotResolved;

/**
 * The story that started this library: in a trial version, after "request:fail -105 net::ERR_NAME_NOT_RESOLVED", the
 * reconnect timer was gone. Nobody knows why, so here is each reason that it may have had.
 */
export function describeSeedStory(stage: Stage): void {
  const { fake } = stage;

  /** A page whose name was not resolved, and which waits for its next attempt. */
  async function unresolved(outcome: ConnectOutcome = { fail: DNS }): Promise<MountedPage> {
    fake.set({ connect: outcome });
    const page = mount();
    await elapse(outcome === 'silence' ? 10_000 : 0);
    expect(page.status).toBe('waiting');
    return page;
  }

  async function expectRetry(page: MountedPage, within = 1_000): Promise<void> {
    expect(page.status).toBe('waiting');
    expect(vi.getTimerCount()).toBe(1);
    fake.set({ connect: 'real' });
    fake.server.acceptAll();
    await elapse(within + SLOW);
    await expectHealthy(stage, page);
  }

  describe('after request:fail -105 net::ERR_NAME_NOT_RESOLVED the reconnect timer is still there', () => {
    it.each([
      ['a rejection', { fail: DNS }],
      ['an error without a close', { error: DNS }],
      ['a close without an error', 'close'],
      ['a throw', 'throw'],
      ['nothing at all', 'silence'],
    ] as const)('R19 (1): though the failure was told by %s', async (_how, outcome) => {
      await expectRetry(await unresolved(outcome));
    });

    it.each(['burst', 'vanish', 'late'] as const)(
      'R19 (2): though JavaScript stood still, timers %s',
      async (timers) => {
        fake.set({ suspendAfter: 5_000, timers });
        const page = await unresolved();
        fake.app.hide();
        await elapse(60_000);
        fake.set({ connect: 'real' });
        fake.app.show();
        await elapse(1_000);
        await accept(fake);
        await expectHealthy(stage, page);
      },
    );

    it('R19 (3): though effects ran again without a new attempt', async () => {
      const page = await unresolved();
      await elapse(500);
      for (let render = 0; render < 10; render += 1) page.change({ reconnect: { jitter: 'none' }, heartbeat: {} });
      expect(fake.server.connects).toBe(1);
      await expectRetry(page, 500);
    });

    it('R19 (4): though the platform says that the network is lost', async () => {
      const page = await unresolved();
      fake.network.claim(false);
      await elapse();
      await expectRetry(page);
    });

    it('R19 (5): though the trial version has a list of domains, and refuses this one for a while', async () => {
      fake.set({ connect: (attempt) => (attempt === 1 ? { fail: DNS } : { fail: FAILURE.domain }) });
      const page = mount();
      await elapse(1_000);
      expect(page.causes).toHaveLength(2);
      await expectRetry(page, 30_000);
    });
  });
}
