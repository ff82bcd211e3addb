import { bareQuestion } from '../../language/courtesy.ts';
import type { Language } from '../../language/language.ts';
import { asksSomething } from '../../language/prose.ts';
import { foldText } from '../../language/segment.ts';
import { lineAt } from '../../language/sentences.ts';
import type { AnalyzeOptions, Analyzer, Detection } from '../analyzer.ts';
import { articleOf } from './article.ts';
import { askPod } from './ask.ts';
import { findClaims } from './claims.ts';
import { drawPod } from './draw.ts';
import { type Finding, PodFacts, PodPart } from './facts.ts';
import { findNotes, quotesMessage } from './find.ts';
import { asksForHelp, isMachineText, kubernetesWords, questionsIn, tellsOfOnesOwn } from './kind.ts';
import { asksItself, pairsIn, pointsIn } from './pairs.ts';
import { foreignShare, questionTokens, retrieve } from './retrieve.ts';
import { sayFinding, sayPod } from './say.ts';
import { isUnwell, readPodTable } from './table.ts';

/** A longer text is no question. */
const QUESTION_CHARS = 1_500;
/** More questions than this in one message are a list to be gone through one by one. */
const LIMIT_QUESTIONS = 3;

/** Words that say what a question is about weigh at least this. */
const TELLING_WEIGHT = 0.8;

function detect(text: string): Detection {
  const table = readPodTable(text);
  if (table.length > 0) return { score: 0.92, why: [`kubectl's table of ${table.length} Pods`] };
  if (articleOf(text)) return { score: 0.85, why: ['prose about Kubernetes'] };
  // Questions with their answers are nothing that is asked of us.
  if (asksItself(text)) return { score: 0, why: [] };
  const asked = bareQuestion(text);
  const paragraphs = asked.split(/\n\s*\n/);
  if (paragraphs.length > 1 && findingsIn(asked).length > 1)
    return paragraphs.map(detect).reduce((best, next) => (next.score > best.score ? next : best));
  const plain = asked.replace(/https?:\/\/\S+/g, ' ').trim();
  if (plain.length < 3 || plain.length > QUESTION_CHARS || isMachineText(plain)) return { score: 0, why: [] };
  const words = kubernetesWords(plain);
  const finding = findNotes(plain);
  const asks = asksSomething(plain) || asksForHelp(plain) || plain.split(/(?<=[?？。.!！\n])/).some(asksSomething);
  if (finding.declined === null) {
    const why = [`note ${finding.notes[0]}`, `confidence ${finding.confidence.toFixed(2)}`];
    if (words === 2 && (asks || finding.confidence > 0.6)) return { score: 0.75 + finding.confidence * 0.2, why };
    // "Where is the secret santa list?": words of ours among words that are not.
    if (words === 1 && foreignShare(questionTokens(plain)) > 0.28) return { score: 0.4, why };
    const foreign = foreignShare(questionTokens(plain));
    if (words === 1 && finding.confidence > 0.8 && foreign <= 0.15) return { score: 0.6, why };
    // One word alone can be anybody's ("lunch" reads like a misspelt "launch"): silence where it is all there is.
    const telling = questionTokens(plain).filter((token) => token.weight >= TELLING_WEIGHT).length;
    if (words === 0 && asks && finding.confidence > 0.9 && foreign === 0 && telling > 1) return { score: 0.55, why };
    if (words === 1 && asks) return { score: finding.confidence > 0.65 ? 0.75 : 0.6, why };
    const sure = finding.confidence > (asks ? 0.75 : 0.8);
    // Not a word of Kubernetes in it: an answer when asked directly, no claim on a chat.
    return { score: sure ? 0.45 : 0.3, why };
  }
  const ours =
    words === 2 &&
    asks &&
    (finding.declined === 'no-note' || finding.declined === 'private' || finding.declined === 'write-for-me');
  // Somebody who tells of their own cluster asks us, not the text.
  return ours
    ? { score: tellsOfOnesOwn(plain) ? 0.72 : 0.55, why: [`about Kubernetes, ${finding.declined}`] }
    : { score: 0.1, why: [] };
}

