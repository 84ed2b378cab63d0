import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { connect } from '../test/test-client';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const PATIENCE = 20_000; // starting a process takes its time on a busy machine

function launch(env: NodeJS.ProcessEnv, args: string[] = []) {
  const command = ['--import', 'tsx', MAIN, ...args];
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env.PATH, H5_FOLDER: 'no-such-folder', ...env },
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

it('says in one sentence that PORT is wrong, and exits with 1', { timeout: PATIENCE }, async () => {
  const { code, output } = await launch({ PORT: 'eighty' }).exited;
  expect({ code, output }).toEqual({ code: 1, output: 'PORT must be a whole number from 0 to 65535.\n' });
});

it('says in one sentence that the port is taken, and exits with 1', { timeout: PATIENCE }, async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const { code, output } = await launch({ PORT: String(port), LOG_LEVEL: 'silent' }).exited;
  expect(code).toBe(1);
  expect(output).toBe(`Port ${port} is already in use: set PORT to another one, as in PORT=8788.\n`);
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  'closes with 1001 on %s and exits with 0',
  { timeout: PATIENCE },
  async (signal) => {
    const { child, exited, printed } = launch({ PORT: '0', LOG_LEVEL: 'silent' });
    const [, url] = await printed(/Bidding server: (http:\S+)\n/);
    const body = JSON.stringify({ name: 'Ann' });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/session`, { method: 'POST', headers, body });
    const { token } = (await response.json()) as { token: string };
    const client = connect(`${url?.replace('http', 'ws')}/ws?token=${token}`);
    await client.text('SUCCESS');
    child.kill(signal);
    expect((await client.closed).code).toBe(1001);
    expect((await exited).code).toBe(0);
  },
);

it('says that sessions end with the process when there is no secret', { timeout: PATIENCE }, async () => {
  const without = launch({ PORT: '0', LOG_LEVEL: 'silent' });
  await without.printed(/SESSION_SECRET is not set/);
  const secret = 'a secret for tests, 32 characters';
  const { child, exited, printed } = launch({ PORT: '0', LOG_LEVEL: 'silent', SESSION_SECRET: secret });
  await printed(/Bidding server/);
  child.kill('SIGTERM');
  expect((await exited).output).not.toContain('SECRET');
});
