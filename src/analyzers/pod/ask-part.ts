import { keysAcross, shared } from '../../asking/across.ts';
import type { Language } from '../../language/language.ts';
import { placeOf } from '../../language/number-words.ts';
import type { AnswerAbout } from '../analyzer.ts';
import type { ArticleFacts } from './facts.ts';
import { correctionOf } from './say.ts';
import { WORDS } from './words.ts';

const PART =
  /第 ?([一二三四五六七八九十]|\d{1,2}) ?(段|句)|(最后)一(段|句)|\b(first|second|third|fourth|fifth|last|\d{1,2}(?:st|nd|rd|th)) (paragraph|sentence)\b/i;
const POINT =
  /第 ?([一二三四五六七八九十]|\d{1,2}) ?(?:点|条|个(?:说法|观点|结论))|\b(?:number|point|item|no\.?|#) ?(\d{1,2})\b|\b(first|second|third|fourth|fifth|last|\d{1,2}(?:st|nd|rd|th)) (?:point|claim|thing|item|one|lesson|tip)\b/i;
const BEGINS_A_POINT =
  /^(?:first|second|third|fourth|fifth|1st|2nd|3rd)(?:ly)?\b|^第[一二三四五六七八九十]|^[一二三四五六七八九十][、是，]|^\d{1,2}[.、)]/i;
const IS_IT_RIGHT =
  /对[吗么不]|正确|准确|错|靠谱|真的|\bright\b|\bcorrect\b|\btrue\b|\bwrong\b|\baccurate\b|\bmistake/i;
/** More of a paragraph than this is not read again to somebody who has it. */
const LIMIT_QUOTED = 5;

/** Statements by paragraphs: an empty line parts two. */
function paragraphsOf(facts: ArticleFacts): ArticleFacts['statements'][] {
  const found: ArticleFacts['statements'][] = [];
  for (const statement of facts.statements) {
    const last = found.at(-1)?.at(-1);
    if (last && statement.line - last.line <= 1) found.at(-1)!.push(statement);
    else found.push([statement]);
  }
  // Without empty lines each line is a paragraph.
  if (found.length > 1 || facts.statements.length === 0) return found;
  const lines = [...new Set(facts.statements.map(({ line }) => line))];
  return lines.map((line) => facts.statements.filter((statement) => statement.line === line));
}

const PAIR =
  /\bQ ?(\d{1,2})\b|第 ?([一二三四五六七八九十]|\d{1,2}) ?(?:个)?(?:问(?:题)?|题)|\b(first|second|third|fourth|fifth|last|\d{1,2}(?:st|nd|rd|th)) (?:question|answer)\b|\bquestion (\d{1,2})\b|(最后)一个?(?:问题?|题)/i;
const WHAT_IS_ASKED =
  /问(?:的)?是?(?:什么|啥)|是什么问题|题目是|\bwhat (?:is|was) (?:the )?.{0,24}\bquestion\b|\bask(?:s|ed)?\b/i;

/** "Is the answer to Q3 right", "第二题问的是什么": one question that the text asks itself, with its answer. */
function askPair(question: string, facts: ArticleFacts, language: Language): AnswerAbout | null {
  const match = facts.pairs.length > 0 ? PAIR.exec(question) : null;
  if (!match) return null;
  const word = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? 'last').toLowerCase();
  const pair = word === 'last' ? facts.pairs.at(-1) : facts.pairs[placeOf(word) - 1];
  if (!pair) return null;
  if (WHAT_IS_ASKED.test(question))
    return {
      answer: `> ${pair.question}`,
      declined: false,
      quotes: [{ text: pair.question, lines: [pair.line, pair.line] }],
      confidence: 0.88,
    };
  return told(answerOf(pair, facts), question, facts, language);
}

/** The statements that answer one of the text's own questions. */
const answerOf = (
  { start, end }: { start: number; end: number },
  { statements }: ArticleFacts,
): ArticleFacts['statements'] => statements.filter((statement) => statement.start < end && start < statement.end);

/** A question that the text asks itself in much the same words: what it answers to it. */
export function askedAlready(question: string, facts: ArticleFacts, language: Language): AnswerAbout | null {
  const asked = keysAcross(question);
  const scored = facts.pairs
    .map((pair) => ({ pair, score: shared(asked, keysAcross(pair.question)) }))
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (!best || best.score < 0.9 || (next && next.score === best.score)) return null;
  const own = answerOf(best.pair, facts);
  return own.length > 0 ? told(own, question, facts, language) : null;
}

/** "第二段说的对吗", "is the last sentence right": that part of the article, and what is wrong in it. */
export function askPart(question: string, facts: ArticleFacts, language: Language): AnswerAbout | null {
  const pair = askPair(question, facts, language);
  if (pair) return pair;
  const match = PART.exec(question);
  const point = match ? null : POINT.exec(question);
  if (point) return askPoint(point, question, facts, language);
  if (!match) return null;
  const word = (match[1] ?? match[3] ?? match[5])!.toLowerCase();
  const sentences = /句|sentence/i.test(match[2] ?? match[4] ?? match[6]!);
  const parts = sentences ? facts.statements.map((statement) => [statement]) : paragraphsOf(facts);
  const words = WORDS[language];
  const number = placeOf(word);
  const part = word === '最后' || word === 'last' ? parts.at(-1) : parts[number - 1];
  if (!part) return { answer: words.noSuchPart(parts.length, sentences), declined: true, quotes: [], confidence: 0.8 };
  return told(part, question, facts, language);
}

/** "Is the second point right": of points that the text numbers in words. */
function askPoint(
  match: RegExpExecArray,
  question: string,
  facts: ArticleFacts,
  language: Language,
): AnswerAbout | null {
  const word = (match[1] ?? match[2] ?? match[3])!.toLowerCase();
  const numbered = word === 'last' ? facts.points.at(-1) : facts.points[placeOf(word) - 1];
  if (facts.points.length > 0 && !numbered) {
    const count = facts.points.length;
    return { answer: WORDS[language].noSuchPoint(count), declined: true, quotes: [], confidence: 0.8 };
  }
  const own = numbered ? answerOf(numbered, facts) : [];
  if (own.length > 0) return told(own, question, facts, language);
  const points = facts.statements.filter(({ text }) => BEGINS_A_POINT.test(text.trim()));
  const point = word === 'last' ? points.at(-1) : points[placeOf(word) - 1];
  return points.length > 1 && point ? told([point], question, facts, language) : null;
}

function told(
  part: ArticleFacts['statements'],
  question: string,
  facts: ArticleFacts,
  language: Language,
): AnswerAbout {
  const words = WORDS[language];
  const quoted = part.slice(0, LIMIT_QUOTED).map(({ text }) => `> ${text.replace(/\n/g, ' ')}`);
  const wrong = facts.claims.filter((claim) => part.some(({ start, end }) => claim.start < end && start < claim.end));
  const asksIt = IS_IT_RIGHT.test(question);
  const flags = wrong.map((claim) => `> ${claim.quote}\n${correctionOf(claim.id, language)}`);
  // What is wrong in it is said whether or not somebody asks.
  const answer =
    flags.length > 0
      ? [...(asksIt ? [] : [[words.says, ...quoted].join('\n')]), words.doubtful(flags.length), ...flags]
      : [...(asksIt ? [words.clean(part.length)] : []), [words.says, ...quoted].join('\n')];
  return {
    answer: answer.join('\n\n'),
    declined: false,
    quotes: part.slice(0, LIMIT_QUOTED).map(({ text, line }) => ({ text, lines: [line, line] })),
    confidence: 0.88,
  };
}
