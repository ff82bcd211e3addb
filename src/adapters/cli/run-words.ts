/** In which language `unpaste run` says what went wrong. Loaded only where something did: a cold start waits for nothing of it. */
import { inChinese } from '../../c/chinese.ts';
import { readConfig } from '../../config.ts';

/** The language asked for; else that of the program's own comments and texts, or the reader's. */
export function errorWords(text: string, source: string, asked?: 'auto' | 'zh' | 'en'): string {
  const { language, locale } = readConfig();
  const wanted = asked ?? language;
  const own = wanted === 'auto' ? (/\p{Script=Han}/u.test(source) ? 'zh' : locale) : wanted;
  return own === 'zh' ? inChinese(text) : text;
}
