import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database } from './database';

const FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url));
/** Any number will do, as long as it is the same in every process and version. */
const LOCK = 8_787;

/**
 * Brings the schema up to date: applies, in one transaction, the files of the folder that have not been applied, in the
 * order of their names. Several processes may do so at once: one works, the others wait for it.
 *
 * @returns the names of those that were applied
 */
export async function migrate(database: Database, folder = FOLDER): Promise<string[]> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return database.transaction(async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await transaction.run(
      'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const applied = await transaction.query<{ name: string }>('SELECT name FROM migrations');
    const known = new Set(applied.map(({ name }) => name));
    const missing = names.filter((name) => !known.has(name));
    for (const name of missing) {
      await transaction.run(readFileSync(`${folder}/${name}`, 'utf8'));
      await transaction.query('INSERT INTO migrations (name) VALUES ($1)', [name]);
    }
    return missing;
  });
}
