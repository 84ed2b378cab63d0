import { getStorageSync, setStorageSync } from '@tarojs/taro';
import { createContext, type PropsWithChildren, useContext, useMemo, useState } from 'react';
import { LANGUAGES, type Language, TEXTS, type Texts } from './texts';

const STORAGE_KEY = 'language';

interface LanguageState {
  language: Language;
  texts: Texts;
  toggleLanguage(): void;
}

const LanguageContext = createContext<LanguageState | null>(null);

/** Holds the language for all pages, and keeps it on the device. */
export function LanguageProvider({ children }: PropsWithChildren) {
  const [language, setLanguage] = useState(storedLanguage);
  const state = useMemo<LanguageState>(
    () => ({
      language,
      texts: TEXTS[language],
      toggleLanguage() {
        const next = language === 'zh' ? 'en' : 'zh';
        setStorageSync(STORAGE_KEY, next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return <LanguageContext.Provider value={state}>{children}</LanguageContext.Provider>;
}

/** The language of now and its texts. */
export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (!state) throw new Error('useLanguage needs a LanguageProvider above it');
  return state;
}

function storedLanguage(): Language {
  const stored: unknown = getStorageSync(STORAGE_KEY);
  return LANGUAGES.find((language) => language === stored) ?? LANGUAGES[0];
}
