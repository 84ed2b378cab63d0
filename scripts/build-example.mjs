/**
 * Builds the example, or another Taro app, for one platform: `node scripts/build-example.mjs <weapp|alipay|h5> [folder]`.
 *
 * `taro build` exits 0 even when it wrote nothing, after an invalid config for one (@tarojs/cli 4.2.0). So the old
 * output is removed first, and the new one is checked.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFilled, problemOf } from './build-output.mjs';

const PLATFORMS = ['weapp', 'alipay', 'h5'];
const ADVICE = 'Look at what taro printed above, then at config/ and src/app.config.ts of the app.';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const app = join(root, process.argv[3] ?? 'example');
const platform = process.argv[2];

if (!PLATFORMS.includes(platform)) fail(`usage: node scripts/build-example.mjs <${PLATFORMS.join('|')}> [folder]`);

const output = join(app, 'dist', platform);
for (const library of ['core', 'taro']) requireLibrary(library);
rmSync(output, { recursive: true, force: true });
runTaro();

const problem = problemOf(output, platform);
if (problem) {
  fail(`${problem} ${ADVICE}`);
}
console.log(`${platform}: built into ${relative(root, output)}`);

function requireLibrary(name) {
  const entry = join(root, 'packages', name, 'dist', 'index.mjs');
  if (!isFilled(entry)) fail(`${relative(root, entry)} is missing: run "npm run build" first, the example needs it.`);
}

function runTaro() {
  const cli = createRequire(join(root, 'example', 'package.json')).resolve('@tarojs/cli/bin/taro');
  const { status, signal, error } = spawnSync(process.execPath, [cli, 'build', '--type', platform, '--no-check'], {
    cwd: app,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production', TARO_ENV: platform },
  });
  if (error) fail(`taro could not be started: ${error.message}`);
  if (status !== 0) fail(`taro build --type ${platform} ended with ${signal ?? `exit code ${status}`}. ${ADVICE}`);
}

function fail(reason) {
  console.error(`\nbuild-example: ${reason}`);
  process.exit(1);
}
