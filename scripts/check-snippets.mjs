/**
 * Compiles every `ts` and `tsx` block of the docs against the sources of the packages, each as a module of its own: what
 * a reader copies has to compile in a new Taro app. Prints the count, and each error with its page and line.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { docsBlocks } from './docs-blocks.mjs';
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
let wrong = 0;
for (const [file, { page, line }] of blocks) {
  const source = program.getSourceFile(file);
  for (const { start = 0, messageText } of [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]) {
    wrong += 1;
    const at = line + source.getLineAndCharacterOfPosition(start).line;
    console.error(`${page}:${at}: ${ts.flattenDiagnosticMessageText(messageText, '\n  ')}`);
  }
}
console.log(`${blocks.size} code blocks of the docs, ${wrong === 0 ? 'all compile' : `${wrong} errors`}`);
if (wrong > 0 || blocks.size === 0) process.exitCode = 1;
