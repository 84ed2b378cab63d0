import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, type PGliteOptions, type Transaction } from '@electric-sql/pglite';
import type { Database, Queryable } from './database';
import { lockFolder } from './folder-lock';

/**
 * Opens a PostgreSQL inside this process that lives in a folder, which is made if it is missing.
 *
 * @throws FolderInUseError while another process works in the folder: two would spoil it
 */
export async function openPglite(folder: string): Promise<Database> {
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(join(folder, 'server.pid'));
  try {
    const database = await start({ dataDir: join(folder, 'pglite') });
    return {
      ...database,
      async close() {
        await database.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Opens a PostgreSQL inside this process that is gone with it.
 *
 * @param content - what `dumpDataDir` of another one gave, to begin with
 */
export function openPgliteInMemory(content?: Blob): Promise<Database> {
  return start(content ? { loadDataDir: content } : {});
}

async function start(options: PGliteOptions): Promise<Database> {
  const pglite = await PGlite.create(options);
  return {
    ...queryable(pglite),
    transaction: (work) => pglite.transaction((transaction) => work(queryable(transaction))),
    async listen(channel, { onNotice }) {
      const unlisten = await pglite.listen(channel, onNotice);
      return () => unlisten();
    },
    close: () => pglite.close(),
  };
}

function queryable(connection: PGlite | Transaction): Queryable {
  return {
    query: async <Row>(statement: string, parameters: readonly unknown[] = []) =>
      (await connection.query<Row>(statement, [...parameters])).rows,
    async run(script) {
      await connection.exec(script);
    },
  };
}
