import { randomBytes } from 'node:crypto';
import type { Queryable } from '../database/database';

/** The secret that all servers on a database sign with, unless they were given one. The first to ask makes it. */
export async function readSessionSecret(database: Queryable): Promise<string> {
  await database.query(`INSERT INTO secrets (name, value) VALUES ('session', $1) ON CONFLICT (name) DO NOTHING`, [
    randomBytes(32).toString('base64url'),
  ]);
  const [row] = await database.query<{ value: string }>(`SELECT value FROM secrets WHERE name = 'session'`);
  if (!row) throw new Error('the session secret is gone');
  return row.value;
}
