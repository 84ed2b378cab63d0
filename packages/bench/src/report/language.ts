import type { Text } from '../catalogue';

/** The languages of the docs. */
export const LANGUAGES = ['en', 'zh'] as const;

export type Language = (typeof LANGUAGES)[number];

/** How the files of a language end: `benchmarks.md`, `benchmarks.zh-CN.md`. */
export const SUFFIX: Readonly<Record<Language, string>> = { en: '', zh: '.zh-CN' };

/** The text in that language; a name or a number as it is. */
export function say(text: Text | string, language: Language): string {
  return typeof text === 'string' ? text : text[language];
}
