import { rm } from 'node:fs/promises';
import { afterAll, inject } from 'vitest';
import type { Database } from '../src/database/database';
import { migrate } from '../src/database/migrate';
import { openPostgres } from '../src/database/pg-database';
import { openPglite } from '../src/database/pglite-database';
import { copyDataTemplate } from './data-template';

/** A kind of database that the store must hold on, and how a test file gets one of its own. */
export interface DatabaseKind {
  readonly name: string;
  readonly isInstalled: boolean;
  readonly open: () => Promise<Database>;
}

const cleanUps: Array<() => Promise<unknown>> = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** The embedded database, in a folder that is gone after the file. */
const pglite: DatabaseKind = {
  name: 'PGlite',
  isInstalled: true,
  async open() {
    const folder = await copyDataTemplate();
    const database = await openPglite(folder);
    await prepare(database);
    cleanUps.push(
      () => rm(folder, { recursive: true }),
      () => database.close(),
    );
    return database;
  },
};

/** A new database on the PostgreSQL server of this run. */
export async function createPostgresDatabase(): Promise<string> {
  const url = inject('postgresUrl');
  if (url === null) throw new Error('PostgreSQL is not installed');
  const admin = await openPostgres(url, 1);
  const name = `test_${process.pid}_${Date.now()}`;
  await admin.run(`CREATE DATABASE ${name}`);
  await admin.close();
  return url.replace(/[^/]+$/, name);
}

const postgres: DatabaseKind = {
  name: 'PostgreSQL',
  isInstalled: inject('postgresUrl') !== null,
  async open() {
    const database = await openPostgres(await createPostgresDatabase());
    await prepare(database);
    cleanUps.push(() => database.close());
    return database;
  },
};

/** Both kinds. */
export const databaseKinds = [pglite, postgres];

let shared: Promise<Database> | undefined;

/** Empties the database that the tests of a file share: one is made when it is first needed. */
export async function freshDatabase(): Promise<Database> {
  shared ??= pglite.open();
  const database = await shared;
  await empty(database);
  return database;
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
export function empty(database: Database): Promise<void> {
  return database.run(
    'DELETE FROM bids; DELETE FROM lot_events; DELETE FROM lots; DELETE FROM secrets; DELETE FROM servers; DELETE FROM manual_clock',
  );
}
