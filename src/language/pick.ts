import type { Language } from './language.ts';

/** The one of two wordings that the asker reads. */
export const pick = (language: Language, zh: string, en: string): string => (language === 'zh' ? zh : en);
