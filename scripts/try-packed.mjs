/**
 * The packages as an app gets them: packed, installed into a folder outside the workspace, and tested there with the
 * files that docs/testing.md shows, under vitest and under jest. Needs a registry, so it is not run by CI.
 *
 * The folder is a temporary one, which stays when something fails.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examplesIn } from './docs-examples.mjs';

const APP = ['@tarojs/taro@4.2.0', '@tarojs/components@4.2.0', 'react@18.3.1', 'react-dom@18.3.1'];
const TOOLS = ['@testing-library/react@16.3.3', '@testing-library/dom@10'];
const VITEST = ['vitest@4.1.12', 'jsdom@27.4.0'];
const JEST = [
  ...['jest@30', 'jest-environment-jsdom@30', 'babel-jest@30'],
  ...['@babel/core@7', '@babel/preset-env@7', '@babel/preset-react@7', '@babel/preset-typescript@7'],
];

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'try-packed-'));

try {
  tryPacked();
  rmSync(folder, { recursive: true, force: true });
} catch (error) {
  say(error.message);
  say(`failed; the folder stays: ${folder}`);
  process.exitCode = 1;
}

function tryPacked() {
  writeFileSync(join(folder, 'package.json'), '{ "name": "try-packed", "private": true }\n');
  const packed = pack(['core', 'taro', 'testing']);

  const shown = Object.entries(examplesIn(readFileSync(join(root, 'docs/testing.md'), 'utf8')));
  for (const [name, code] of shown) writeFileSync(join(folder, name), code);
  say(`wrote ${shown.map(([name]) => name).join(', ')}`);

  install('the app, with vitest', [...packed, ...APP, ...TOOLS, ...VITEST]);
  test('vitest', 'run', '--exclude', '**/*.jest.test.tsx');

  install('jest', JEST);
  test('jest', '--ci', 'reconnect.jest');
  say('all passed');
}

function pack(names) {
  const tarballs = join(folder, 'tarballs');
  mkdirSync(tarballs);
  return names.map((name) => {
    const answer = run(join(root, 'packages', name), 'npm', 'pack', '--json', '--pack-destination', tarballs);
    const { filename, files } = JSON.parse(answer)[0];
    say(`packed ${filename}: ${files.map(({ path }) => path).join(', ')}`);
    return join(tarballs, filename);
  });
}

function install(what, names) {
  say(`installing ${what}`);
  run(folder, 'npm', 'install', '--save-dev', '--ignore-scripts', '--no-audit', '--no-fund', ...names);
}

/** Runs a test runner of the folder, and shows what it prints. */
function test(runner, ...args) {
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', runner, 'package.json'), 'utf8'));
  say(`testing under ${runner} ${version}, Node ${process.version}`);
  const { status } = spawnSync('npx', ['--no-install', runner, ...args], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${runner} failed`);
}

function run(cwd, command, ...args) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (error) throw error;
  if (status === 0) return stdout;
  throw new Error(`${[command, ...args].join(' ')} failed\n${stdout}\n${stderr}`);
}

function say(text) {
  console.log(`try-packed: ${text}`);
}
