import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { migrate } from '../src/database/migrate';
import { openPglite } from '../src/database/pglite-database';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data folder of the embedded database, to be copied: to make one takes seconds, to copy one does not. */
    dataTemplate: string;
  }
}

const PREFIX = join(tmpdir(), 'bidding-data-');

/** Makes a data folder whose schema is up to date and empty; returns its removal. For a global set-up. */
export async function makeDataTemplate(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(PREFIX);
  const database = await openPglite(folder);
  await migrate(database);
  await database.close();
  project.provide('dataTemplate', folder);
  return () => rm(folder, { recursive: true });
}

/** A data folder of one's own. Whoever takes it removes it. */
export async function copyDataTemplate(): Promise<string> {
  const folder = await mkdtemp(PREFIX);
  await cp(inject('dataTemplate'), folder, { recursive: true });
  return folder;
}
