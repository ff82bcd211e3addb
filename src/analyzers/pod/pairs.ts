import { placeOf } from '../../language/number-words.ts';
import { asksSomething } from '../../language/prose.ts';
import { SPEAKS } from '../../language/turns.ts';
import type { ArticleFacts } from './facts.ts';

type Pair = ArticleFacts['pairs'][number];

const ASKED = /^[ \t>*#-]{0,6}(?:Q|Question|问|问题|面试题|提问)\s{0,2}\d{0,2}\s{0,2}[:：.、)）]\s{0,3}(\S.{2,200})$/i;
const ANSWERED = /^[ \t>*#-]{0,6}(?:A|Answer|答|回答|答案)\s{0,2}\d{0,2}\s{0,2}[:：.、)）]/i;
/** Fewer are no interview. */
const LEAST = 2;

/** Questions that a text asks and answers itself, each with the stretch of its answer. */
export function pairsIn(text: string, lineOf: (offset: number) => number): Pair[] {
  const pairs: Pair[] = [];
  let offset = 0;
  let open: { question: string; line: number } | null = null;
  for (const line of text.slice(0, 100_000).split('\n')) {
    const question = ASKED.exec(line)?.[1];
    if (question !== undefined) open = { question: question.trim(), line: lineOf(offset) };
    else if (open && ANSWERED.test(line)) {
      pairs.push({ ...open, start: offset, end: offset + line.length });
      open = null;
    } else if (!open && pairs.length > 0 && line.trim() !== '') pairs.at(-1)!.end = offset + line.length;
    offset += line.length + 1;
  }
  return pairs.length >= LEAST ? pairs : [];
}

const MARKED =
  /^[ \t>*#-]{0,6}(?:(\d{1,2})\s{0,2}[.、)）](?!\d)|[(（](\d{1,2})[)）]|([一二三四五六七八九十])、)\s{0,3}\S/;

/** The numbered points of a text, where it counts from one on. */
export function pointsIn(text: string): ArticleFacts['points'] {
  const points: ArticleFacts['points'] = [];
  let offset = 0;
  for (const line of text.slice(0, 100_000).split('\n')) {
    const match = MARKED.exec(line);
    const mark = match?.[1] ?? match?.[2] ?? match?.[3];
    const number = mark === undefined ? 0 : placeOf(mark);
    if (number === points.length + 1) points.push({ number, start: offset, end: offset + line.length });
    else if (points.length > 0 && /^\s+\S/.test(line)) points.at(-1)!.end = offset + line.length;
    offset += line.length + 1;
  }
  return points.length >= LEAST ? points : [];
}

/** What begins with a name or a dash. */
const TURN = new RegExp(String.raw`^[ \t>*]{0,8}(?:${SPEAKS}|[-–—•]\s)[ \t]*(\S.*)$`, 'u');

/** Turns of a talk of which the next answers what one asks. */
function answersIn(text: string): number {
  const turns = text
    .slice(0, 100_000)
    .split('\n')
    .map((line) => TURN.exec(line)?.[1]);
  const asks = (turn: string | undefined): boolean => turn !== undefined && asksSomething(turn);
  return turns.filter((turn, at) => asks(turn) && turns[at + 1] !== undefined && !asks(turns[at + 1])).length;
}

/** Whether a text is a list of questions with their answers, or a talk in which one answers the other. */
export const asksItself = (text: string): boolean => pairsIn(text, () => 1).length > 0 || answersIn(text) >= LEAST;
