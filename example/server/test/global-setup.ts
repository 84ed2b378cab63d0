import { findPostgres, startPostgresCluster } from '@heartbeat-socket/postgres-cluster';
import type { TestProject } from 'vitest/node';
import { makeDataTemplate } from './data-template';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The url of a PostgreSQL server, or null where none is installed. */
    postgresUrl: string | null;
  }
}

/** Starts what the test files share. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const removeTemplate = await makeDataTemplate(project);
  const programs = findPostgres();
  if (!programs && process.env.CI) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  if (!programs)
    console.warn('No PostgreSQL found: its tests are skipped. Install one, as in apt-get install postgresql.');
  const cluster = programs ? await startPostgresCluster(programs) : null;
  project.provide('postgresUrl', cluster?.url ?? null);
  return async () => {
    await cluster?.stop();
    await removeTemplate();
  };
}