/** What is known on each question of a text. Paragraphs that each have a note of their own are questions of their own. */
function findingsIn(text: string, earlier: readonly string[] = []): Finding[] {
  const asked = questionsIn(text);
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  // A message that is quoted is what the other paragraphs are about.
  const quotes = paragraphs.some(quotesMessage);
  if (asked.length === 1 && !quotes && paragraphs.length > 1 && paragraphs.length <= LIMIT_QUESTIONS) {
    const own = paragraphs.map((paragraph) => findNotes(paragraph, earlier));
    const notes = new Set(own.flatMap(({ declined, notes: [best] }) => (declined === null && best ? [best] : [])));
    if (notes.size === own.length) return own;
  }
  return asked.map((question) => findNotes(question, earlier));
}

function noteForStatus(status: string): string | null {
  const folded = foldText(status);
  const hits = retrieve(questionTokens(status.replace(/^Init:(?=[A-Z])/, 'init ')), 4);
  const named = hits.find(({ note }) => note.terms.some((term) => foldText(term) === folded));
  const best = named ?? hits.find(({ likeness }) => likeness > 0.5);
  return best?.note.id ?? null;
}

async function analyze(text: string, options: AnalyzeOptions): Promise<PodFacts> {
  const lineOf = (offset: number) => lineAt(text, offset) + options.lineOffset;
  const lines: [number, number] = [options.lineOffset + 1, lineOf(text.length)];
  const table = readPodTable(text);
  if (table.length > 0) {
    const rows = table.map((row) => ({
      ...row,
      line: row.line + options.lineOffset,
      note: isUnwell(row) ? noteForStatus(row.status) : null,
    }));
    return { kind: 'table', lines, pods: rows.length, rows };
  }
  const found = articleOf(text);
  if (found) {
    const { prose, article, sentences } = found;
    const isAside = (offset: number): boolean =>
      article.asides.some(({ start, end }) => start <= offset && offset < end);
    const claims = findClaims(prose, { sentences, among: Math.max(options.sentences ?? 0, sentences.length) })
      .filter(({ start, quote }) => !isAside(start) && quote !== article.title)
      .map(({ id, quote, start, end }) => ({ id, quote, start, end, line: lineOf(start) }));
    return {
      kind: 'article',
      lines,
      title: article.title,
      outline: article.outline,
      statements: article.statements.map((span) => ({ ...span, line: lineOf(span.start) })),
      claims,
      pairs: pairsIn(text, lineOf),
      points: pointsIn(text),
      asides: article.asides.map((span) => ({ ...span, line: lineOf(span.start) })),
      asked: article.questions.map((question) => question.text),
    };
  }
  const findings = findingsIn(bareQuestion(text), options.earlier) as [Finding];
  return { kind: 'question', lines, findings, statements: [] };
}

/**
 * Answers a question from the Pod notes.
 * @param options.previous earlier questions of the same talk, the newest last
 */
export function answerQuestion(
  question: string,
  options: { previous?: string[] } = {},
  language: Language = 'en',
): { answer: string; declined: boolean; notes: string[]; sources: string[]; confidence: number; related: string[] } {
  const finding = findNotes(question, options.previous ?? []);
  const part = sayPod({ kind: 'question', lines: [1, 1], findings: [finding], statements: [] }, language);
  return {
    answer: sayFinding(finding, language).answer,
    declined: part.declined,
    notes: part.notes,
    sources: part.sources,
    confidence: part.confidence,
    related: part.related,
  };
}

/** Questions about Kubernetes Pods, the table of `kubectl get pods`, and articles about Pods. */
export const pod: Analyzer<PodFacts, PodPart> = {
  name: 'pod',
  facts: PodFacts,
  part: PodPart,
  detect,
  analyze,
  say: sayPod,
  ask: askPod,
  draw: drawPod,
};
