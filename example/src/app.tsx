import type { PropsWithChildren } from 'react';
import './app.css';
import { LanguageProvider } from './texts/language';

/** The root that Taro mounts the pages into. */
export default function App({ children }: PropsWithChildren) {
  return <LanguageProvider>{children}</LanguageProvider>;
}
