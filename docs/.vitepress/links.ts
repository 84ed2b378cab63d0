import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';
import { REPOSITORY } from '../../scripts/repository';
import { addressOf } from './pages';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

/**
 * Makes links between files of the repository links of the site. A Markdown file becomes its page. Any other file
 * becomes the file in the public repository, or plain text as long as there is none.
 */
export function repositoryLinks(md: MarkdownRenderer, { root, isPage }: LinkOptions) {
  md.core.ruler.push('repository-links', ({ tokens, env }: { tokens: Token[]; env: MarkdownEnv }) => {
    // Pages that no file stands behind have no links of the repository.
    const from = env.realPath ?? env.path;
    for (const token of tokens) {
      if (token.type === 'html_block') token.content = localImages(token.content);
      if (token.type !== 'inline' || !token.children) continue;
      for (const child of token.children) if (child.type === 'html_inline') child.content = localImages(child.content);
      token.children = relink(token.children, (href) => {
        if (/^([a-z]+:|#|\/)/i.test(href)) return href;
        const [path = '', hash] = decodeURI(href).split('#');
        const file = relative(root, join(dirname(from), path)).replace(/\/$/, '');
        // What is not there, VitePress reports as a dead link.
        if (!existsSync(join(root, file))) return href;
        if (isPage(file)) return addressOf(file) + (hash ? `#${hash}` : '');
        return REPOSITORY && `${REPOSITORY}/blob/HEAD/${file}`;
      });
    }
  });
}

/** Takes the line off that links a page to itself in the other language: the site has a switch for that. */
export function withoutLanguageLine(md: MarkdownRenderer) {
  md.core.ruler.push('language-line', ({ tokens }: { tokens: Token[] }) => {
    const line = tokens.slice(0, 5).findIndex(({ type, content }) => type === 'inline' && LANGUAGE_LINE.test(content));
    if (line > 0) tokens.splice(line - 1, 3);
  });
}

const LANGUAGE_LINE = /^(English · )?\[(简体)?中文\]\([^)]+\)$|^\[English\]\([^)]+\)( · 简体中文)?$/;

interface LinkOptions {
  /** The root of the repository, an absolute path. */
  root: string;
  /** Whether a file, by its path from the root, is a page of the site. */
  isPage: (file: string) => boolean;
}

/** Gives every link its new address, and takes the links off that have none. */
function relink(tokens: Token[], addressFor: (href: string) => string): Token[] {
  let open = true;
  return tokens.filter((token) => {
    if (token.type === 'link_open') {
      const href = addressFor(token.attrGet('href') ?? '');
      token.attrSet('href', href);
      open = href !== '';
      return open;
    }
    return token.type !== 'link_close' || open;
  });
}

/** Vite bundles an image of HTML only where its address begins with a dot. */
const localImages = (html: string) => html.replace(/(<img[^>]*\ssrc=")(?=[\w-]+\/)/g, '$1./');
