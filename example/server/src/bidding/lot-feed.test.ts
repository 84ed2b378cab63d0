import Fastify from 'fastify';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { databaseKinds } from '../../test/test-database';
import type { Database, NoticeListener } from '../database/database';
import { addDemoLots } from '../demo/demo-lots';
import { startLotFeed } from './lot-feed';
import type { LotStore } from './lot-store';
import { createSqlLotStore } from './sql-lot-store';

const LOT = 'ru-vase';
const ann = { id: 'ann', name: 'Ann' };

describe.each(databaseKinds)('on $name, the feed', ({ isInstalled, fresh }) => {
  describe.skipIf(!isInstalled)('', () => {
    let database: Database;
    let store: LotStore;
    let bids = 0;

    beforeEach(async () => {
      database = await fresh();
      await addDemoLots(database, 600_000);
      store = createSqlLotStore(database, 30_000);
      bids = 0;
    });

    const bid = () => store.placeBid({ id: `${bids}`, lot: LOT, user: ann, amount: 12_000 + 500 * bids++ });

    /** A feed, and what it has told. `deaf` hears no notice. */
    async function follow(deaf = false) {
      const told: number[] = [];
      let look = () => {};
      let listener: NoticeListener | undefined;
      const feed = await startLotFeed({
        database: {
          ...database,
          listen(channel, given) {
            listener = given;
            return database.listen(channel, deaf ? { ...given, onNotice: () => {} } : given);
          },
        },
        log: Fastify().log,
        onChange(change) {
          told.push(change.type === 'quote' ? change.quote.seq : change.lot.seq);
          look();
        },
      });
      onTestFinished(() => feed.stop());
      const until = (seq: number) =>
        new Promise<void>((resolve) => {
          look = () => told.includes(seq) && resolve();
          look();
        });
      return { feed, told, until, listener: () => listener };
    }

    it('tells each event once, in order, from when it began', async () => {
      await bid();
      const { feed, told, until } = await follow();
      expect(feed.position(LOT)).toBe(1);
      await Promise.all(Array.from({ length: 20 }, bid));
      const last = (await store.read(LOT, 1))?.lot.seq ?? 0;
      await until(last);
      expect(told).toEqual(Array.from({ length: last - 1 }, (_, index) => index + 2));
      expect(feed.position(LOT)).toBe(last);
    });

    it('tells what it has no notice of before the next that it has, and again nothing', async () => {
      const { told, until, listener } = await follow(true);
      for (let index = 0; index < 3; index += 1) await bid();
      expect(told).toEqual([]);
      const notice = (seq: number) => listener()?.onNotice(JSON.stringify({ lot: LOT, seq }));
      notice(3);
      await until(3);
      notice(2);
      await bid();
      notice(4);
      await until(4);
      expect(told).toEqual([1, 2, 3, 4]);
    });

    it('catches up when the line to the database is there again', async () => {
      const { told, until, listener } = await follow(true);
      await bid();
      await bid();
      listener()?.onResumed();
      await until(2);
      expect(told).toEqual([1, 2]);
    });

    it('catches up when somebody has seen more', async () => {
      const { feed, told } = await follow(true);
      await bid();
      await bid();
      await Promise.all([feed.advance(LOT, 1), feed.advance(LOT, 2)]);
      expect(told).toEqual([1, 2]);
    });

    it('tells nothing after it was stopped', async () => {
      const { feed, told } = await follow();
      await feed.stop();
      await bid();
      await feed.advance(LOT, 1);
      expect(told).toEqual([]);
    });
  });
});
