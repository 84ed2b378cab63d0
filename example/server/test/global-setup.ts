import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres, startPostgresCluster } from '@heartbeat-socket/postgres-cluster';
import type { TestProject } from 'vitest/node';
import { dataTemplate } from './data-template';
import { serverProgram } from './server-program';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The url of a PostgreSQL server, or null where none is installed. */
    postgresUrl: string | null;
    /** For what nobody removes before the end of the run. */
    runFolder: string;
  }
}

/** Starts what the test files share. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await Promise.all([dataTemplate(), serverProgram()]);
  const programs = findPostgres();
  if (!programs && process.env.CI) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  if (!programs)
    console.warn('No PostgreSQL found: its tests are skipped. Install one, as in apt-get install postgresql.');
  const cluster = programs ? await startPostgresCluster(programs) : null;
  project.provide('postgresUrl', cluster?.url ?? null);
  const folder = await mkdtemp(join(tmpdir(), 'bidding-run-'));
  project.provide('runFolder', folder);
  return async () => {
    await cluster?.stop();
    await rm(folder, { recursive: true });
  };
}
