import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { createMarkdownRenderer, type MarkdownRenderer, type SiteConfig } from 'vitepress';

/** The plugin of the Vite that VitePress brings. */
type Plugin = Exclude<
  NonNullable<NonNullable<SiteConfig['vite']>['plugins']>[number],
  null | undefined | false | unknown[] | Promise<unknown>
>;

/** The names that VitePress imports the indexes by, and the languages at their ends. */
const INDEX = '/@localSearchIndex';
const LANGUAGES = ['root', 'en'];

/**
 * The search's index of each language. VitePress 1.6 tells a page's language by its file, before `rewrites` have put it
 * into its folder, so its own index has both languages in one, and none for English.
 */
export function searchIndex(tokenize: (text: string) => string[]): Plugin {
  let site: SiteConfig;
  return {
    name: 'heartbeat-socket:search-index',
    configResolved(config) {
      // VitePress leaves its own settings there for plugins.
      site = (config as unknown as { vitepress: SiteConfig }).vitepress;
    },
    async load(id) {
      if (id === INDEX) {
        const entries = LANGUAGES.map((language) => `${language}: () => import('${INDEX.slice(1)}${language}')`);
        return `export default { ${entries.join(', ')} }`;
      }
      if (!id.startsWith(INDEX)) return undefined;
      const index = await indexOf(site, id.slice(INDEX.length), tokenize);
      return `export default ${JSON.stringify(JSON.stringify(index))}`;
    },
  };
}

async function indexOf({ srcDir, pages, rewrites, markdown, site }: SiteConfig, language: string, tokenize: Tokenize) {
  const md = await createMarkdownRenderer(srcDir, markdown, site.base);
  const index = new MiniSearch({ fields: ['title', 'titles', 'text'], storeFields: ['title', 'titles'], tokenize });
  for (const page of pages) {
    const path = rewrites.map[page] ?? page;
    if (path.startsWith('en/') !== (language === 'en')) continue;
    const address = site.base + path.replace(/index\.md$/, '').replace(/\.md$/, '.html');
    const source = readFileSync(join(srcDir, page), 'utf8');
    const env = { path: join(srcDir, path), realPath: join(srcDir, page), relativePath: path, cleanUrls: false };
    for (const { anchor, titles, text } of sectionsOf(md.parse(source, env))) {
      index.add({
        id: `${address}#${anchor}`,
        title: titles.at(-1),
        titles: titles.slice(0, -1),
        text: text.join(' '),
      });
    }
  }
  return index;
}

type Tokenize = (text: string) => string[];

interface Section {
  anchor: string;
  /** The headings that it stands under, and its own. */
  titles: string[];
  text: string[];
}

/** A page by its headings. */
function sectionsOf(tokens: ReturnType<MarkdownRenderer['parse']>): Section[] {
  const sections: Section[] = [];
  tokens.forEach((token, at) => {
    if (token.type === 'heading_open') {
      const above = sections.at(-1)?.titles ?? [];
      const titles = [...above.slice(0, Number(token.tag.slice(1)) - 1), textOf(tokens[at + 1]?.children)];
      sections.push({ anchor: token.attrGet('id') ?? '', titles, text: [] });
    } else if (token.type === 'fence') {
      sections.at(-1)?.text.push(token.content);
    } else if (token.type === 'inline' && tokens[at - 1]?.type !== 'heading_open') {
      sections.at(-1)?.text.push(textOf(token.children));
    }
  });
  return sections;
}

const textOf = (tokens: { type: string; content: string }[] | null | undefined) =>
  (tokens ?? [])
    .map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : ' '))
    .join('')
    .trim();
