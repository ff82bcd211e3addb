/** The languages an answer can be written in. */
export type Language = 'zh' | 'en';

/** The same words in both languages. */
export interface Words {
  zh: string;
  en: string;
}

const HAN = /\p{Script=Han}/gu;
const LATIN_WORD = /[A-Za-z]{2,}/g;

/**
 * The language a person wrote in, or null where the words do not say (code, logs, an empty text).
 *
 * One Chinese character carries about as much as one English word, and a Chinese sentence is full of English
 * technical terms, so a text is Chinese as soon as a fifth of its words are Han characters.
 * @param wordsPerHan English words that one Chinese character outweighs
 */
export function detectLanguage(text: string, wordsPerHan = 4): Language | null {
  const han = text.match(HAN)?.length ?? 0;
  const latin = text.match(LATIN_WORD)?.length ?? 0;
  if (han === 0 && latin === 0) return null;
  if (han > 0 && han * wordsPerHan >= latin) return 'zh';
  return latin > 0 ? 'en' : 'zh';
}
