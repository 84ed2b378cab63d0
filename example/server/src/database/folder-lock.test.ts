import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lockFolder } from './folder-lock';

function makeFile(holder?: number | string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'server.pid');
  if (holder !== undefined) writeFileSync(file, `${holder}\n`);
  return file;
}

const holderOf = (file: string) => readFileSync(file, 'utf8').split(' ')[0];

it('takes a folder that nobody has, and gives it back', () => {
  const file = makeFile();
  const unlock = lockFolder(file);
  expect(holderOf(file)).toBe(`${process.pid}`);
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
  expect(holderOf(file)).toBe(`${process.pid}`);
});

it.each([
  ['of its own number, as in a container that was started again', process.pid],
  ['of no number', Number.NaN],
])('takes a folder with a file %s', (_what, holder) => {
  const file = makeFile(holder);
  lockFolder(file);
  expect(holderOf(file)).toBe(`${process.pid}`);
});

it.skipIf(process.platform !== 'linux')('tells a process from an earlier one of the same number', () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const own = makeFile();
  lockFolder(own);
  const [, birth = ''] = readFileSync(own, 'utf8').trim().split(' ');
  expect(birth).toMatch(/^[0-9a-f-]{36}\/\d+$/);
  const reused = makeFile(`${child.pid} ${birth}`);
  lockFolder(reused);
  expect(holderOf(reused)).toBe(`${process.pid}`);
  const started = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
  const taken = makeFile(`${child.pid} ${birth.split('/')[0]}/${started}`);
  expect(() => lockFolder(taken)).toThrow(`process ${child.pid} works in it`);
});
