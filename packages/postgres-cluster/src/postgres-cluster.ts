import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where Debian and its kin keep the programs of each version, out of the PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** A PostgreSQL server with an empty database. */
export interface PostgresCluster {
  readonly url: string;
  /** Stops the server and deletes what it has written. */
  stop(): Promise<void>;
}

/** The folder of `initdb` and `pg_ctl`, or null where PostgreSQL is not installed. */
export function findPostgres(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl'))) ?? null;
}

/** Starts a server in a temporary folder, on a free port of loopback, without a password. Resolves when it answers. */
export async function startPostgresCluster(programs: string): Promise<PostgresCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  const owner = await unprivilegedUser();
  if (owner) await chown(folder, owner.uid, owner.gid);
  const call = (program: string, ...args: string[]) =>
    run(join(programs, program), args, { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C' } });
  const data = join(folder, 'data');
  const port = await freePort();

  const stop = async () => {
    await call('pg_ctl', 'stop', '--pgdata', data, '--mode', 'immediate', '--wait');
    await rm(folder, { recursive: true });
  };

  try {
    await call('initdb', '--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8');
    // The server would keep our pipes, and we would wait for its end: its log goes to a file.
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`;
    await call('pg_ctl', 'start', '--pgdata', data, '--log', join(folder, 'log'), '--wait', '--options', settings);
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
}

/** PostgreSQL refuses to run as root; its package comes with a user for it. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
  );
  if (uid === undefined || gid === undefined) throw new Error('no user postgres');
  return { uid, gid };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
