import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseKinds } from '../../test/test-database';
import type { Database } from './database';
import { migrate } from './migrate';

describe.each(databaseKinds)('on $name', ({ isInstalled, open }) => {
  async function openOwn(): Promise<Database> {
    const database = await open();
    onTestFinished(() => database.close());
    return database;
  }

  async function folderOf(files: Record<string, string>): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return folder;
  }

  it.skipIf(!isInstalled)(
    'migrations are applied once each, in the order of their names, by whoever comes first',
    async () => {
      const database = await openOwn();
      const folder = await folderOf({
        '0102-second.sql': `INSERT INTO steps VALUES ('second')`,
        '0101-first.sql': `CREATE TABLE steps (name text); INSERT INTO steps VALUES ('first')`,
        'notes.txt': 'no migration',
      });
      const applied = await Promise.all([
        migrate(database, folder),
        migrate(database, folder),
        migrate(database, folder),
      ]);
      expect(applied.flat()).toEqual(['0101-first.sql', '0102-second.sql']);
      expect(await database.query('SELECT name FROM steps')).toEqual([{ name: 'first' }, { name: 'second' }]);
      expect(await migrate(database, folder)).toEqual([]);
    },
  );

  it.skipIf(!isInstalled)('of migrations of which one fails nothing is left', async () => {
    const database = await openOwn();
    const folder = await folderOf({ '0201-good.sql': 'CREATE TABLE good ()', '0202-bad.sql': 'CREATE TABEL bad ()' });
    await expect(migrate(database, folder)).rejects.toThrow('syntax error');
    await expect(database.query('SELECT * FROM good')).rejects.toThrow('does not exist');
  });
});
