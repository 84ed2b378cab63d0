import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { serverProgram } from './server-program';

/** A bidding server as a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Starts it anew after `kill`, at the same url. */
  start(): Promise<void>;
  /** SIGKILL: no goodbye. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
}

/**
 * Starts a server, and resolves when it listens.
 *
 * @param env - what it is told beside where its programs are: `DATABASE_URL` or `DATA_FOLDER` above all
 * @param flags - Node's own: `QUICK_START` for one that does not live long
 */
export async function startServerProcess(
  env: NodeJS.ProcessEnv,
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const program = await serverProgram();
  let child: ChildProcess;
  let port = '0';

  async function start(): Promise<string> {
    child = spawn(process.execPath, [...flags, program], {
      env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env, PORT: port },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const died = once(child, 'exit').then(([code]) => Promise.reject(new Error(`a server ended with ${code}`)));
    died.catch(() => {}); // once it listens, its end is our doing
    return Promise.race([died, announced(child)]);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  const url = await start();
  ({ port } = new URL(url));
  return {
    url,
    async start() {
      await start();
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** Resolves with the url that the server prints, and shows what else it says. */
function announced({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('a server has no output');
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      const [, url] = /^Bidding server: (\S+)$/.exec(line) ?? [];
      if (url) resolve(url);
      else if (line.startsWith('{')) console.error(line);
    });
  });
}
