import type { Language } from '../../../language/language.ts';
import { sentencesOf } from '../../../language/sentences.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { sentence } from '../say/phrases.ts';
import { entryAt, quoted, reply } from './reply.ts';

const ASKS =
  /数据.{0,6}(?:丢|没了|还在|坏了|安全|保住|损失|找得回|能恢复|能找回)|(?:丢|损失)(?:了|失)?.{0,4}数据|\bdata\b.{0,16}\b(?:lost|gone|safe|lose|losing|intact|corrupt\w*|recover\w*|still there|survive\w*)|\b(?:lose|lost|losing)\b.{0,16}\bdata\b|\bdata loss\b/i;
const OF_DATA = {
  zh: /数据|丢失|丢了|丢掉|写入|修改可能/,
  en: /\bdata\b|\blost\b|\blose\b|\bwrites\b|\bintact\b|\bchanges\b/i,
};

/** "Is my data gone": what the explanation of the cause says of the data; null where it says nothing of it. */
export function aboutDataKept(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const [cause] = facts.causes;
  if (!ASKS.test(question) || !cause) return null;
  const said = [cause.why, cause.fix]
    .flatMap((each) => sentencesOf(each[language]).map(({ text }) => text))
    .filter((text) => OF_DATA[language].test(text) && FATE[language].test(text))
    .map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[；;]$/, '')}`);
  if (said.length === 0) return null;
  const entry = entryAt(facts, cause.at[0]);
  return reply(
    facts,
    `${said
      .slice(0, 2)
      .map(sentence)
      .join(language === 'zh' ? '' : ' ')}${entry ? ` ${quoted(entry, 160)}` : ''}`,
    [cause.at[0]],
    0.8,
  );
}

/** Says what becomes of it, and not only where it lies. */
const FATE = {
  zh: /丢|还在|没有了|没了|损坏|不影响|完好|安全|保留|找回|恢复|清空|不会/,
  en: /\blost\b|\blose\b|\bintact\b|\bsafe\b|\bgone\b|\bkept\b|\bdamaged\b|\bcorrupt\w*|\bremain\w*|\bstill there\b|\bmissing\b|\brecover\w*|\bstays?\b/i,
};
