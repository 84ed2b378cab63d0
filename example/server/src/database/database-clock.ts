import type { Clock } from '../clock';
import type { Queryable } from './database';

const SAMPLES = 3;
const INTERVAL = 60_000;

/** A clock that shows the database's time, so that all servers on one database show the same. */
export interface DatabaseClock extends Clock {
  /** Stops the comparison with the database; it goes on showing what it has learned. */
  stop(): void;
}

/**
 * Compares the machine's clock with the database's, now and every minute, and shows the time of the latter. Of three
 * answers the quickest counts: by half its round trip at most it is wrong.
 *
 * @param onFail - hears why a later comparison failed; the next is due in its turn. The first one rejects
 */
export async function followDatabaseClock(
  database: Queryable,
  machine: Clock,
  onFail: (error: unknown) => void,
): Promise<DatabaseClock> {
  let offset = await measureOffset(database, machine);
  const stop = machine.every(INTERVAL, () =>
    measureOffset(database, machine).then((measured) => {
      offset = measured;
    }, onFail),
  );
  return { ...machine, now: () => Math.round(machine.now() + offset), stop };
}

async function measureOffset(database: Queryable, machine: Clock): Promise<number> {
  let best = { roundTrip: Number.POSITIVE_INFINITY, offset: 0 };
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const asked = machine.now();
    const [row] = await database.query<{ now: Date }>('SELECT server_now() AS now');
    const answered = machine.now();
    const roundTrip = answered - asked;
    if (row && roundTrip < best.roundTrip) {
      best = { roundTrip, offset: row.now.getTime() - (asked + answered) / 2 };
    }
  }
  return best.offset;
}
