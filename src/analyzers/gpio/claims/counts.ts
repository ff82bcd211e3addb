import { type AnyNode, type Call, type Expression, type Loop, walk } from '../../../c/ast.ts';
import { englishNumbers, hanNumbers } from '../../../language/number-words.ts';
import { table } from '../../../language/table.ts';
import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import { bare, constantOf, ownFunctions, visitOwn } from '../mistakes/tree.ts';
import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';
import { linesOf, MOST_LINES } from './blocks.ts';
import { codeLineOf } from './effects.ts';

const WORDED = table<number>({
  once: 1,
  twice: 2,
  ...englishNumbers(),
  ...hanNumbers(),
});
const TIMES =
  /(?<![\d.])(\d{1,3}|two|three|four|five|six|eight|ten|[一两二三四五六八十])\s*(?:(?:(?:short|long|quick|brief|slow|fast)\s+)?(?:blinks|flashes|pulses|beeps)\b|times\b|次|声|下(?!降|拉)|遍|回)|\b(twice)\b/i;
const BLINKS = /blink|flash|闪|亮|toggle|翻转|beep|响|repeat|循环|重复/i;
/** A rate, a sum, a past or a rough figure. */
const OTHER = /每|\b(?:per|every|each|second|about|up to|at most|at least|max|was|more)\b|约|左右|最多|至少|第/i;

/** Comments that say how many times, beside a loop or a call whose number of turns is plain. */
export function countClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  return comments.flatMap((comment): Claim[] => {
    const match = TIMES.exec(comment.text);
    if (!match || !BLINKS.test(comment.text) || OTHER.test(comment.text)) return [];
    const word = (match[1] ?? match[2]!).toLowerCase();
    const said = WORDED[word] ?? Number(word);
    const line = codeLineOf(evidence, comment);
    const looped = turnsAt(evidence, line);
    const turns = looped?.turns ?? burstOf(evidence, comment, line) ?? rowOf(evidence, comment, comments);
    if (turns === null) return [];
    // Two changes make one blink.
    const holds = said === turns || (looped?.halves === true && said * 2 === turns);
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds,
        why: { zh: `这里的循环走 ${turns} 次`, en: `the loop here goes round ${turns} times` },
      },
    ];
  });
}

