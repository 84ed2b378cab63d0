import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../../');
/** What a page's code gets in place of what it imports: servers on loopback, and elements that a test can see. */
const STAND_INS: Readonly<Record<string, string>> = {
  ws: join(import.meta.dirname, 'ws-on-loopback.ts'),
  '@tarojs/components': join(import.meta.dirname, 'taro-components.tsx'),
};
const PREFIX = 'page:';
const BLOCK = /^```(\w+)\n(.*?)^```$/gms;

/** The one block of a page in that language that contains a text. `page` is a path from the root. */
function blockOf(page: string, contains: string, languages: readonly string[] = ['ts', 'tsx']): string {
  const found = [...readFileSync(`${ROOT}${page}`, 'utf8').matchAll(BLOCK)].flatMap(([, language = '', code = '']) =>
    languages.includes(language) && code.includes(contains) ? [code] : [],
  );
  if (found.length === 1) return found[0] as string;
  throw new Error(`${page}: ${found.length} blocks (${languages}) contain ${JSON.stringify(contains)}, not one`);
}

let imports = 0;

/** Runs a block as a module of its own, anew each time. What it `declare`s is a global, which a test stubs. */
export function importBlock<Exports = unknown>(page: string, contains: string): Promise<Exports> {
  imports += 1;
  return import(/* @vite-ignore */ `${PREFIX}${page}?${encodeURIComponent(contains)}.${imports}`);
}

const isBlock = (id: string) => id.includes('.md.');

/** The vite plugin behind `importBlock`: a block is a module beside its page. */
export function pageBlocks() {
  return {
    name: 'page-blocks',
    enforce: 'pre' as const,
    resolveId(id: string, importer = '') {
      if (isBlock(importer) && id in STAND_INS) return STAND_INS[id];
      return id.startsWith(PREFIX) ? `${ROOT}${id.slice(PREFIX.length).replace('?', '.')}.tsx` : undefined;
    },
    load(id: string) {
      const [, page, contains] = /^(.+\.md)\.(.+)\.\d+\.tsx$/.exec(id) ?? [];
      if (!page?.startsWith(ROOT) || !contains) return undefined;
      return blockOf(page.slice(ROOT.length), decodeURIComponent(contains));
    },
  };
}
