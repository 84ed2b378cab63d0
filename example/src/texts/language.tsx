import { createContext, type PropsWithChildren, useContext, useEffect, useMemo, useState } from 'react';
import { storedLanguage, storeLanguage } from './stored-language';
import { type Language, TEXTS, type Texts } from './texts';

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
        storeLanguage(next);
        setLanguage(next);
      },
    }),
    [language],
  );
  useEffect(() => {
    // For screen readers and hyphenation; a mini-program has no document.
    if (process.env.TARO_ENV === 'h5') document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return <LanguageContext.Provider value={state}>{children}</LanguageContext.Provider>;
}

/** The language of now and its texts. */
export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (!state) throw new Error('useLanguage needs a LanguageProvider above it');
  return state;
}
