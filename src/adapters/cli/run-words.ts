/** In which language `unpaste run` says what went wrong. Loaded only where something did: a cold start waits for nothing of it. */
import { inChinese } from '../../c/chinese.ts';
import { type Config, readConfig, SettingsError } from '../../config.ts';

/** A program runs whatever is wrong with settings it does not need. */
function settings(): Pick<Config, 'language' | 'locale'> {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { language: 'auto', locale: 'en' };
  }
}

/** The language asked for; else that of the program's own comments and texts, or the reader's. */
export function errorWords(text: string, source: string, asked?: 'auto' | 'zh' | 'en'): string {
  const { language, locale } = settings();
  const wanted = asked ?? language;
  const own = wanted === 'auto' ? (/\p{Script=Han}/u.test(source) ? 'zh' : locale) : wanted;
  return own === 'zh' ? inChinese(text) : text;
}
