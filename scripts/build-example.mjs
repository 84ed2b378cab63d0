/**
 * Builds the example, or another Taro app, for the named platforms, all at once:
 * `node scripts/build-example.mjs [--app folder] <platform>…`.
 *
 * `taro build` exits 0 even when it wrote nothing, after an invalid config for one (@tarojs/cli 4.2.0). So the old
 * output is removed first, and the new one is checked.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isFilled, problemOf } from './build-output.mjs';

const PLATFORMS = ['weapp', 'alipay', 'h5', 'tt', 'qq', 'jd', 'swan'];
const ADVICE = 'Look at what taro printed above, then at config/ and src/app.config.ts of the app.';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals: platforms } = parseArgs({
  options: { app: { type: 'string', default: 'example' } },
  allowPositionals: true,
});
const app = join(root, values.app);

if (platforms.length === 0 || !platforms.every((platform) => PLATFORMS.includes(platform))) {
  fail(`usage: node scripts/build-example.mjs [--app folder] <${PLATFORMS.join('|')}>…`);
}
for (const library of ['core', 'taro']) requireLibrary(library);
await Promise.all(platforms.map(build));

async function build(platform) {
  const output = join(app, 'dist', platform);
  rmSync(output, { recursive: true, force: true });
  await runTaro(platform);
  const problem = problemOf(output, platform);
  if (problem) fail(`${problem} ${ADVICE}`);
  console.log(`${platform}: built into ${relative(root, output)}`);
}

function requireLibrary(name) {
  const entry = join(root, 'packages', name, 'dist', 'index.mjs');
  if (!isFilled(entry)) fail(`${relative(root, entry)} is missing: run "npm run build" first, the example needs it.`);
}

async function runTaro(platform) {
  const cli = createRequire(join(root, 'example', 'package.json')).resolve('@tarojs/cli/bin/taro');
  const taro = spawn(process.execPath, [cli, 'build', '--type', platform, '--no-check'], {
    cwd: app,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production', TARO_ENV: platform },
  });
  const [status, signal] = await once(taro, 'exit').catch((error) => fail(`taro did not start: ${error.message}`));
  if (status !== 0) fail(`taro build --type ${platform} ended with ${signal ?? `exit code ${status}`}. ${ADVICE}`);
}

function fail(reason) {
  console.error(`\nbuild-example: ${reason}`);
  process.exit(1);
}
