import type { Language } from '../language/language.ts';
import type { Span } from '../language/sentences.ts';
import { keysAcross } from './across.ts';
import { type Figure, figuresIn } from './figures.ts';
import type { Asked } from './question.ts';

/** An answer worked out from sentences, and the sentences. */
export interface ProseAnswer {
  text: string;
  from: Span[];
}

/** A piece of a sentence between two commas. */
export interface Clause {
  text: string;
  statement: number;
  keys: ReadonlySet<string>;
  figures: Figure[];
}

export interface Reading {
  question: string;
  asked: Asked;
  keys: ReadonlySet<string>;
  statements: readonly Span[];
  clauses: Clause[];
  language: Language;
  /** A statement with the mark of a list that stands before it. */
  marked: (statement: Span) => string;
}

/** Statements that are looked at. */
const LIMIT_STATEMENTS = 400;

/** Sentences cut at commas and colons, each part with its words and figures. */
export function clausesOf(statements: readonly Span[]): Clause[] {
  return statements.slice(0, LIMIT_STATEMENTS).flatMap(({ text }, statement) =>
    text
      .split(/[，；;：]|,(?=\s)|:(?=\s)|。|\s(?=(?:but|while|and then|because)\b)/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => ({ text: part, statement, keys: keysAcross(part), figures: figuresIn(part) })),
  );
}

/** Which kinds of figure a question can mean by its words; none where it says nothing of it. */
export function kindsAsked(question: string): Figure['kind'][] {
  const found: Figure['kind'][] = [];
  if (
    /多久|多长|秒|分钟|小时|几天|多少天|快|慢|\b(?:long|seconds?|minutes?|hours?|days?|fast\w*|slow\w*|quick\w*|time)\b/i.test(
      question,
    )
  )
    found.push('time');
  if (
    /[GMTK]B|镜像.{0,6}[小大]|\bimage\b.{0,16}\b(?:shr|gr[eo]w|small|big|large)|大小|体积|多大|容量|(?<![缩减])小了|(?<![放扩增])大了|内存|空间|\b(?:size|big\w*|large\w*|small\w*|memory|space|bytes)\b/i.test(
      question,
    )
  )
    found.push('bytes');
  if (
    /钱|元|费|贵|便宜|成本|省(?!略|份|电|内存|空间|时)|\b(?:money|dollars?|cost\w*|cheap\w*|spend\w*|expens\w*|price)\b|[$€£¥]/i.test(
      question,
    )
  )
    found.push('money');
  return found;
}

export const TIMES =
  /几倍|多少倍|\bhow many times\b (?:\w+ )?(?:faster|slower|bigger|larger|smaller|more|less|cheaper|higher)|\bby what factor\b/i;
