import { type ConnectOutcome, FAILURE } from '@heartbeat-socket/testing';
import { describe, expect, it } from 'vitest';
import { accept, elapse, expectHealthy, mount, type Stage, takeSlots, URL } from './stage';

/** Every way of failing that a platform knows, and how long it takes to notice. */
const FAILURES: ReadonlyArray<readonly [string, ConnectOutcome, number]> = [
  ['an error alone', 'error', 0],
  ['a close alone', 'close', 0],
  ['an error and a close', 'both', 0],
  ['a rejection', 'fail', 0],
  ['a throw', 'throw', 0],
  ['a resolution with no task', 'no-task', 0],
  ['a DNS failure by rejection', { fail: FAILURE.nameNotResolved }, 0],
  ['a DNS failure by error', { error: FAILURE.nameNotResolved }, 0],
  ['silence after "ok"', 'accepted', 10_000],
  ['silence', 'silence', 10_000],
];

/** How the hook opens, and what it makes of each way of failing to. */
export function describeConnecting(stage: Stage): void {
  const { fake } = stage;

  describe('connecting', () => {
    it('calls connectSocket in the mount effect, once', () => {
      const page = mount();
      expect([page.status, fake.server.connects]).toEqual(['connecting', 1]);
      expect(fake.server.connection.url).toBe(URL);
    });

    it('hands protocols to the platform', () => {
      mount({ protocols: ['bid.v1'] });
      expect(fake.server.connection.protocols).toEqual(['bid.v1']);
    });

    it('is open when the server has accepted', async () => {
      const page = mount();
      await elapse();
      expect(page.status).toBe('connecting');
      await accept(fake);
      expect([page.opened, page.errors]).toEqual([[false], []]);
      await expectHealthy(stage, page);
    });

    it.each(FAILURES)('tries again after %s, and opens', async (_name, outcome, noticed) => {
      fake.set({ connect: (attempt) => (attempt === 1 ? outcome : 'real') });
      const page = mount();
      await elapse(noticed);
      expect([page.status, page.causes.length, page.socket.attempt]).toEqual(['waiting', 1, 1]);
      expect(page.socket.retryAt).toBe(Date.now() + 1_000);
      await elapse(999);
      expect(fake.server.connects).toBe(1);
      await elapse(1);
      await accept(fake);
      expect([page.opened, page.causes.length]).toEqual([[false], 1]);
      await expectHealthy(stage, page);
    });

    it.each(FAILURES)('goes on for ever after %s, one attempt at a time', async (_name, outcome, noticed) => {
      fake.set({ connect: outcome });
      const page = mount({ reconnect: { jitter: 'none', maxDelay: 1_000 } });
      await elapse(30 * (noticed + 1_000));
      // More than that where the platform keeps a slot for each handshake that nobody answers.
      expect(fake.server.connects).toBeGreaterThanOrEqual(30);
      expect(fake.server.mostAtOnce).toBeLessThanOrEqual(1);
      fake.set({ connect: 'real' });
      fake.server.acceptAll();
      await elapse(70_000);
      await expectHealthy(stage, page);
    });

    it.each([
      ['error', 0],
      ['close', 0],
      ['both', 0],
      ['silence', 10_000],
    ] as const)('tries again when a refusal is told by %s', async (refusal, noticed) => {
      fake.set({ refusal });
      const page = mount();
      fake.server.refuse();
      // A browser tells of every refusal.
      await elapse(stage.platform === 'h5' ? 0 : noticed);
      expect([page.status, page.causes.length]).toEqual(['waiting', 1]);
      await elapse(1_000);
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it.each(['sync', 'later'] as const)('opens when `success` comes %s', async (success) => {
      fake.set({ success });
      const page = mount();
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it.each([
      ['', { success: 'with-open' }],
      [', and no readyState to tell', { success: 'with-open', readyState: false }],
      [', on slow promises', { success: 'with-open', promises: 'macrotask' }],
      [', on slow promises, and no readyState', { success: 'with-open', promises: 'macrotask', readyState: false }],
    ] as const)('opens though open came before anybody could listen%s', async (_name, knobs) => {
      fake.set(knobs);
      const page = mount();
      await accept(fake);
      await elapse(2_000);
      await expectHealthy(stage, page);
      expect(fake.server.connects).toBe(1);
    });

    it('takes the first message for an open that nobody told', async () => {
      fake.set({ success: 'with-open', readyState: false });
      const page = mount({ heartbeat: false });
      await accept(fake);
      fake.server.say('SUCCESS');
      await elapse();
      expect([page.status, page.messages]).toEqual(['open', ['SUCCESS']]);
    });

    it('opens on slow promises', async () => {
      fake.set({ promises: 'macrotask' });
      const page = mount();
      await accept(fake);
      await expectHealthy(stage, page);
    });

    it('waits for a slot when other sockets have taken them all', async () => {
      const others = await takeSlots(stage);
      const page = mount();
      await elapse();
      expect([page.status, page.kinds]).toEqual(['waiting', ['slot-limit']]);
      for (const other of others) other.close({});
      await elapse(1_000);
      await accept(fake);
      await expectHealthy(stage, page);
    });

    // A browser has no such list, and does not tell why a connection failed.
    it.skipIf(stage.platform === 'h5').each([
      ['fail', { fail: FAILURE.domain }],
      ['error', { error: FAILURE.domain }],
    ] as const)('goes on at maxDelay when the domain is refused by %s', async (_way, connect) => {
      fake.set({ connect });
      const page = mount();
      await elapse();
      expect(page.kinds).toEqual(['forbidden-domain']);
      fake.set({ connect: 'real' });
      await elapse(29_999);
      expect(fake.server.connects).toBe(1);
      await elapse(1);
      await accept(fake);
      await expectHealthy(stage, page);
    });
  });
}
