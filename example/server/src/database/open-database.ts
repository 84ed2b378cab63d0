import type { Database } from './database';
import { FolderInUseError } from './folder-lock';
import { openPostgres } from './pg-database';
import { openPglite } from './pglite-database';

/** Where the data is: on a PostgreSQL server that several processes may share, or in a folder of one process. */
export type DatabaseAddress = { readonly url: string } | { readonly folder: string };

/** Opens the database. Rejects when it does not answer, or another process has the folder. */
export function openDatabase(address: DatabaseAddress): Promise<Database> {
  return 'url' in address ? openPostgres(address.url) : openPglite(address.folder);
}

/** Where the data is, in a sentence without the password. */
export function describeDatabase(address: DatabaseAddress): string {
  if ('folder' in address) return `Data: ${address.folder} (delete it to start afresh)`;
  return `Data: ${withoutPassword(address.url)}`;
}

/** Why the database could not be opened, and what to do, in a sentence without the password. */
export function describeOpenFailure(address: DatabaseAddress, error: unknown): string {
  if (error instanceof FolderInUseError) {
    return (
      `Another server has the data folder: ${error.message}. ` +
      'Stop that one, set DATA_FOLDER to another folder, or DATABASE_URL to a PostgreSQL that both can share.'
    );
  }
  const reason = (error as Error).message || String((error as { code?: unknown }).code);
  if ('folder' in address) return `Could not open the data folder ${address.folder}: ${reason}`;
  return `Could not reach the database of DATABASE_URL, ${withoutPassword(address.url)}: ${reason}`;
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'whose url is malformed';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
