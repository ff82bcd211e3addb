import type { z } from 'zod';
import { asksForAbsent } from '../../asking/absent.ts';
import { findAcross, hardlySpokenOf, inOtherLanguage, notSaid } from '../../asking/across.ts';
import { askGrid } from '../../asking/ask-grid.ts';
import { askProse } from '../../asking/ask-prose.ts';
import { type Grid, readGrids } from '../../asking/grid.ts';
import { askTurns } from '../../asking/prose-turns.ts';
import { readAsked } from '../../asking/question.ts';
import type { Language } from '../../language/language.ts';
import { findPassage } from '../../language/passages.ts';
import { readProse } from '../../language/prose.ts';
import { lineAt } from '../../language/sentences.ts';
import { type Turn, turnsOf } from '../../language/turns.ts';
import type { AnalyzeOptions, Analyzer, AnswerAbout, Detection } from '../analyzer.ts';
import { shownFrom } from './derived.ts';
import { DocumentFacts, DocumentPart, type Statement as StatementShape } from './facts.ts';
import { askManifest } from './manifest.ts';
import { aboutNode } from './node.ts';
import { askPython } from './python.ts';
import { answerText, sayDocument } from './say.ts';
import { readSettings } from './settings.ts';

/** Below this share of the question the text does not speak of it. */
const SAYS_IT = 0.42;
type Statement = z.infer<typeof StatementShape>;

/** Lines that are kept as they are. */
const LIMIT_SOURCE = 2_000;
/** A question about something else altogether. */
const SAYS_NOTHING = 0.12;

/** Words that point at what was pasted. */
const POINTS_HERE =
  /这|上面|下面|以上|以下|里|ya?ml|清单|\b(?:this|these|here|above|below|it|its|ya?ml|manifest|file|my)\b/i;
/** How much of a question in another language a sentence has to speak of, and of one in its own. */
const ACROSS = 0.55;
const SURELY_ACROSS = 0.8;

/** Prose with a question about it is ours; prose alone asks nothing of us. */
function detect(text: string): Detection {
  const prose = readProse(text);
  const chars = prose.statements.reduce((sum, statement) => sum + statement.text.length, 0);
  if (prose.statements.length < 2 || chars < 40 || prose.questions.length === 0) return { score: 0, why: [] };
  const question = prose.questions.at(-1)!.text;
  const settings = POINTS_HERE.test(question) ? readSettings(text, 0) : [];
  const told = askManifest(question, { settings, source: text.split('\n'), lines: [1, 1] }, 'en');
  if (told && !told.declined) return { score: 0.95, why: ['a manifest and what it says to the question'] };
  const passage = findPassage(question, prose.statements, prose.title);
  if (!passage || passage.spans.length === 0)
    return { score: 0.2, why: ['a question beside prose that does not speak of it'] };
  return { score: 0.7, why: [`${prose.statements.length} statements and a question about them`] };
}

async function analyze(text: string, options: AnalyzeOptions): Promise<DocumentFacts> {
  const prose = readProse(text);
  const lineOf = (offset: number) => lineAt(text, offset) + options.lineOffset;
  const question = prose.questions.at(-1)?.text ?? options.request?.trim() ?? null;
  const passage = question ? findPassage(question, prose.statements, prose.title) : null;
  const settings = readSettings(text, options.lineOffset);
  return {
    settings,
    source: text.split('\n', LIMIT_SOURCE),
    lines: [options.lineOffset + 1, lineOf(text.length)],
    title: prose.title,
    outline: prose.outline,
    statements: prose.statements.map((span) => ({ ...span, line: lineOf(span.start) })),
    asked: question
      ? {
          question,
          found:
            passage && passage.confidence >= SAYS_IT && passage.missing.length === 0
              ? passage.spans.map((span) => prose.statements.indexOf(span))
              : [],
          confidence: passage?.confidence ?? 0,
        }
      : null,
  };
}

/** What was read of a text: several questions are asked about one. */
const tables = new WeakMap<DocumentFacts, Grid[]>();

/** The turns of a chat, read once. */
const chats = new WeakMap<DocumentFacts, Turn[]>();

/** Answers with the text's own sentences; null where the question is about something else. */
function ask(question: string, facts: DocumentFacts, language: Language): AnswerAbout | null {
  const turns = chats.get(facts) ?? turnsOf(facts.source.join('\n'));
  chats.set(facts, turns);
  if (turns.length === 0) return askText(question, facts, language);
  const statements = turns.map(({ text, start, end, line }) => ({ text, start, end, line: line + facts.lines[0] }));
  const spoken = askTurns(question, turns, language);
  // A turn of one line is a sentence as it stands.
  const oneLine = turns.every(({ who, line }) => facts.source[line]?.includes(who) === true);
  if (!spoken) return askText(question, oneLine ? facts : { ...facts, statements }, language);
  const own = statements.filter(({ start }) => spoken.from.some((turn) => turn.start === start));
  return {
    answer: [spoken.text, answerText(own, language)].filter((part) => part !== '').join('\n'),
    declined: false,
    quotes: own.map(({ text, line }) => ({ text, lines: [line, line] as [number, number] })),
    confidence: 0.9,
  };
}

