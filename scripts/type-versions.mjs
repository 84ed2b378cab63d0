/**
 * Compiles the type tests, the examples of the testing page and the code blocks of the docs against the declarations
 * that are published (`npm run build` first), with each TypeScript that an app may have: under the options of Taro's
 * template, and under `strict`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { docsBlocks } from './docs-blocks.mjs';
import { templateOptions } from './template-options.mjs';

/** The folders that each has in `node_modules`: the oldest, the two that Taro's template may have, the newest. */
const COMPILERS = ['packages/typescript-4.9/', 'packages/typescript-5.0/', '', 'packages/typescript-7.0/'].map(
  (workspace) => `${workspace}node_modules/typescript`,
);
/** In the repository, so that the packages are found from there as an app finds them. */
const CACHE = 'node_modules/.cache/type-versions';
const TYPE_TESTS = 'packages/taro/test/types';
const EXAMPLES = 'packages/testing/examples';
/** Parameters of functions are compared both ways without `strictFunctionTypes`: what these tests forbid compiles then. */
const STRICT_ONLY = 'strict.test-d.ts';
/** Runners of tests publish declarations that an old TypeScript cannot read. */
const NEEDS_RUNNER = /\.test\.tsx$|\.config\./;
/** So do these libraries, of which the guides show the use. */
const NEEDS_LIBRARY = /from '(zod|zustand|@tanstack\/react-query)'/;

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, CACHE);

const template = { ...templateOptions(), skipLibCheck: true, noEmit: true, types: ['node'] };
const strict = { ...template, strict: true, noImplicitAny: true, exactOptionalPropertyTypes: true };

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const blocks = docsBlocks()
  .filter(({ code }) => !NEEDS_LIBRARY.test(code))
  .map(({ name, code }) => {
    // A block without an import is a module too, and old versions have no option that says so.
    writeFileSync(join(folder, name), `${code}\nexport {};\n`);
    return join(CACHE, name);
  });
const tests = readdirSync(join(root, TYPE_TESTS)).map((name) => join(TYPE_TESTS, name));
const examples = readdirSync(join(root, EXAMPLES))
  .filter((name) => !NEEDS_RUNNER.test(name))
  .map((name) => join(EXAMPLES, name));
const files = [...tests, ...examples, ...blocks];

let isWrong = false;
for (const compiler of COMPILERS) {
  const outcomes = await Promise.all([
    compile(
      compiler,
      'template',
      template,
      files.filter((file) => !file.endsWith(STRICT_ONLY)),
    ),
    compile(compiler, 'strict', strict, files),
  ]);
  isWrong ||= outcomes.some((isRight) => !isRight);
}
if (isWrong) process.exitCode = 1;
else rmSync(folder, { recursive: true, force: true });

async function compile(compiler, name, options, inputs) {
  const { version } = JSON.parse(readFileSync(join(root, compiler, 'package.json'), 'utf8'));
  const project = join(folder, `${version} ${name}.json`);
  const compilerOptions = { ...options, ...resolutionOf(version) };
  writeFileSync(project, JSON.stringify({ compilerOptions, files: inputs.map((file) => join(root, file)) }));

  const tsc = spawn(process.execPath, [join(root, compiler, 'bin/tsc'), '-p', project], { cwd: root });
  let printed = '';
  tsc.stdout.on('data', (text) => (printed += text));
  tsc.stderr.on('data', (text) => (printed += text));
  const status = await new Promise((resolve, reject) => tsc.on('error', reject).on('close', resolve));
  console.log(`TypeScript ${version}, ${name} options: ${inputs.length} files${status === 0 ? '' : ', errors'}`);
  if (status !== 0) console.error(printed);
  return status === 0;
}

/** From TypeScript 7 on the template's `moduleResolution: 'node'` is no more, and `import './polyfill'` is looked up. */
function resolutionOf(version) {
  if (Number.parseInt(version, 10) < 7) return {};
  return { module: 'esnext', moduleResolution: 'bundler', noUncheckedSideEffectImports: false };
}
