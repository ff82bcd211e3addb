import { type If, walk } from '../../../c/ast.ts';
import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import { visitOwn } from '../mistakes/tree.ts';
import { placeOf } from '../place.ts';
import { inputReads } from '../reads.ts';
import type { Evidence } from '../reason.ts';
import { lengthsIn } from './lengths.ts';
import { clockIsOpen, milliseconds } from './waits.ts';

const COMES = /到|每|满|过|elapsed|passed|every|each|once|\bper\b|second|秒|\bms\b/i;
/** Lengths that are not from one time to the next. */
const OTHER =
  /debounc|消抖|防抖|timeout|超时|long|长按|press|按|hold|at least|at most|至少|最多|约|左右|大概|about|approx|roughly|nearly|almost|~|<|>|was|were|原来|以前|改|old|not|不|if|如果|后|after|before|前|duty|占空|亮|灭|\bon\b|\boff\b/i;
const MOST_LENGTH = 60;

/** "1 秒到", "every 500 ms" beside an `if` that counts: how often its branch really comes. */
export function branchClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const told = comments.filter(({ text }) => COMES.test(text) && !OTHER.test(text) && text.length <= MOST_LENGTH);
  if (told.length === 0) return [];
  const branches: If[] = [];
  visitOwn(evidence, (node) => void (node.kind === 'if' && !node.otherwise && branches.push(node)));
  return told.flatMap((comment): Claim[] => {
    const lengths = lengthsIn(comment.text);
    const [said] = lengths ?? [];
    const at = branches.filter(
      ({ line }) => line === comment.line || (!comment.behindCode && line === comment.endLine + 1),
    );
    const [branch] = at;
    if (!said || lengths!.length !== 1 || at.length !== 1 || !branch) return [];
    const is = paceOf(evidence, branch);
    if (is === null) return [];
    // An even number of times may be told of a lamp that goes on and off in turn.
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: Math.abs(said - is) <= 0.05 * is,
        why: {
          zh: `这个分支实际每 ${milliseconds(is)} 毫秒走一次`,
          en: `this branch is really taken every ${milliseconds(is)} ms`,
        },
      },
    ];
  });
}

/** Time from one pass of a branch to the next, where one of its lines toggles a pin each time and only time decides. */
function paceOf(evidence: Evidence, branch: If): number | null {
  const { machine } = evidence.simulation;
  const { clock, code } = evidence.reading;
  const known = clock.from === 'paste' || /\bmillis\s*\(|HAL_GetTick|SystemCoreClock|time_us|esp_timer/.test(code);
  if (clockIsOpen(evidence) && !known) return null;
  let asks = false;
  const lines = new Set<number>();
  walk(branch.then, (node) => void ('line' in node && node.line > 0 && lines.add(node.line)));
  const reads = inputReads(evidence);
  walk(branch.condition, (node) => void (asks ||= reads.some((read) => read.node === node)));
  if (asks) return null;
  const inside = machine.events.filter(({ frames }) => lines.has(placeOf(frames, evidence.lastLine)?.line ?? 0));
  const line = inside[0] && placeOf(inside[0].frames, evidence.lastLine)?.line;
  const moves = inside.filter(({ frames }) => placeOf(frames, evidence.lastLine)?.line === line).slice(0, 12);
  const [first] = moves;
  if (!first || moves.length < 4 || moves.some(({ changes }) => changes.length !== 1)) return null;
  const { port, bit } = first.changes[0]!;
  const toggles = moves.every(
    ({ changes: [one] }, i) =>
      one!.port === port && one!.bit === bit && (i === 0 || one!.level !== moves[i - 1]!.changes[0]!.level),
  );
  if (!toggles) return null;
  const spans = moves.slice(1).map((each, i) => each.exactUs - moves[i]!.exactUs);
  const rough = moves.at(-1)!.estimatedUs - first.estimatedUs;
  const [, second] = spans;
  if (!second || spans.slice(1).some((span) => Math.abs(span - second) > 0.02 * second)) return null;
  return rough > 0.02 * second * moves.length ? null : second;
}
