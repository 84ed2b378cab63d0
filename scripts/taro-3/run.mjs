/**
 * The packages on Taro 3.6: a small app, built and run, and then the contract of the hook on the published files.
 *
 * `TARO_3_DIR` names the folder to work in. It stays, and Taro is not installed again when it is there; without it the
 * folder is a temporary one.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const kept = process.env.TARO_3_DIR;
const folder = kept ? resolve(kept) : mkdtempSync(join(tmpdir(), 'taro-3-'));

const RUNS = [
  ['--config', 'scripts/taro-3/vitest.config.mts'],
  ['--project', 'taro', '--project', 'taro on h5', 'taro-files', 'test/h5'],
];

function passes(args) {
  const env = { ...process.env, TARO_3_DIR: folder };
  return spawnSync('npx', ['vitest', 'run', ...args], { stdio: 'inherit', env }).status === 0;
}

try {
  process.exitCode = RUNS.every(passes) ? 0 : 1;
} finally {
  if (!kept) rmSync(folder, { recursive: true, force: true });
}
