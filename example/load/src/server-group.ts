import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres, startPostgresCluster } from '@heartbeat-socket/postgres-cluster';
import { type ServerProcess, startServerProcess } from '../../server/test/server-process';

/** Servers on one database, started for the occasion. */
export interface ServerGroup {
  readonly urls: readonly string[];
  /** What they run on, in words. */
  readonly description: string;
  /** Their PostgreSQL, or null where there is none. */
  readonly databaseUrl: string | null;
  /** Kills one by SIGKILL and starts it again, another one each time. Resolves when it listens. */
  killOne(): Promise<void>;
  /** Ends all that was started, and deletes what it has written. */
  stop(): Promise<void>;
}

/**
 * Starts so many servers: on the PostgreSQL of `DATABASE_URL`, else one on the embedded database in a temporary folder,
 * and several on a PostgreSQL server that is started for them. Rejects where none is installed.
 *
 * @param isBare - one server, too, is without the embedded database, which takes much more memory than all the rest
 */
export async function startServerGroup(processes: number, isBare: boolean): Promise<ServerGroup> {
  const stops: Array<() => Promise<unknown>> = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const { env, description } = await provideDatabase(processes > 1 || isBare, stops);
    const settings = { ...env, SESSIONS_PER_MINUTE: '1000000', ROUND_SECONDS: '3600', H5_FOLDER: 'none' };
    const servers: ServerProcess[] = [];
    for (let index = 0; index < processes; index += 1) {
      const server = await startServerProcess(settings);
      stops.push(server.stop);
      servers.push(server);
    }
    let victim = 0;
    return {
      urls: servers.map(({ url }) => url),
      databaseUrl: 'DATABASE_URL' in env ? env.DATABASE_URL : null,
      description: `${processes} ${processes === 1 ? 'server' : 'servers'} on ${description}`,
      async killOne() {
        const server = servers[victim++ % servers.length];
        await server?.kill();
        await server?.start();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function provideDatabase(needsServer: boolean, stops: Array<() => Promise<unknown>>) {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL) return { env: { DATABASE_URL }, description: 'the PostgreSQL of DATABASE_URL' };
  if (!needsServer) {
    const folder = await mkdtemp(join(tmpdir(), 'bidding-load-'));
    stops.push(() => rm(folder, { recursive: true }));
    return { env: { DATA_FOLDER: folder }, description: 'PGlite' };
  }
  const programs = findPostgres();
  if (!programs) {
    throw new Error('This needs a PostgreSQL: install one (apt-get install postgresql) or set DATABASE_URL.');
  }
  const cluster = await startPostgresCluster(programs);
  stops.push(cluster.stop);
  return { env: { DATABASE_URL: cluster.url }, description: 'one PostgreSQL' };
}
