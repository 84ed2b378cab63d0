import { en } from './en';
import { type Texts, zh } from './zh';

export type { Texts } from './zh';

/** The languages of the app; the first one is the default. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The texts of each language. */
export const TEXTS: Record<Language, Texts> = { zh, en };
