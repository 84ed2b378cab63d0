/**
 * Compares the tables of `docs/moving.md`, in both languages, with what the libraries have by their own types: every
 * option and every member of the result is in a table, and nothing else is. For the library without types its source and
 * its README say so, for the class of the page that class itself. Prints the counts, and each name that is missing.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** The types whose properties have to be in the table of a section; `.` before the names of a nested option. */
const TYPES = {
  ahooks: `
    import type { Options, Result } from 'ahooks/lib/useWebSocket';
    export type Names = { options: Options; result: Result };`,
  'react-use-websocket': `
    import type * as all from 'react-use-websocket';
    import type { HeartbeatOptions, Options, WebSocketHook } from 'react-use-websocket/dist/lib/types';
    export type Names = {
      options: Options; 'heartbeat.': HeartbeatOptions; result: WebSocketHook;
      exports: Omit<typeof all, 'default'>; third: { connect: boolean };
    };`,
  partysocket: `
    import type { PartySocket, PartySocketOptions } from 'partysocket';
    import type { useWebSocket } from 'partysocket/react';
    import type * as all from 'partysocket/react';
    type Use = Parameters<typeof useWebSocket>[2];
    export type Names = {
      options: NonNullable<Use>; party: PartySocketOptions; result: PartySocket;
      use: Parameters<typeof all.usePartySocket>[0]; statics: Pick<typeof PartySocket, 'fetch'>;
    };`,
};

/** The names of each library's options and members, by the heading of its section. */
function namesByTypes() {
  const files = new Map(Object.entries(TYPES).map(([name, code]) => [`${root}moving.${name}.ts`, code]));
  const options = {
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, strict: true, skipLibCheck: true },
    ...{ moduleResolution: ts.ModuleResolutionKind.Bundler, jsx: ts.JsxEmit.ReactJSX, types: [] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, ...rest) =>
    files.has(file) ? ts.createSourceFile(file, files.get(file), ...rest) : getSourceFile(file, ...rest);
  const program = ts.createProgram([...files.keys()], options, host);
  const checker = program.getTypeChecker();
  return Object.keys(TYPES).map((name) => {
    const source = program.getSourceFile(`${root}moving.${name}.ts`);
    for (const { messageText } of program.getSemanticDiagnostics(source))
      throw new Error(`${name}: its types are elsewhere now: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    const [names] = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
    const groups = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(names));
    return [
      name,
      new Set(
        groups.flatMap((group) => {
          const prefix = group.name.endsWith('.') ? group.name : '';
          return checker
            .getPropertiesOfType(checker.getTypeOfSymbol(group))
            .filter(isPublic)
            .map((property) => prefix + property.name);
        }),
      ),
    ];
  });
}

function isPublic({ name, declarations = [] }) {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return !name.startsWith('_') && declarations.every((each) => !(ts.getCombinedModifierFlags(each) & hidden));
}

/** The class of a source file: what its constructor takes apart, and its own members, nested functions left out. */
function namesOfClass(code) {
  const names = { options: new Set(), members: new Set() };
  const visit = (node) => {
    if (ts.isConstructorDeclaration(node) && ts.isObjectBindingPattern(node.parameters[0].name))
      for (const { name } of node.parameters[0].name.elements) names.options.add(name.text);
    if (ts.isMethodDeclaration(node) && ts.isClassDeclaration(node.parent)) names.members.add(node.name.text);
    const isAssigned = ts.isBinaryExpression(node) && ts.isPropertyAccessExpression(node.left);
    if (isAssigned && node.left.expression.kind === ts.SyntaxKind.ThisKeyword) names.members.add(node.left.name.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('class.js', code, ts.ScriptTarget.ES2022, true));
  return names;
}

function namesOfMiniprogram() {
  const read = (file) => readFileSync(require.resolve(`websocket-heartbeat-miniprogram/${file}`), 'utf8');
  const { options, members } = namesOfClass(read('lib/index.js'));
  // The others are its own: its README does not name them.
  const documented = [...members].filter((name) => new RegExp(`\\btask\\.${name}\\b`).test(read('README.md')));
  return ['websocket-heartbeat-miniprogram', new Set([...options, ...documented])];
}

/** The names in the first column of the tables below each heading. */
function namesInTables(section) {
  const rows = [...section.matchAll(/^\| (`.*?) \| /gm)].map(([, cell]) => cell);
  return new Set(rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name)));
}

let wrong = 0;
function compare(page, name, expected, section) {
  const shown = namesInTables(section);
  const missing = [...expected].filter((each) => !shown.has(each));
  const unknown = [...shown].filter((each) => !expected.has(each));
  for (const each of missing) console.error(`${page}: ${name} has \`${each}\`, which is in none of its tables`);
  for (const each of unknown) console.error(`${page}: ${name} has no \`${each}\`, which is in its tables`);
  wrong += missing.length + unknown.length;
  console.log(`${page}: ${name}, ${expected.size - missing.length} of ${expected.size}`);
}

const libraries = [...namesByTypes(), namesOfMiniprogram()];
for (const page of ['docs/moving.md', 'docs/moving.zh-CN.md']) {
  const [, ...sections] = readFileSync(root + page, 'utf8').split(/^## /m);
  const [own, ...rest] = sections;
  const { members } = namesOfClass(own.slice(own.indexOf('```js\n') + 6, own.indexOf('```\n')));
  compare(page, 'the class', members, own);
  for (const [name, expected] of libraries) {
    const section = rest.find((each) => each.startsWith(name));
    if (!section) throw new Error(`${page} has no section that begins with "${name}"`);
    const { version } = JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8'));
    if (!section.includes(version)) {
      console.error(`${page}: ${name} is ${version} here, and the page speaks of another version`);
      wrong += 1;
    }
    compare(page, name, expected, section);
  }
}
if (wrong > 0) process.exitCode = 1;
