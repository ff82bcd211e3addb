import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import { placeOf } from '../place.ts';
import type { Evidence } from '../reason.ts';
import { codeLineOf } from './effects.ts';

const TIME = /(\d+(?:\.\d+)?)\s*(ms|毫秒|msec|milliseconds?|us|微秒|µs|s|秒|sec|seconds?)(?![a-z])/gi;

/** Not this wait as it is: a rough figure, a rate, a sum, or what it once was. */
const NOT_EXACT =
  /\b(?:was|were|used to|formerly|previously|originally|instead|rather|not|too)\b|原来|原先|以前|之前|曾|改[为成]|不是|而不|太[快慢长短]|约|about|~|approx|左右|每|every|total|共|<|>|at least|at most|至少|最多/i;
const WAITS = /延时|延迟|等待|停留|保持|delay|wait|pause|sleep|hold/i;

const FIGURES: Record<string, string> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  ten: '10',
  'half a': '0.5',
  'a half': '0.5',
  half: '0.5',
  a: '1',
  一: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  十: '10',
  半: '0.5',
};
/** "A quarter of a second", "四分之一秒": a part of a unit. */
const PARTS: [RegExp, number][] = [
  [/\b(?:a\s+)?quarter\s+(?:of\s+a\s+)?second\b|四分之一\s*秒|1\s*\/\s*4\s*(?:s\b|秒|second)/gi, 250],
  [/\b(?:a\s+)?half\s+of\s+a\s+second\b|1\s*\/\s*2\s*(?:s\b|秒|second)/gi, 500],
  [/\b(?:a|one)\s+tenth\s+of\s+a\s+second\b|十分之一\s*秒|1\s*\/\s*10\s*(?:s\b|秒|second)/gi, 100],
  [/\b(?:a|one)\s+(?:fifth)\s+of\s+a\s+second\b|五分之一\s*秒/gi, 200],
];
/** Any other part of a second is no figure that could be held against a wait. */
const OTHER_PART =
  /\b(?:of|per|an?)\s+a?\s*(?:milli)?second\b.*\bof\b|\b\w+(?:th|rd)s?\s+of\s+a\s+second|分之|\d\s*\/\s*\d/i;
const WORDED =
  /\b(one|two|three|four|five|ten|half a|a half|half|a)(?=\s+(?:milli)?seconds?\b)|(?<![一二两三四五六七八九十百千几零点第])(一|二|两|三|四|五|十|半)(?=\s*秒(?!表))/gi;

/** "Two seconds" and "两秒" as 2 seconds. */
const inFigures = (text: string): string =>
  PARTS.reduce((words, [part, ms]) => words.replace(part, ` ${ms} ms `), text).replace(
    WORDED,
    (_, english?: string, chinese?: string) => `${FIGURES[english?.toLowerCase() ?? chinese ?? '']}`,
  );

/** A time in a comment beside (or, where it speaks of waiting, above) a wait whose length is exact. */
export function waitClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const found: Claim[] = [];
  const { machine } = evidence.simulation;
  for (const comment of comments) {
    const times = [...inFigures(comment.text).matchAll(TIME)];
    if (times.length !== 1 || NOT_EXACT.test(comment.text) || OTHER_PART.test(inFigures(comment.text))) continue;
    if (!comment.behindCode && !WAITS.test(comment.text)) continue;
    const line = codeLineOf(evidence, comment);
    const waits = machine.delays.filter((each) => placeOf(each.frames, evidence.lastLine)?.line === line && each.exact);
    const lengths = new Set(waits.map((each) => each.us));
    if (lengths.size !== 1) continue;
    const unit = times[0]![2]!.toLowerCase();
    const said =
      Number(times[0]![1]) *
      (/^(?:us|微秒|µs)$/.test(unit) ? 1 : /^(?:s|秒|sec|second)/.test(unit) && !/^ms/.test(unit) ? 1e6 : 1000);
    const [is] = [...lengths] as [number];
    const holds = Math.abs(said - is) <= 0.05 * is;
    found.push({
      line: evidence.lineOf(comment.line),
      quote: comment.text,
      holds,
      why: { zh: `这里实际等待 ${is / 1000} 毫秒`, en: `the wait here is ${is / 1000} ms` },
    });
  }
  return found;
}
