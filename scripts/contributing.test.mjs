import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Where the paths of the page begin: at the root, or in the package that its row is about. */
const BASES = [
  '',
  'packages/core/src/',
  'packages/taro/src/',
  'packages/protocols/',
  'packages/testing/',
  'packages/bench/src/',
];

const isThere = (path) => BASES.some((base) => existsSync(root + base + path));

/** The paths of a page, without those that have a word of capitals where the reader's own name goes. */
const pathsOf = (page) =>
  [...readFileSync(root + page, 'utf8').matchAll(/`([\w.@-]+\/[\w./-]*)`/g)]
    .map(([, path]) => path.replace('.zh-CN', ''))
    .filter((path) => !/NAME|PLATFORM/.test(path) && path !== 'docs/.vitepress/dist');

it.each(['CONTRIBUTING.md', 'CONTRIBUTING.zh-CN.md'])('%s names files that are there', (page) => {
  const paths = pathsOf(page);
  expect(paths.length).toBeGreaterThan(40);
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});

it('CONTRIBUTING names the same files in both languages', () => {
  expect([...new Set(pathsOf('CONTRIBUTING.zh-CN.md'))].sort()).toEqual(
    [...new Set(pathsOf('CONTRIBUTING.md'))].sort(),
  );
});
