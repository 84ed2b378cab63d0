/**
 * Compiles every `ts` and `tsx` block of the docs against the sources of the packages, each as a module of its own, and
 * renders those with JSX on each platform: what a reader copies has to work in a new Taro app. Prints the counts, and
 * each error with its page and line.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { disabledProps, docsBlocks } from './docs-blocks.mjs';
import { componentsOf } from './docs-components.mjs';
import { renderBlocks } from './render-blocks.mjs';
import { templateOptions } from './template-options.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const { options, errors } = ts.convertCompilerOptionsFromJson(
  {
    ...templateOptions(),
    // Ours: a block without an import is a module too, and what others publish is not ours to check.
    moduleDetection: 'force',
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    baseUrl: root,
    paths: { '@heartbeat-socket/*': ['packages/*/src'] },
  },
  root,
);
if (errors.length > 0) throw new Error(ts.flattenDiagnosticMessageText(errors[0].messageText, '\n'));

/** The blocks by the names of files that are nowhere. */
const blocks = new Map(docsBlocks().map((block) => [join(root, block.name), block]));
const host = ts.createCompilerHost(options);
const { fileExists, readFile } = host;
host.fileExists = (file) => blocks.has(file) || fileExists(file);
host.readFile = (file) => blocks.get(file)?.code ?? readFile(file);
host.getCurrentDirectory = () => root;
const getSourceFile = host.getSourceFile;
host.getSourceFile = (file, ...rest) =>
  blocks.has(file) ? ts.createSourceFile(file, blocks.get(file).code, ...rest) : getSourceFile(file, ...rest);

const program = ts.createProgram([...blocks.keys()], options, host);
const problems = disabledProps().map(
  (where) =>
    `${where}: on H5 Taro shows disabled={false} as disabled: leave it out, {...(off ? { disabled: true } : {})}`,
);
const shown = [];
for (const [file, { page, line, code }] of blocks) {
  const source = program.getSourceFile(file);
  for (const { start = 0, messageText } of [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]) {
    const at = line + source.getLineAndCharacterOfPosition(start).line;
    problems.push(`${page}:${at}: ${ts.flattenDiagnosticMessageText(messageText, '\n  ')}`);
  }
  try {
    for (const component of componentsOf(program, file)) shown.push({ where: `${page}:${line}`, code, component });
  } catch (error) {
    problems.push(`${page}:${line}: ${error.message}`);
  }
}
console.log(`${blocks.size} code blocks of the docs compiled`);
if (problems.length === 0) {
  problems.push(...(await renderBlocks(shown)));
  console.log(`${shown.length} components of them rendered`);
}

for (const problem of problems) console.error(problem);
if (problems.length > 0 || shown.length === 0) process.exitCode = 1;
