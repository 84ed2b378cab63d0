import { inject } from 'vitest';
import type { Database } from '../src/database/database';
import { migrate } from '../src/database/migrate';
import { openPostgres } from '../src/database/pg-database';
import { openPglite } from '../src/database/pglite-database';
import { copyDataTemplate } from './data-template';

/** A kind of database that the store must hold on. */
export interface DatabaseKind {
  readonly name: string;
  readonly isInstalled: boolean;
  /** The one that the tests of this process share, with nothing in it: it is opened when it is first needed. */
  fresh(): Promise<Database>;
  /** One of a test's own, which the caller closes. */
  open(): Promise<Database>;
}

function kind(name: string, isInstalled: boolean, make: () => Promise<Database>): DatabaseKind {
  let shared: Promise<Database> | undefined;
  async function open(): Promise<Database> {
    const database = await make();
    await prepare(database);
    return database;
  }
  return {
    name,
    isInstalled,
    open,
    async fresh() {
      shared ??= open();
      const database = await shared;
      await empty(database);
      return database;
    },
  };
}

/** The embedded database, in a folder that is gone after the run. */
const pglite = kind('PGlite', true, async () => openPglite(await copyDataTemplate(inject('runFolder'))));

const postgres = kind('PostgreSQL', inject('postgresUrl') !== null, async () =>
  openPostgres(await createPostgresDatabase()),
);

/** Both kinds. */
export const databaseKinds = [pglite, postgres];

/** Empties the database that tests share to which its kind is no matter. */
export const freshDatabase = (): Promise<Database> => pglite.fresh();

let databases = 0;

/** A new database on the PostgreSQL server of this run. */
export async function createPostgresDatabase(): Promise<string> {
  const url = inject('postgresUrl');
  if (url === null) throw new Error('PostgreSQL is not installed');
  const admin = await openPostgres(url, 1);
  databases += 1;
  const name = `test_${process.pid}_${databases}`;
  await admin.run(`CREATE DATABASE ${name}`);
  await admin.close();
  return url.replace(/[^/]+$/, name);
}

/** Brings the schema up to date, and lets a manual clock rule the time. */
async function prepare(database: Database): Promise<void> {
  await migrate(database);
  await database.run(`
    CREATE TABLE manual_clock (now timestamptz NOT NULL);
    CREATE OR REPLACE FUNCTION server_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
      SELECT coalesce((SELECT now FROM manual_clock), date_trunc('milliseconds', clock_timestamp()))
    $$;
  `);
}

/** Takes everything out of a database but its schema. To make that anew takes much longer. */
function empty(database: Database): Promise<void> {
  return database.run(
    'DELETE FROM bids; DELETE FROM lot_events; DELETE FROM lots; DELETE FROM secrets; DELETE FROM servers; DELETE FROM manual_clock',
  );
}
