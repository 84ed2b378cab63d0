/**
 * The packages as a team gets them: packed, installed into a project that `taro init` makes of Taro's own template, and
 * used there as the README says. Builds a page for each component that the docs show, for H5, WeChat and Alipay, looks
 * at them in Chromium and on the host, and runs the files of docs/testing.md under Vitest and Jest. Each step is timed.
 * Needs a registry and a quarter of an hour, so it is not run by CI.
 *
 * `TRY_PACKED_DIR` names the folder to work in. It stays, and nothing is installed again that is there; without it the
 * folder is a temporary one, which stays when something fails.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemOf } from '../build-output.mjs';
import { examplesIn } from '../docs-examples.mjs';
import { writePages } from './blocks.mjs';
import { createProject } from './project.mjs';

const PLATFORMS = ['h5', 'weapp', 'alipay'];
/** The server of the tests; on the host an address that leads to it. */
const SERVER = 'ws://127.0.0.1:8793/ws';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kept = process.env.TRY_PACKED_DIR;
const folder = kept ? resolve(kept) : mkdtempSync(join(tmpdir(), 'try-packed-'));
mkdirSync(folder, { recursive: true });

try {
  tryPacked(createProject(folder));
  if (!kept) rmSync(folder, { recursive: true, force: true });
} catch (error) {
  console.error(`try-packed: ${error.message}\ntry-packed: the folder stays: ${folder}`);
  process.exitCode = 1;
}

function tryPacked(project) {
  const { step, run, install, write } = project;
  if (!project.isThere()) {
    step('taro init', project.init);
    step('npm install of the template', () => install());
  }
  const [core, taro, testing] = project.pack(['core', 'taro', 'testing']);
  rmSync(join(project.folder, 'node_modules/@heartbeat-socket'), { recursive: true, force: true });
  step('npm install of the packages', () => install(core, taro));

  const routes = writePages(write, SERVER);
  writeFileSync(join(folder, 'routes.json'), JSON.stringify(routes));
  for (const platform of PLATFORMS) step(`taro build --type ${platform}`, () => build(project, platform));
  step('a live price in Chromium and on the host', () => {
    const env = { ...process.env, TRY_PACKED_DIR: folder };
    const args = ['vitest', 'run', '--config', 'scripts/try-packed/vitest.config.mts'];
    if (spawnSync('npx', args, { cwd: root, env, stdio: 'inherit' }).status !== 0) throw new Error('the pages failed');
  });

  // As docs/testing.md says.
  const page = readFileSync(join(root, 'docs/testing.md'), 'utf8');
  const commands = [...page.matchAll(/^npm install --save-dev (.*)$/gm)].map(([, names]) => names.split(' '));
  const ours = (name) => (name === '@heartbeat-socket/testing' ? testing : name);
  const isInstalled = (name) => existsSync(join(project.folder, 'node_modules', name));
  for (const names of commands) {
    if (!names.every(isInstalled)) step(`npm install ${names[0]} …`, () => install('--save-dev', ...names.map(ours)));
  }
  step('npm install of the kit', () => install('--save-dev', testing));
  for (const [name, code] of Object.entries(examplesIn(page))) write(name, code);
  step('vitest', () => run('npx', '--no-install', 'vitest', 'run', '--exclude', '**/*.jest.test.tsx'));
  step('jest', () => run('npx', '--no-install', 'jest', '--ci', 'jest.test'));
}

function build(project, platform) {
  const output = join(folder, 'builds', platform);
  project.run('npx', '--no-install', 'taro', 'build', '--type', platform, '--no-check');
  rmSync(output, { recursive: true, force: true });
  mkdirSync(join(folder, 'builds'), { recursive: true });
  renameSync(join(project.folder, 'dist'), output);
  const problem = problemOf(output, platform);
  if (problem) throw new Error(problem);
}
