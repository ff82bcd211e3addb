import type { Language } from '../../language/language.ts';
import { foldText } from '../../language/segment.ts';
import type { AnswerAbout } from '../analyzer.ts';
import { askArticle } from './ask-article.ts';
import type { PodFacts, TableFacts } from './facts.ts';
import { sayRow } from './say.ts';
import { isUnwell } from './table.ts';
import { WORDS } from './words.ts';

function askTable(question: string, facts: TableFacts, language: Language): AnswerAbout | null {
  const folded = foldText(question);
  const named = facts.rows.filter((row) => folded.includes(row.name.split('-')[0]!) && row.name.length > 2);
  const ofStatus = facts.rows.filter((row) => folded.includes(row.status.toLowerCase()));
  const asksRows =
    /哪个|哪些|哪几个|几个|多少|有没有|重启|\bwhich\b|\bhow many\b|\bany\b|\brestart|\bwhat.{0,20}wrong|问题|正常/.test(
      folded,
    );
  const rows = named.length > 0 ? named : ofStatus.length > 0 ? ofStatus : asksRows ? facts.rows.filter(isUnwell) : [];
  if (rows.length === 0) return null;
  return {
    answer: [
      WORDS[language].pods(facts.pods, facts.rows.filter(isUnwell).length),
      ...rows.slice(0, 8).map((row) => sayRow(row, language)),
    ].join('\n'),
    declined: false,
    quotes: rows.slice(0, 8).map((row) => ({ text: row.name, lines: [row.line, row.line] })),
    confidence: 0.8,
  };
}

/** Answers a later question about what was pasted before; null where it is about something else. */
export function askPod(question: string, facts: PodFacts, language: Language): AnswerAbout | null {
  if (facts.kind === 'article') return askArticle(question, facts, language);
  return facts.kind === 'table' ? askTable(question, facts, language) : null;
}
