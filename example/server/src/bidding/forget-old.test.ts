import { beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../../test/manual-clock';
import { databaseKinds } from '../../test/test-database';
import type { Database } from '../database/database';
import { addDemoLots } from '../demo/demo-lots';
import { forgetOld } from './forget-old';
import { createSqlLotStore } from './sql-lot-store';

const LOT = 'ru-vase';
const HOUR = 3_600_000;

describe.each(databaseKinds)('on $name', ({ isInstalled, fresh }) => {
  describe.skipIf(!isInstalled)('', () => {
    let database: Database;
    let clock: ManualClock;

    beforeEach(async () => {
      database = await fresh();
      clock = createManualClock();
      await clock.rule(database);
      await addDemoLots(database, HOUR);
    });

    it('a bid keeps its answer for as long as bids are kept, and not longer', async () => {
      const store = createSqlLotStore(database, 0);
      const bid = (id: string, amount: number) =>
        store.placeBid({ id, lot: LOT, amount, user: { id: 'ann', name: 'Ann' } });
      await bid('old', 12_000);
      await clock.advance(1);
      await bid('young', 13_000);
      await clock.advance(HOUR - 1);
      await forgetOld(database, { bidMemory: HOUR, keptEvents: 0 });
      expect(await database.query('SELECT id FROM bids ORDER BY id')).toEqual([{ id: 'old' }, { id: 'young' }]);
      await clock.advance(1);
      await forgetOld(database, { bidMemory: HOUR, keptEvents: 0 });
      expect(await database.query('SELECT id FROM bids')).toEqual([{ id: 'young' }]);
      expect(await bid('young', 13_000)).toMatchObject({ ok: true, quote: { seq: 2 } });
    });

    it('keeps all events of the present round, and so many of those before', async () => {
      await database.run(`
        UPDATE lots SET round_seq = 12000, seq = 12003, bids = 3 WHERE id = '${LOT}';
        INSERT INTO lot_events SELECT '${LOT}', seq, jsonb_build_object('type', 'quote', 'quote', jsonb_build_object('seq', seq))
        FROM generate_series(1, 12003) AS seq
      `);
      const kept = async (keptEvents: number) => {
        await forgetOld(database, { bidMemory: HOUR, keptEvents });
        const [row] = await database.query('SELECT min(seq) AS first, count(*)::integer AS count FROM lot_events');
        return row;
      };
      expect(await kept(20_000)).toEqual({ first: 1, count: 12_003 });
      expect(await kept(5)).toEqual({ first: 11_999, count: 5 });
      expect(await kept(0)).toEqual({ first: 12_001, count: 3 });
      expect((await createSqlLotStore(database, 0).read(LOT, 50))?.quotes).toHaveLength(3);
    });
  });
});
