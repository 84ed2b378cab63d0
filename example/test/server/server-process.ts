import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { copyDataTemplate } from '../../server/test/data-template';
import { QUICK_START, serverProgram } from '../../server/test/server-program';
import { type Bidder, connectBidder } from './bidder';
import { type ConnectionLog, createConnectionLog } from './connection-log';

/** The bidding server as a process of its own, which can die like one; what it has written lasts. */
export interface ServerProcess {
  readonly port: number;
  /** Leads the addresses of a build to this server. */
  route(url: string): string;
  start(): Promise<void>;
  /** SIGKILL: no goodbye, no close frame. */
  kill(): Promise<void>;
  /** Kills it, and deletes what it has written. */
  remove(): Promise<void>;
  /** How many connections it has accepted over its lives, bidders aside. */
  connections(): Promise<number>;
  /** Why it has refused connections, or ended them with their session, over its lives, in order. */
  refusals(): Promise<readonly string[]>;
  /** Another bidder, from outside the page under test. */
  bidder(name: string): Promise<Bidder>;
}

interface Start {
  /** Environment variables that it reads. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts the server on a free port of loopback, on a data folder of its own. */
export async function startServerProcess({ settings = {} }: Start = {}): Promise<ServerProcess> {
  const port = await freePort();
  const program = await serverProgram();
  const folder = await copyDataTemplate();
  let child: ChildProcess | null = null;
  const log = createConnectionLog();
  const bidders = new Set<string>();

  async function start(): Promise<void> {
    child = spawn(process.execPath, [QUICK_START, program], {
      env: {
        ...process.env,
        DATABASE_URL: '',
        DATA_FOLDER: folder,
        PORT: `${port}`,
        HOST: '127.0.0.1',
        LOG_LEVEL: 'info',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const died = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code}`)));
    died.catch(() => {});
    await Promise.race([died, announced(child, log)]);
  }

  async function enter(name: string): Promise<Bidder> {
    const bidder = await connectBidder(port, name);
    bidders.add(bidder.userId);
    return bidder;
  }

  /** The log tells connections in the order in which they were made: those before this one are told when it is. */
  async function logged(): Promise<void> {
    const last = await enter('asker');
    last.close();
    await log.has(last.userId);
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  await start();
  return {
    port,
    route: (url) => url.replace(/127\.0\.0\.1:8787/, `127.0.0.1:${port}`),
    start,
    kill,
    async remove() {
      await kill();
      await rm(folder, { recursive: true });
    },
    async connections() {
      await logged();
      return log.users().filter((user) => !bidders.has(user)).length;
    },
    async refusals() {
      await logged();
      return log.refusals();
    },
    bidder: enter,
  };
}

/** Settles when the server says that it listens, and goes on reading what it logs. */
async function announced({ stdout }: ChildProcess, log: ConnectionLog): Promise<void> {
  if (!stdout) throw new Error('the server has no output');
  await new Promise<void>((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (line.includes('Bidding server')) resolve();
      else log.read(line);
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
