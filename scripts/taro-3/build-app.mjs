/**
 * Puts the app beside this file into a folder outside the workspace, so that nothing but its own Taro can be found from
 * there, installs what the packages would publish, and builds it for each platform.
 *
 * `TARO_3_DIR` names the folder.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemOf } from '../build-output.mjs';

const PLATFORMS = ['weapp', 'alipay', 'h5'];
const root = fileURLToPath(new URL('../..', import.meta.url));
const app = fileURLToPath(new URL('app', import.meta.url));

/** Called by vitest before the tests. */
export default function buildApp({ provide }) {
  const folder = resolve(process.env.TARO_3_DIR ?? missing());
  refuseForeign(folder);
  cpSync(app, folder, { recursive: true });
  installPackages(folder);
  for (const platform of PLATFORMS) build(folder, platform);
  provide('builds', join(folder, 'dist'));
}

function missing() {
  throw new Error('TARO_3_DIR is not set: npm run taro3 sets it');
}

/** The app is copied over what lies there, so only a new folder or one of an earlier run will do. */
function refuseForeign(folder) {
  if (!relative(root, folder).startsWith('..')) {
    throw new Error('TARO_3_DIR must lie outside the workspace, or Taro 4 is found from there.');
  }
  const isEmpty = !existsSync(folder) || readdirSync(folder).length === 0;
  if (!isEmpty && readJson(join(folder, 'package.json')).name !== readJson(join(app, 'package.json')).name) {
    throw new Error('TARO_3_DIR names a folder that holds something else.');
  }
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** The app's own dependencies come along, unless they are there from an earlier run. */
function installPackages(folder) {
  const tarballs = join(folder, 'tarballs');
  // npm leaves alone what is installed already under the same version.
  for (const old of [tarballs, join(folder, 'node_modules/@heartbeat-socket')]) {
    rmSync(old, { recursive: true, force: true });
  }
  mkdirSync(tarballs);
  const packed = ['core', 'taro'].map((name) => {
    const answer = run(join(root, 'packages', name), {}, 'npm', 'pack', '--json', '--pack-destination', tarballs);
    return join(tarballs, JSON.parse(answer)[0].filename);
  });

  const isThere = existsSync(join(folder, 'node_modules/@tarojs/taro'));
  say(`installing the packed packages${isThere ? '' : ' and Taro, which takes a minute'}`);
  run(folder, {}, 'npm', 'install', '--include=dev', '--no-save', ...packed);
  say(`installed beside @tarojs/taro ${readJson(join(folder, 'node_modules/@tarojs/taro/package.json')).version}`);
}

function build(folder, platform) {
  const startedAt = Date.now();
  const output = join(folder, 'dist', platform);
  rmSync(output, { recursive: true, force: true });
  const taro = ['node_modules/@tarojs/cli/bin/taro', 'build', '--type', platform];
  const printed = run(folder, { NODE_ENV: 'production', TARO_ENV: platform }, process.execPath, ...taro);
  const problem = problemOf(output, platform);
  if (problem) throw new Error(`${problem}\n${printed}`);
  say(`${platform}: built in ${Math.round((Date.now() - startedAt) / 1_000)} s`);
}

function run(cwd, extraEnv, command, ...args) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...extraEnv },
    encoding: 'utf8',
    // webpack draws its progress bar again and again.
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (error) throw error;
  if (status === 0) return stdout;
  throw new Error(
    `${[command, ...args].join(' ')} ended with ${signal ?? `exit code ${status}`}\n${stdout}\n${stderr}`,
  );
}

function say(text) {
  console.log(`taro 3.6: ${text}`);
}
