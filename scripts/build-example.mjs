/**
 * Builds the example for one platform: `node scripts/build-example.mjs <weapp|alipay|h5>`.
 *
 * `taro build` exits 0 even when it wrote nothing, after an invalid config for one (@tarojs/cli 4.2.0). So the old
 * output is removed first, and the new one is checked.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const PLATFORMS = ['weapp', 'alipay', 'h5'];
const ADVICE = 'Look at what taro printed above, then at example/config/ and example/src/app.config.ts.';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const app = join(root, 'example');
const platform = process.argv[2];

if (!PLATFORMS.includes(platform)) fail(`usage: node scripts/build-example.mjs <${PLATFORMS.join('|')}>`);

const output = join(app, 'dist', platform);
for (const library of ['core', 'taro']) requireLibrary(library);
rmSync(output, { recursive: true, force: true });
runTaro();

const problem = platform === 'h5' ? problemOfPage() : problemOfMiniProgram();
if (problem) {
  fail(`${problem} ${ADVICE}`);
}
console.log(`${platform}: built into ${relative(root, output)}`);

function requireLibrary(name) {
  const entry = join(root, 'packages', name, 'dist', 'index.mjs');
  if (!isFilled(entry)) fail(`${relative(root, entry)} is missing: run "npm run build" first, the example needs it.`);
}

function runTaro() {
  const cli = createRequire(join(app, 'package.json')).resolve('@tarojs/cli/bin/taro');
  const { status, signal, error } = spawnSync(process.execPath, [cli, 'build', '--type', platform, '--no-check'], {
    cwd: app,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production', TARO_ENV: platform },
  });
  if (error) fail(`taro could not be started: ${error.message}`);
  if (status !== 0) fail(`taro build --type ${platform} ended with ${signal ?? `exit code ${status}`}. ${ADVICE}`);
}

function problemOfMiniProgram() {
  const missing = missingOf(['app.js', 'app.json']);
  if (missing) return missing;
  const { pages } = JSON.parse(readFileSync(join(output, 'app.json'), 'utf8'));
  if (!Array.isArray(pages) || pages.length === 0) return 'app.json names no page.';
  const template = platform === 'weapp' ? 'wxml' : 'axml';
  return missingOf(pages.flatMap((page) => [`${page}.js`, `${page}.json`, `${page}.${template}`]));
}

function problemOfPage() {
  const missing = missingOf(['index.html']);
  if (missing) return missing;
  const html = readFileSync(join(output, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/<script[^>]*\ssrc="?\/?([^"\s>]+)/g)].map(([, path]) => path);
  if (scripts.length === 0) return 'index.html loads no script.';
  return missingOf(scripts);
}

/** A sentence that names the files which are not there or empty, or null. */
function missingOf(files) {
  const missing = files.filter((file) => !isFilled(join(output, file)));
  if (missing.length === 0) return null;
  return `taro build --type ${platform} left these files out or empty: ${missing.join(', ')} (in ${relative(root, output)}${contents()}).`;
}

function contents() {
  try {
    return `, which has ${readdirSync(output).join(', ') || 'nothing'}`;
  } catch {
    return ', which does not exist';
  }
}

function isFilled(file) {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function fail(reason) {
  console.error(`\nbuild-example: ${reason}`);
  process.exit(1);
}
