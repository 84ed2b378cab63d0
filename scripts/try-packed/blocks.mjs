import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { docsBlocks } from '../docs-blocks.mjs';
import { componentsOf, pageOf } from '../docs-components.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A page for each component that the docs show: the first is the README's first, and Chinese pages show what English ones
 * do. Writes the pages and the app's configuration into the project, and gives the routes, each with where it stands.
 *
 * @param {(name: string, text: string) => void} write
 * @param {string} url - where the pages connect to, in place of the addresses of the docs
 */
export function writePages(write, url) {
  const blocks = docsBlocks().filter(({ page }) => !page.includes('.zh-CN.'));
  const files = new Map(blocks.map((block) => [join(root, block.name), block]));
  const program = programOf(files);
  const pages = [...files].flatMap(([file, block]) =>
    componentsOf(program, file).map((component) => ({ ...block, component })),
  );
  const routes = pages.map(({ page, line, code, component }, index) => {
    const folder = `src/pages/block-${index}`;
    write(`${folder}/block.tsx`, code.replace(/'wss?:\/\/[^']*'/g, `'${url}'`));
    write(`${folder}/index.tsx`, pageOf(component, url));
    write(
      `${folder}/index.config.ts`,
      `export default definePageConfig({ navigationBarTitleText: '${component.name}' })\n`,
    );
    return { route: `pages/block-${index}/index`, where: `${page}:${line}`, name: component.name };
  });
  const list = routes.map(({ route }) => `'${route}'`).join(', ');
  write('src/app.config.ts', `export default defineAppConfig({ pages: [${list}], window: {} })\n`);
  return routes;
}

/** Knows the types that the props of the components have. */
function programOf(files) {
  const options = { jsx: ts.JsxEmit.ReactJSX, moduleResolution: ts.ModuleResolutionKind.Bundler, baseUrl: root };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, ...rest) =>
    files.has(file) ? ts.createSourceFile(file, files.get(file).code, ...rest) : getSourceFile(file, ...rest);
  return ts.createProgram([...files.keys()], { ...options, strict: true, skipLibCheck: true }, host);
}