function askText(question: string, facts: DocumentFacts, language: Language): AnswerAbout | null {
  const first = facts.lines[0];
  const python = askPython(question, facts.source, first, language);
  if (python) return python;
  const grids = tables.get(facts) ?? readGrids(facts.source.map((source, at) => ({ text: source, line: at + first })));
  tables.set(facts, grids);
  const [grid] = grids;
  const counted = grid ? askGrid(question, grid, language) : null;
  if (counted) return fromLines(counted.text, counted.lines, (line) => facts.source[line - first] ?? '', 0.92);
  const node = aboutNode(question, facts.source, first);
  if (node) return shownFrom(node, (line) => facts.source[line - first] ?? '', language);
  const setting = askManifest(question, facts, language);
  if (setting) return setting;
  const starts = new Map<number, Statement>();
  for (const statement of facts.statements) if (!starts.has(statement.line)) starts.set(statement.line, statement);
  const marked = (span: { text: string; start: number }): string => {
    const statement = facts.statements.find(({ start }) => start === span.start);
    return statement && starts.get(statement.line) === statement
      ? (facts.source[statement.line - first] ?? '').trim()
      : span.text;
  };
  const worked = facts.settings.length > 0 ? null : askProse(question, facts.statements, language, marked);
  if (worked) {
    const lines = facts.statements.filter((statement) => worked.from.includes(statement));
    return {
      answer: [worked.text, answerText(lines, language)].filter((part) => part !== '').join('\n'),
      declined: false,
      quotes: lines.map((statement) => ({ text: statement.text, lines: [statement.line, statement.line] })),
      confidence: 0.9,
    };
  }
  const passage = findPassage(question, facts.statements, facts.title);
  const across = acrossFor(question, facts, (passage?.confidence ?? 0) >= SAYS_IT && passage!.missing.length === 0);
  if (across)
    return {
      answer: answerText(across.spans, language),
      declined: false,
      quotes: across.spans.map((statement) => ({ text: statement.text, lines: [statement.line, statement.line] })),
      confidence: 0.6,
    };
  const confidence = passage?.confidence ?? 0;
  if (confidence < SAYS_NOTHING) return null;
  // A line of a manifest that shares a word with a question does not answer it with yes or no, nor with a number.
  const ofManifest = facts.settings.length > 0 && (readAsked(question).yesNo || readAsked(question).howLong);
  const says =
    !ofManifest &&
    !notSaid(question, facts.statements) &&
    !asksForAbsent(
      question,
      passage!.spans.map(({ text }) => text),
    ) &&
    confidence >= SAYS_IT &&
    passage!.missing.length === 0 &&
    !(readAsked(question).yesNo && hardlySpokenOf(question, facts.statements));
  const found = facts.statements.filter((statement) => passage!.spans.includes(statement));
  return {
    answer: answerText(found, language, says),
    declined: !says,
    quotes: found.map((statement) => ({ text: statement.text, lines: [statement.line, statement.line] })),
    confidence: says ? confidence : Math.max(0.2, confidence),
  };
}

/** Sentences in another language than the question's, or that say more of it than the nearest in its own words. */
function acrossFor(
  question: string,
  facts: DocumentFacts,
  said: boolean,
): { spans: DocumentFacts['statements'] } | null {
  if (facts.settings.length > 0) return null;
  if (notSaid(question, facts.statements)) return null;
  const other = inOtherLanguage(question, facts.statements);
  if (!other && said) return null;
  const found = findAcross(question, facts.statements);
  return found && found.coverage >= (other ? ACROSS : SURELY_ACROSS) ? found : null;
}

/** "And then?": the sentences behind the one that was told. */
function after({ text }: AnswerAbout['quotes'][number], facts: DocumentFacts, language: Language): AnswerAbout | null {
  const told = facts.statements.findLastIndex((statement) => statement.text === text);
  const next = told < 0 ? [] : facts.statements.slice(told + 1, told + 3);
  if (facts.settings.length > 0 || next.length === 0) return null;
  return {
    answer: answerText(next, language),
    declined: false,
    quotes: next.map((statement) => ({ text: statement.text, lines: [statement.line, statement.line] })),
    confidence: 0.8,
  };
}

function fromLines(
  answer: string,
  lines: readonly number[],
  text: (line: number) => string,
  confidence: number,
): AnswerAbout {
  const quotes = lines
    .slice(0, 6)
    .map((line) => ({ text: text(line).trim(), lines: [line, line] as [number, number] }));
  return { answer, declined: false, quotes, confidence };
}

/** Prose that is not about Pods: questions about it are answered with its own sentences. */
export const document: Analyzer<DocumentFacts, DocumentPart> = {
  name: 'document',
  facts: DocumentFacts,
  part: DocumentPart,
  detect,
  analyze,
  say: sayDocument,
  ask,
  after,
};
