import { expect, it } from 'vitest';
import { createManualClock } from '../../test/manual-clock';
import type { Queryable } from './database';
import { followDatabaseClock } from './database-clock';

/** A database that is `ahead` of the machine, and answers in the middle of each round trip. */
function createRemote(trips: number[]) {
  let machine = 1_000_000;
  const remote = { ahead: 5_000, isGone: false };
  const database: Queryable = {
    async query<Row>() {
      if (remote.isGone) throw new Error('gone');
      const trip = trips.shift() ?? 0;
      machine += trip / 2;
      const row = { now: new Date(machine + remote.ahead) };
      machine += trip / 2;
      return [row as Row];
    },
    run: async () => {},
  };
  const manual = createManualClock();
  return { remote, database, manual, clock: { ...manual, now: () => machine }, now: () => machine };
}

it('shows the database’s time, by the middle of the quickest of three answers', async () => {
  const { database, clock, now } = createRemote([300, 20, 100]);
  const shown = await followDatabaseClock(database, clock, () => {});
  expect(shown.now() - now()).toBe(5_000);
});

it('compares again each minute, and goes on as before when that fails', async () => {
  const { remote, database, manual, clock, now } = createRemote([]);
  const failures: unknown[] = [];
  const shown = await followDatabaseClock(database, clock, (error) => failures.push(error));
  remote.ahead = -200;
  await manual.advance(59_999);
  expect(shown.now() - now()).toBe(5_000);
  await manual.advance(1);
  expect(shown.now() - now()).toBe(-200);
  remote.isGone = true;
  await manual.advance(60_000);
  expect(failures).toEqual([new Error('gone')]);
  expect(shown.now() - now()).toBe(-200);
  shown.stop();
  expect(manual.armed()).toBe(0);
});

it('does not begin without a time to show', async () => {
  const { remote, database, clock } = createRemote([]);
  remote.isGone = true;
  await expect(followDatabaseClock(database, clock, () => {})).rejects.toThrow('gone');
});