const WHOLE =
  /\b(?:main|loop)\s*\(|\bwhile\s*\(\s*(?:1|true)\s*\)|\bfor\s*\(\s*;\s*;\s*\)|\bapp_main\b|#\s*(?:include|define)/;

/** How often the only pin that moves goes on in one round of the program, where the comment heads the whole program. */
function burstOf({ simulation, repeat, codeLines }: Evidence, comment: Comment, line: number): number | null {
  if (
    comment.behindCode ||
    !repeat ||
    !WHOLE.test(codeLines[line - 1] ?? '') ||
    !/blink|flash|闪|响|beep/i.test(comment.text)
  )
    return null;
  const round = simulation.machine.events.slice(repeat.start, repeat.start + repeat.period);
  const pins = new Set(round.flatMap(({ changes }) => changes.map(({ port, bit }) => `${port}:${bit}`)));
  const rises = round.filter(({ changes }) => changes[0]?.level === 1).length;
  return pins.size === 1 && rises > 1 && simulation.machine.driven.size === 1 ? rises : null;
}

/** How often the one pin goes on in the plain statements below a comment. */
function rowOf(evidence: Evidence, comment: Comment, comments: readonly Comment[]): number | null {
  const below = comment.behindCode ? [] : linesOf(evidence, comment, comments);
  const branches = (line: number): boolean =>
    /\b(?:for|while|do|if|switch|goto)\b|[{}]/.test(evidence.codeLines[line - 1] ?? '');
  const end = below.findIndex(branches);
  const lines = end < 0 ? below : below.slice(0, end);
  if (lines.length === 0 || lines.length >= MOST_LINES) return null;
  const { events } = evidence.simulation.machine;
  const inside = ({ frames }: (typeof events)[number]): boolean => frames.some(({ line }) => lines.includes(line));
  const from = events.findIndex(inside);
  if (from < 0) return null;
  const to = events.findIndex((event, i) => i > from && !inside(event));
  if (to < 0 && evidence.repeat) return null;
  const row = events.slice(from, to < 0 ? events.length : to);
  const pins = new Set(row.flatMap(({ changes }) => changes.map(({ port, bit }) => `${port}:${bit}`)));
  const rises = row.filter(({ changes }) => changes[0]?.level === 1).length;
  return pins.size === 1 && rises > 1 && rises * 2 === row.length ? rises : null;
}

/** Turns of the one loop on a line, or of the loop in the function called there. */
function turnsAt(evidence: Evidence, line: number): { turns: number; halves: boolean } | null {
  const told = (loop: Loop, turns: number | null) =>
    turns === null ? null : { turns, halves: !givesBoth(evidence, loop) };
  const loops: Loop[] = [];
  const calls: Call[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind === 'loop' && node.line === line) loops.push(node);
    if (node.kind === 'call' && node.line === line) calls.push(node);
  });
  const [loop] = loops;
  if (loop) return loops.length === 1 && !leavesEarly(loop) ? told(loop, turnsOf(loop, constantOf)) : null;
  const [call] = calls;
  const callee =
    call && calls.length === 1 ? ownFunctions(evidence).find((each) => each.name === call.name) : undefined;
  if (!call || !callee) return null;
  const inner: Loop[] = [];
  walk(callee.body, (node, parents) => {
    if (node.kind === 'loop' && !parents.some((each) => each.kind === 'loop')) inner.push(node);
  });
  const [turned] = inner.filter((each) => each.condition && (limitOf(each) || bare(each.condition).kind === 'postfix'));
  if (!turned || inner.length !== 1 || leavesEarly(turned)) return null;
  const given = (node: Expression): number | null => {
    const at = bare(node);
    const index = at.kind === 'identifier' ? callee.parameters.findIndex((each) => each.name === at.name) : -1;
    return index >= 0 ? constantOf(call.args[index]) : constantOf(node);
  };
  return told(turned, turnsOf(turned, given));
}

/** Each turn gives a pin both levels, and is a whole blink. */
function givesBoth(evidence: Evidence, loop: Loop): boolean {
  const levels = new Set(
    levelWrites(evidence).flatMap(({ parents, level }) => (parents.includes(loop) ? [level] : [])),
  );
  return levels.size === 2;
}

function limitOf(loop: Loop): Expression | null {
  const condition = loop.condition && bare(loop.condition);
  return condition?.kind === 'binary' && /^(?:<|<=|>|>=|!=)$/.test(condition.operator) ? condition.right : null;
}

function leavesEarly(loop: Loop): boolean {
  let leaves = false;
  walk(loop.body, (node: AnyNode) => void (/^(?:break|return|goto|continue)$/.test(node.kind) && (leaves = true)));
  return leaves;
}

/** How often a `for` with a plain start, limit and step of one goes round. */
function turnsOf(loop: Loop, value: (node: Expression) => number | null): number | null {
  const condition = loop.condition && bare(loop.condition);
  // `while (n--)`
  if (loop.keyword === 'while' && condition?.kind === 'postfix' && condition.operator === '--')
    return value(condition.operand);
  const limit = limitOf(loop);
  const step = loop.step && bare(loop.step);
  if (loop.keyword !== 'for' || condition?.kind !== 'binary' || !limit || !step) return null;
  const operator = step.kind === 'postfix' || step.kind === 'unary' ? step.operator : '';
  let from: number | null = null;
  const { init } = loop;
  if (init)
    walk(init, (node) => {
      if (node.kind === 'assignment' && node.operator === '=') from = value(node.value);
      if (node.kind === 'variable' && node.initializer) from = value(node.initializer);
    });
  const to = value(limit);
  if (from === null || to === null) return null;
  const turns =
    operator === '++'
      ? condition.operator === '<' || condition.operator === '!='
        ? to - from
        : condition.operator === '<='
          ? to - from + 1
          : 0
      : operator === '--'
        ? condition.operator === '>' || condition.operator === '!='
          ? from - to
          : condition.operator === '>='
            ? from - to + 1
            : 0
        : 0;
  return turns > 0 ? turns : null;
}
