import type { Queryable } from '../database/database';

/** How long, in milliseconds, the database may take to answer before it counts as gone. */
const PATIENCE = 2_000;

/** Says whether the database answers. Never rejects. */
export function answers(database: Queryable): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE, false);
    database
      .query('SELECT 1')
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(() => clearTimeout(timer));
  });
}
