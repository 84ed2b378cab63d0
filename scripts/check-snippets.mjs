/**
 * Compiles every `ts` and `tsx` block of the docs against the sources of the packages, each as a module of its own: what
 * a reader copies has to compile in a new Taro app. Prints the count, and each error with its page and line.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
/** These show whole files, which `docs-examples.test.mjs` holds against those that run. */
const SHOWN_AS_FILES = /^testing(\.zh-CN)?\.md$/;
const BLOCK = /^```(tsx?)\n(.*?)^```$/gms;

/** What `taro init` writes into `tsconfig.json` (Taro 4.2, TypeScript template): null checks, but not `strict`. */
const options = {
  target: ts.ScriptTarget.ES2017,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  preserveConstEnums: true,
  experimentalDecorators: true,
  noImplicitAny: false,
  allowSyntheticDefaultImports: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  strictNullChecks: true,
  jsx: ts.JsxEmit.ReactJSX,
  resolveJsonModule: true,
  // Ours: a block without an import is a module too, and what others publish is not ours to check.
  moduleDetection: ts.ModuleDetectionKind.Force,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
  baseUrl: root,
  paths: { '@heartbeat-socket/*': ['packages/*/src'] },
};

/** The pages: those of the root, of `docs/` and of the packages. */
function pages() {
  const folders = [root, join(root, 'docs'), join(root, 'example/server')];
  for (const name of readdirSync(join(root, 'packages'))) folders.push(join(root, 'packages', name));
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.md') && !SHOWN_AS_FILES.test(name))
        .map((name) => join(folder, name)),
    );
}

/** The blocks of a page, by the names of files that are nowhere. */
function blocksOf(page) {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(BLOCK)].map(({ 1: language, 2: code, index }) => {
    const line = text.slice(0, index).split('\n').length + 1;
    const name = relative(root, page).replaceAll(sep, '_');
    return [join(root, `${name}.${line}.${language}`), { page, line, code }];
  });
}

const blocks = new Map(pages().flatMap(blocksOf));
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
    console.error(`${relative(root, page)}:${at}: ${ts.flattenDiagnosticMessageText(messageText, '\n  ')}`);
  }
}
console.log(`${blocks.size} code blocks of the docs, ${wrong === 0 ? 'all compile' : `${wrong} errors`}`);
if (wrong > 0 || blocks.size === 0) process.exitCode = 1;
