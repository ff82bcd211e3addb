import type { Language } from '../language/language.ts';
import { pick as inLanguage } from '../language/pick.ts';

/** What is said in the asker's language. */
export const pick = ({ language }: { language: Language }, zh: string, en: string): string =>
  inLanguage(language, zh, en);
