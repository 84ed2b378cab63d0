import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DefaultTheme } from 'vitepress';
import { groups, home } from './sidebar';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Chinese stands at the root of the site, English below `/en`. */
export type Language = 'zh' | 'en';

/** The Markdown file of a page in a language, from the root of the repository. */
const fileOf = (page: string, language: Language) => `${page}${language === 'zh' ? '.zh-CN' : ''}.md`;

const exists = (file: string) => existsSync(join(root, file));

/**
 * The file that VitePress takes a Markdown file of the repository for: `options.md` for `docs/options.zh-CN.md`,
 * `en/options.md` for `docs/options.md`. Both paths are from the root of the repository, or of the site.
 */
export function siteFileOf(file: string): string {
  const page = file.replace(/(\.zh-CN)?\.md$/, '').replace(/^docs\//, '');
  const name = page.replace(/README$/, 'index').replace(/^[A-Z]+$/, (word) => word.toLowerCase());
  return `${file.endsWith('.zh-CN.md') ? '' : 'en/'}${name}.md`;
}

/** The address of a Markdown file on the site: `/en/options`, `/` for the Chinese README. */
export const addressOf = (file: string) => `/${siteFileOf(file).replace(/index\.md$|\.md$/, '')}`;

function titleOf(file: string): string {
  const title = readFileSync(join(root, file), 'utf8').match(/^# (.+)$/m)?.[1];
  if (!title) throw new Error(`${file} has no first heading ("# Title"). The sidebar shows it.`);
  return title.replaceAll('`', '');
}

function itemOf(page: string, language: Language): DefaultTheme.SidebarItem {
  const file = fileOf(page, language);
  if (page === 'README') return { text: home[language], link: addressOf(file) };
  if (exists(file)) return { text: titleOf(file), link: addressOf(file) };
  const english = fileOf(page, 'en');
  if (!exists(english)) throw new Error(`docs/.vitepress/sidebar.ts names "${page}", but there is no ${english}.`);
  return { text: `${titleOf(english)}（英文）`, link: addressOf(english) };
}

/** The pages of `docs/`, as the sidebar names them. */
const pagesOfDocs = () => [
  ...new Set(
    readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name.replace(/(\.zh-CN)?\.md$/, '')}`),
  ),
];

/** The sidebar of the guides in a language. It throws if a page of `docs/` is in no group. */
export function sidebar(language: Language): DefaultTheme.SidebarItem[] {
  const listed = new Set(groups.flatMap(({ pages }) => pages));
  const missing = pagesOfDocs().filter((page) => !listed.has(page));
  if (missing.length > 0) throw new Error(`Add ${missing.join(', ')} to a group of docs/.vitepress/sidebar.ts.`);
  return groups.map(({ title, pages }) => ({
    text: title[language],
    items: pages.map((page) => itemOf(page, language)),
  }));
}

/** The sidebar of the API reference: the entries of the packages, each of which lists what it exports. */
export function apiSidebar(): DefaultTheme.SidebarItem[] {
  const { entryPoints } = JSON.parse(readFileSync(join(root, 'docs/typedoc.json'), 'utf8')) as {
    entryPoints: string[];
  };
  const items = entryPoints.map((entry) => {
    const path = entry.replace('../packages/', '@heartbeat-socket/').replace('/src', '').replace('/index.ts', '');
    if (!exists(`docs/api/${path}`)) throw new Error(`There is no docs/api/${path}: run "npm run docs:api" first.`);
    return { text: path, link: addressOf(`docs/api/${path}/README.md`) };
  });
  return [{ text: 'API', link: '/en/api/', items }];
}

/** The addresses of pages that are there in English only, from `/en`: a page, or a folder with a slash at its end. */
export function englishOnly(): string[] {
  const pages = [...pagesOfDocs(), 'CHANGELOG'].filter((page) => !exists(fileOf(page, 'zh')));
  return ['/api/', '/packages/', ...pages.map((page) => addressOf(fileOf(page, 'zh')))];
}
