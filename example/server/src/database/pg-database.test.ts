import { startTcpProxy } from '@heartbeat-socket/tcp-proxy';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createPostgresDatabase } from '../../test/test-database';
import { openPostgres } from './pg-database';

/** A database of one's own behind a line that can break, and the way past that line. */
async function openThroughProxy() {
  const url = await createPostgresDatabase();
  const proxy = await startTcpProxy(Number(new URL(url).port));
  const database = await openPostgres(url.replace(/:\d+\//, `:${proxy.port}/`));
  const direct = await openPostgres(url);
  onTestFinished(async () => {
    await database.close();
    await direct.close();
    await proxy.close();
  });
  return { database, direct, proxy };
}

describe.skipIf(inject('postgresUrl') === null)('a PostgreSQL server', () => {
  it('is listened to again on a new connection when the line was reset', async () => {
    const { database, direct, proxy } = await openThroughProxy();
    const told: string[] = [];
    let onChange = () => {};
    const until = (sentence: string) =>
      new Promise<void>((resolve) => {
        onChange = () => told.includes(sentence) && resolve();
        onChange();
      });
    const tell = (sentence: string) => {
      told.push(sentence);
      onChange();
    };
    const stop = await database.listen('news', {
      onNotice: tell,
      onLost: () => tell('lost'),
      onResumed: () => tell('resumed'),
    });
    await direct.query(`SELECT pg_notify('news', 'first')`);
    await until('first');
    await proxy.refuse();
    await until('lost');
    await direct.query(`SELECT pg_notify('news', 'missed')`);
    await proxy.mend();
    await until('resumed');
    await direct.query(`SELECT pg_notify('news', 'last')`);
    await until('last');
    expect(told).toEqual(['first', 'lost', 'resumed', 'last']);
    await stop();
  });

  it('answers again after its connections were reset, and the process lives', async () => {
    const { database, direct, proxy } = await openThroughProxy();
    const lost = database.transaction(async (transaction) => {
      await transaction.run('CREATE TABLE half (done boolean)');
      proxy.reset(); // while nothing is asked: nobody waits for an answer that could fail
      await direct.query('SELECT pg_sleep(0.05)');
      await transaction.query('SELECT 1');
    });
    await expect(lost).rejects.toThrow();
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await expect(direct.query('SELECT * FROM half')).rejects.toThrow('does not exist');
  });

  it('that stops listening while it is gone opens no connection any more', async () => {
    const { database, direct, proxy } = await openThroughProxy();
    let onLost = () => {};
    const lost = new Promise<void>((resolve) => {
      onLost = resolve;
    });
    const stop = await database.listen('news', { onNotice: () => {}, onLost, onResumed: () => {} });
    await proxy.refuse();
    await lost;
    await stop();
    await proxy.mend();
    await database.query('SELECT 1');
    const listeners = await direct.query(`SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%'
      AND datname = current_database()`);
    expect(listeners).toEqual([]);
  });
});
