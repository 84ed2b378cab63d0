import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '../src/database/migrate';
import { openPglite } from '../src/database/pglite-database';
import { keptFolder } from './kept-folder';

/** Which database, and its schema. */
const INGREDIENTS = ['../package.json', '../src/database/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** A data folder of the embedded database, empty, its schema up to date: to make one takes seconds. */
export function dataTemplate(): Promise<string> {
  return keptFolder('bidding-data', INGREDIENTS, async (folder) => {
    const database = await openPglite(folder);
    await migrate(database);
    await database.close();
  });
}

/** A data folder of one's own. Whoever takes it removes it, or the folder `inside` which it is. */
export async function copyDataTemplate(inside = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(inside, 'bidding-data-'));
  await cp(await dataTemplate(), folder, { recursive: true });
  return folder;
}
