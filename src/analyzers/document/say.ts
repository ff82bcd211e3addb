import type { z } from 'zod';
import type { Language } from '../../language/language.ts';
import type { AnswerAbout } from '../analyzer.ts';
import type { DocumentFacts, DocumentPart, Statement } from './facts.ts';
import { askManifest } from './manifest.ts';

const WORDS = {
  zh: {
    says: '原文是这样说的：',
    nearest: '这段文字没有直接说这一点，最接近的原话是：',
    silent: '这段文字里没有说到这一点，没法从它得出答案。',
    untitled: '（无标题）',
    holds: (count: number) => `这是一段 ${count} 句话的文字。想知道其中哪一点，直接问就行，我用原文回答。`,
  },
  en: {
    says: 'The text says:',
    nearest: 'The text does not say that in so many words; the nearest is:',
    silent: 'The text does not say; there is no sentence in it that answers this.',
    untitled: '(untitled)',
    holds: (count: number) => `A text of ${count} sentences. Ask about any of it and I will answer with its own words.`,
  },
} as const;

/** The quoted sentences as an answer, or that the text has none. */
export function answerText(found: z.infer<typeof Statement>[], language: Language, says = true): string {
  if (found.length === 0) return WORDS[language].silent;
  return `${says ? WORDS[language].says : WORDS[language].nearest}\n${found.map((statement) => `> ${statement.text.replace(/\n/g, ' ')}`).join('\n')}`;
}

/** What a manifest says to the question beside it. */
function sayTold(facts: DocumentFacts, { answer, quotes }: AnswerAbout, language: Language): DocumentPart {
  return {
    analyzer: 'document',
    lines: facts.lines,
    restored: [],
    facts: quotes.flatMap(({ text, lines }, index) => (lines ? [{ id: `quote-${index + 1}`, text, lines }] : [])),
    title: facts.title ?? WORDS[language].untitled,
    outline: facts.outline,
    flags: [],
    answer,
    declined: false,
    quotes,
    text: answer,
  };
}

/** Facts of a prose text as a part of the report. */
export function sayDocument(facts: DocumentFacts, language: Language): DocumentPart {
  const words = WORDS[language];
  const told = facts.asked && askManifest(facts.asked.question, facts, language);
  if (told && !told.declined) return sayTold(facts, told, language);
  const found = facts.asked ? facts.asked.found.map((index) => facts.statements[index]!) : [];
  const answer = facts.asked ? answerText(found, language) : null;
  return {
    analyzer: 'document',
    lines: facts.lines,
    restored: [],
    facts: found.map((statement, index) => ({
      id: `quote-${index + 1}`,
      text: statement.text,
      lines: [statement.line, statement.line],
    })),
    title: facts.title ?? words.untitled,
    outline: facts.outline,
    flags: [],
    answer,
    declined: facts.asked !== null && found.length === 0,
    quotes: found.map((statement) => ({ text: statement.text, lines: [statement.line, statement.line] })),
    text: answer ?? words.holds(facts.statements.length),
  };
}
