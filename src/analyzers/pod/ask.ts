import type { Language } from '../../language/language.ts';
import { findPassage } from '../../language/passages.ts';
import { foldText } from '../../language/segment.ts';
import type { AnswerAbout } from '../analyzer.ts';
import type { ArticleFacts, PodFacts, QuestionFacts, TableFacts } from './facts.ts';
import { findNotes } from './find.ts';
import { correctionOf, sayFinding, sayRow } from './say.ts';
import { isUnwell } from './table.ts';
import { WORDS } from './words.ts';

/** Below this share of the question the article does not speak of it. */
const SAYS_IT = 0.42;
const WHOLE =
  /总结|概括|讲了什么|说了什么|主要内容|大意|要点|\bsummar|\bmain points?\b|\bwhat is (?:it|this|the (?:text|article)) about\b|\btl;?dr\b/i;
const ABOUT_FLAGS =
  /(?:哪里|哪些|哪句|什么地方|有没有|有什么).{0,8}(?:错|不对|问题|不准确)|说得?对吗|正确吗|准确吗|靠谱吗|\b(?:what|anything|something|which|where)\b.{0,30}\b(?:wrong|incorrect|false|mistakes?|errors?|inaccura)|\bis (?:it|this|that|the (?:text|article)) (?:right|correct|true|accurate)\b/i;

function askArticle(question: string, facts: ArticleFacts, language: Language): AnswerAbout | null {
  const words = WORDS[language];
  if (ABOUT_FLAGS.test(question)) {
    const flagged = facts.claims.map((claim) => `> ${claim.quote}\n${correctionOf(claim.id, language)}`);
    return {
      answer:
        flagged.length > 0
          ? [words.doubtful(flagged.length), ...flagged].join('\n\n')
          : words.clean(facts.statements.length),
      declined: false,
      quotes: facts.claims.map((claim) => ({ text: claim.quote, lines: [claim.line, claim.line] })),
      confidence: 0.9,
    };
  }
  if (WHOLE.test(question) && facts.outline.length > 0) {
    return {
      answer: `${words.outline}\n${facts.outline.map((point) => `- ${point}`).join('\n')}`,
      declined: false,
      quotes: [],
      confidence: 0.85,
    };
  }
  const passage = findPassage(question, facts.statements, facts.title);
  if (!passage || passage.confidence < SAYS_IT) {
    return { answer: words.silent, declined: true, quotes: [], confidence: Math.min(0.35, passage?.confidence ?? 0.1) };
  }
  const found = facts.statements.filter((statement) => passage.spans.includes(statement));
  const lines = [`${words.says}\n${found.map((statement) => `> ${statement.text.replace(/\n/g, ' ')}`).join('\n')}`];
  for (const claim of facts.claims) {
    if (found.some((statement) => claim.start < statement.end && statement.start < claim.end)) {
      lines.push(`${words.wrongHere}\n> ${claim.quote}\n${correctionOf(claim.id, language)}`);
    }
  }
  return {
    answer: lines.join('\n\n'),
    declined: false,
    quotes: found.map((statement) => ({ text: statement.text, lines: [statement.line, statement.line] })),
    confidence: passage.confidence,
  };
}

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

function askOn(question: string, facts: QuestionFacts, language: Language): AnswerAbout | null {
  const finding = findNotes(
    question,
    facts.findings.map((earlier) => earlier.question),
  );
  if (finding.declined !== null) return null;
  return { answer: sayFinding(finding, language).answer, declined: false, quotes: [], confidence: finding.confidence };
}

/** Answers a later question about what was pasted or asked before; null where it is about something else. */
export function askPod(question: string, facts: PodFacts, language: Language): AnswerAbout | null {
  if (facts.kind === 'article') return askArticle(question, facts, language);
  return facts.kind === 'table' ? askTable(question, facts, language) : askOn(question, facts, language);
}
