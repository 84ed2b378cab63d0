import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';

/** A server that is another program. */
export interface Program {
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** How it is started. */
interface Start {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The port of loopback on which it answers when it is up. */
  readonly port: number;
}

/** Debian keeps some servers out of the PATH of users; RabbitMQ's there changes the user first. */
const FOLDERS = ['/usr/lib/rabbitmq/bin', ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/**
 * Describes tests that need installed programs, or files of absolute paths, and hands them their files. Where one is
 * missing, a plain line says so and they are skipped; in CI they fail.
 */
export function describeWith(names: readonly string[], tests: (...files: string[]) => void): void {
  if (process.env.CI && missingOf(names).length > 0) describe(names.join(', '), () => it('is installed', absent));
  else describeIfInstalled(names, tests);

  function absent(): void {
    expect.fail(plainly(names));
  }
}

/** The same for what CI does not install, for its size: there they are skipped too. */
export function describeIfInstalled(names: readonly string[], tests: (...files: string[]) => void): void {
  if (missingOf(names).length === 0) return tests(...names.map((name) => fileOf(name) as string));
  console.log(plainly(names));
  describe(names.join(', '), () => void it.skip(plainly(names)));
}

function fileOf(name: string): string | undefined {
  if (isAbsolute(name)) return existsSync(name) ? name : undefined;
  return FOLDERS.map((folder) => join(folder, name)).find(isExecutable);
}

function missingOf(names: readonly string[]): string[] {
  return names.filter((name) => fileOf(name) === undefined);
}

function plainly(names: readonly string[]): string {
  return `${missingOf(names).join(', ')}: not installed, its tests do not run`;
}

const folders = new Set<string>();

/** A folder of its own for the files of a server; it goes with the tests. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'servers-'));
  // Mosquitto and nginx change to users of their own.
  await chmod(folder, 0o755);
  folders.add(folder);
  return folder;
}

/** Ends each of them. */
const running = new Set<() => void>();

// Also those whose start was given up, and when this process is stopped.
afterAll(async () => {
  endAll();
  // What was just ended may still write.
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, endAll);
process.once('exit', endAll);

function endAll(): void {
  for (const end of running) end();
}

/** Starts a program with what it starts itself, and resolves when its port answers. It ends with this process. */
export async function startProgram(file: string, { args, cwd, env, port }: Start): Promise<Program> {
  // Its own group, so that a kill reaches its children too.
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (said = `${said}${data}`.slice(-4_000)));
  const spawned = once(child, 'spawn');
  const ended = once(child, 'close');
  const killGroup = () => endGroup(child);
  running.add(killGroup);
  ended.then(() => running.delete(killGroup));
  await spawned;

  while (!(await answers(port))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${file} ended at once, and said:\n${said}`);
    await delay(50);
  }
  return {
    async kill() {
      killGroup();
      await ended;
    },
  };
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function endGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has ended in this very moment.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
