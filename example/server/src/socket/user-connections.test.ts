import { beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../../test/manual-clock';
import { databaseKinds } from '../../test/test-database';
import type { Database } from '../database/database';
import { countUserConnections, type UserConnections } from './user-connections';

const log = { error() {} } as unknown as Parameters<typeof countUserConnections>[0]['log'];

describe.each(databaseKinds)('on $name, the connections of a user', ({ isInstalled, fresh }) => {
  describe.skipIf(!isInstalled)('', () => {
    let database: Database;
    let clock: ManualClock;

    beforeEach(async () => {
      database = await fresh();
      clock = createManualClock();
      await clock.rule(database);
    });

    const startServer = (on = database, limit = 3): Promise<UserConnections> =>
      countUserConnections({ database: on, clock, log, limit });
    const takes = async (...servers: UserConnections[]) => {
      const taken: boolean[] = [];
      for (const server of servers) taken.push(await server.take('ann'));
      return taken;
    };

    it('are limited over all servers together', async () => {
      const [a, b, c] = [await startServer(), await startServer(), await startServer()];
      expect(await takes(a, b, c, a, b, c)).toEqual([true, true, true, false, false, false]);
      expect(await a.take('bob')).toBe(true);
      b.release('ann');
      expect(await takes(b, c)).toEqual([true, false]);
    });

    it('are not over the limit when they come at once', async () => {
      const servers = [await startServer(), await startServer(), await startServer()];
      const taken = await Promise.all([...servers, ...servers].map((server) => server.take('ann')));
      expect(taken.filter(Boolean)).toHaveLength(3);
    });

    it('end with a server that stops', async () => {
      const [a, b] = [await startServer(), await startServer()];
      expect(await takes(a, a, a, b)).toEqual([true, true, true, false]);
      await a.stop();
      expect(await takes(b)).toEqual([true]);
    });

    it('end with a server that was killed, once it has been silent for 30 s', async () => {
      const dead = await countUserConnections({ database, clock: createManualClock(), log, limit: 3 });
      await takes(dead, dead, dead);
      const alive = await startServer();
      await clock.advance(29_999);
      expect(await takes(alive)).toEqual([false]);
      await clock.advance(1);
      expect(await takes(alive)).toEqual([true]);
    });

    it('are counted right again after the database has failed', async () => {
      let isDown = false;
      const flaky: Database = {
        ...database,
        query: (...call) => (isDown ? Promise.reject(new Error('gone')) : database.query(...call)),
        transaction: (work) => (isDown ? Promise.reject(new Error('gone')) : database.transaction(work)),
      };
      const [a, b] = [await startServer(flaky), await startServer()];
      expect(await takes(a, a, a)).toEqual([true, true, true]);
      isDown = true;
      a.release('ann');
      await expect(a.take('ann')).rejects.toThrow('gone');
      isDown = false;
      expect(await takes(b)).toEqual([false]);
      await clock.advance(10_000);
      await expect.poll(() => b.take('ann')).toBe(true);
      expect(await takes(a, b)).toEqual([false, false]);
    });
  });
});
