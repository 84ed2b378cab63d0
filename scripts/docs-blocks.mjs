import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** These show whole files, which `docs-examples.test.mjs` holds against those that run. */
const SHOWN_AS_FILES = /^testing(\.zh-CN)?\.md$/;
/** On H5 Taro writes `disabled="false"`, which its style sheet shows as disabled. */
const DISABLED = /<[A-Z]\w*\s[^<]*?\bdisabled=\{/g;
const BLOCK = /^```(tsx?)\n(.*?)^```$/gms;

/**
 * The `ts` and `tsx` blocks of the docs: of the pages of the root, of `docs/`, of the packages and of the example's
 * server. Each is a module of its own, with a name that no other has and the line that it begins at in its page.
 */
export function docsBlocks() {
  return pages()
    .filter((file) => !SHOWN_AS_FILES.test(basename(file)))
    .flatMap(blocksOf);
}

/** Where a page gives one of Taro's components a `disabled` that may be `false`, as `page:line`. */
export function disabledProps() {
  return pages().flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(DISABLED)].map(
      ({ 0: found, index }) => `${relative(root, file)}:${lineOf(text, index + found.length)}`,
    );
  });
}

function lineOf(text, index) {
  return text.slice(0, index).split('\n').length;
}

function pages() {
  const folders = [root, join(root, 'docs'), join(root, 'example/server')];
  for (const name of readdirSync(join(root, 'packages'))) folders.push(join(root, 'packages', name));
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.md'))
        .map((name) => join(folder, name)),
    );
}

function blocksOf(file) {
  const text = readFileSync(file, 'utf8');
  const page = relative(root, file);
  return [...text.matchAll(BLOCK)].map(({ 1: language, 2: code, index }) => {
    const line = lineOf(text, index) + 1;
    return { page, line, code, name: `${page.replaceAll(sep, '_')}.${line}.${language}` };
  });
}
