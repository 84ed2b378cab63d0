import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { copyDataTemplate } from '../test/data-template';
import { QUICK_START, serverProgram } from '../test/server-program';
import { connect } from '../test/test-client';
import type { SessionResponse } from './messages';

const AS_BY_NPM_START = ['--import', 'tsx', fileURLToPath(new URL('./main.ts', import.meta.url))];
const PATIENCE = 60_000; // starting a process takes its time on a busy machine

/**
 * Starts the server as a process, in a data folder of its own unless told otherwise. It is the server in one file, with
 * V8's quick compiler, unless a `program` is named.
 */
async function launch(env: NodeJS.ProcessEnv, program?: readonly string[]) {
  const child = spawn(process.execPath, program ?? [QUICK_START, await serverProgram()], {
    env: { PATH: process.env.PATH, H5_FOLDER: 'no-such-folder', DATA_FOLDER: await makeFolder(), ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      for (const look of waiting) look();
    });
  }
  const exited = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  const printed = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve) => {
      const look = () => {
        const match = pattern.exec(output);
        if (match) resolve(match);
      };
      waiting.add(look);
      look();
    });
  return { child, exited, printed };
}

async function makeFolder(): Promise<string> {
  const folder = await copyDataTemplate();
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function post(url: string, body: unknown): Promise<SessionResponse> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as SessionResponse;
}

async function unusedAddress(): Promise<{ port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return address;
}

it('says in one sentence that PORT is wrong, and exits with 1', { timeout: PATIENCE }, async () => {
  const { code, output } = await (await launch({ PORT: 'eighty' }, AS_BY_NPM_START)).exited;
  expect({ code, output }).toEqual({ code: 1, output: 'PORT must be a whole number from 0 to 65535.\n' });
});

it('says in one sentence that the port is taken, and exits with 1', { timeout: PATIENCE }, async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const { code, output } = await (await launch({ PORT: String(port), LOG_LEVEL: 'silent' })).exited;
  expect(code).toBe(1);
  expect(output).toBe(`Port ${port} is already in use: set PORT to another one, as in PORT=8788.\n`);
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  'closes with 1001 on %s and exits with 0',
  { timeout: PATIENCE },
  async (signal) => {
    const { child, exited, printed } = await launch({ PORT: '0', LOG_LEVEL: 'silent' });
    const [, url] = await printed(/Bidding server: (http:\S+)\n/);
    const { token } = await post(`${url}/api/session`, { name: 'Ann' });
    const client = connect(`${url?.replace('http', 'ws')}/ws?token=${token}`);
    await client.text('SUCCESS');
    child.kill(signal);
    expect((await client.closed).code).toBe(1001);
    expect((await exited).code).toBe(0);
  },
);

describe('the data folder', () => {
  it('is said, and keeps sessions over a restart', { timeout: PATIENCE }, async () => {
    const env = { PORT: '0', LOG_LEVEL: 'silent', DATA_FOLDER: await makeFolder() };
    const first = await launch(env);
    const [, url] = await first.printed(/Bidding server: (http:\S+)\n/);
    await first.printed(/Data: .*bidding-data-/);
    const session = await post(`${url}/api/session`, { name: 'Ann' });
    first.child.kill('SIGTERM');
    await first.exited;
    const second = await launch(env);
    const [, again] = await second.printed(/Bidding server: http(:\S+)\n/);
    await connect(`ws${again}/ws?token=${session.token}`).text('SUCCESS');
  });

  it('of another server is left alone, with a sentence on what to do', { timeout: PATIENCE }, async () => {
    const env = { PORT: '0', LOG_LEVEL: 'silent', DATA_FOLDER: await makeFolder() };
    const first = await launch(env);
    await first.printed(/Bidding server/);
    const { code, output } = await (await launch(env)).exited;
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^Another server has the data folder: process ${first.child.pid} works in it`));
    expect(output).toMatch(/Stop that one, set DATA_FOLDER to another folder, or DATABASE_URL to a PostgreSQL/);
    expect(output.trim().split('\n')).toHaveLength(1);
  });
});

it('says in one sentence that no database answers, without its password', { timeout: PATIENCE }, async () => {
  const { port } = await unusedAddress();
  const env = { PORT: '0', DATABASE_URL: `postgres://ann:hunter2@127.0.0.1:${port}/bids` };
  const { code, output } = await (await launch(env)).exited;
  expect(code).toBe(1);
  expect(output).toMatch(
    new RegExp(`^Could not reach the database of DATABASE_URL, postgres://127.0.0.1:${port}/bids: .*ECONNREFUSED.*\n$`),
  );
});
