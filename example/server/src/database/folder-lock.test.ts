import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lockFolder } from './folder-lock';

function makeFile(holder?: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'server.pid');
  if (holder !== undefined) writeFileSync(file, `${holder}\n`);
  return file;
}

it('takes a folder that nobody has, and gives it back', () => {
  const file = makeFile();
  const unlock = lockFolder(file);
  expect(readFileSync(file, 'utf8')).toBe(`${process.pid}\n`);
  unlock();
  expect(existsSync(file)).toBe(false);
});

it('leaves a folder to a process that lives, and takes it when that has been killed', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const file = makeFile(child.pid);
  expect(() => lockFolder(file)).toThrow(`process ${child.pid} works in it`);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  lockFolder(file);
  expect(readFileSync(file, 'utf8')).toBe(`${process.pid}\n`);
});

it.each([
  ['of its own number, as in a container that was started again', process.pid],
  ['of no number', Number.NaN],
])('takes a folder with a file %s', (_what, holder) => {
  const file = makeFile(holder);
  lockFolder(file);
  expect(readFileSync(file, 'utf8')).toBe(`${process.pid}\n`);
});
