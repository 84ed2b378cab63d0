import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Database, Queryable } from './database';
import { lockFolder } from './folder-lock';

/** Its default, 128 MB, is for other machines: to set so much up takes most of the time of a start. */
const SMALL = ['-c', 'shared_buffers=16MB'];

/**
 * Opens a PostgreSQL inside this process that lives in a folder, which is made if it is missing.
 *
 * @throws FolderInUseError while another process works in the folder: two would spoil it
 */
export async function openPglite(folder: string): Promise<Database> {
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(join(folder, 'server.pid'));
  try {
    const database = await start(join(folder, 'pglite'));
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

async function start(folder: string): Promise<Database> {
  const pglite = await PGlite.create(folder, { startParams: [...PGlite.defaultStartParams, ...SMALL] });
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
