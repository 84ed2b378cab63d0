import { getStorageSync, setStorageSync } from '@tarojs/taro';
import { LANGUAGES, type Language } from './texts';

const STORAGE_KEY = 'language';

/** The language that was chosen on this device, or the first one. */
export function storedLanguage(): Language {
  const stored: unknown = getStorageSync(STORAGE_KEY);
  return LANGUAGES.find((language) => language === stored) ?? LANGUAGES[0];
}

/** Keeps the language on the device. */
export function storeLanguage(language: Language): void {
  setStorageSync(STORAGE_KEY, language);
}
