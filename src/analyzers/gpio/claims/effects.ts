import { type Statement, walk } from '../../../c/ast.ts';
import type { Comment } from '../code.ts';
import type { NamedPin } from '../facts.ts';
import { ownFunctions, visitOwn } from '../mistakes/tree.ts';
import type { Evidence } from '../reason.ts';

/** Events looked at; a program does within them whatever its comments speak of. */
const EVENT_LIMIT = 200;
/** Lines between a comment and the code it speaks of. */
const NEXT_LINES = 2;

/** What one execution of a line did: the pins that changed, and the levels all pins had afterwards. */
export interface Effect {
  changed: { pin: string; level: 0 | 1 }[];
  after: ReadonlyMap<string, 0 | 1>;
}

/** For each line of the paste what its executions did, the calls made from it included. */
export function effectsOf(evidence: Evidence): Map<number, Effect[]> {
  const effects = new Map<number, Effect[]>();
  let after = new Map<string, 0 | 1>();
  for (const event of evidence.simulation.machine.events.slice(0, EVENT_LIMIT)) {
    const changed = event.changes.map((change) => ({ pin: evidence.naming.name(change).pin, level: change.level }));
    after = new Map(after);
    for (const { pin, level } of changed) after.set(pin, level);
    for (const line of new Set(event.frames.map((frame) => frame.line)))
      if (line > 0 && line <= evidence.lastLine) effects.set(line, [...(effects.get(line) ?? []), { changed, after }]);
  }
  return effects;
}

/** The line of code a comment speaks of: its own, or the next one; 0 where there is none. */
export function codeLineOf(evidence: Evidence, comment: Comment): number {
  if (comment.behindCode) return comment.line;
  for (let line = comment.endLine + 1; line <= Math.min(comment.endLine + NEXT_LINES, evidence.lastLine); line++)
    if (/\S/.test(evidence.codeLines[line - 1] ?? '')) return line;
  return 0;
}

/** The function whose definition begins on a line; a comment there tells what it does. */
export const functionAt = (evidence: Evidence, line: number): string | null =>
  ownFunctions(evidence).find((each) => each.line === line)?.name ?? null;

/** A branch of an if, or what stands behind a case up to the next one. */
interface Branch {
  from: number;
  to: number;
}

function branchesOf(evidence: Evidence): Branch[] {
  const found: Branch[] = [];
  visitOwn(evidence, (node) => {
    if (node.kind === 'if')
      for (const body of [node.then, node.otherwise]) if (body) found.push({ from: body.line, to: lastLineOf(body) });
    if (node.kind !== 'switch') return;
    const starts = node.cases.map(({ line }) => line).sort((a, b) => a - b);
    for (const [i, from] of starts.entries())
      found.push({ from, to: i + 1 < starts.length ? starts[i + 1]! - 1 : lastLineOf(node.body) });
  });
  return found;
}

function lastLineOf(body: Statement): number {
  let last = body.line;
  walk(body, (node) => {
    last = Math.max(last, node.kind === 'compound' ? node.endLine : 'line' in node ? node.line : 0);
  });
  return last;
}

/**
 * Whether waits or changes of the run show that it came to the branch a comment stands in; what a comment says of a branch that nothing
 * led to cannot be held against the rest of the program. True for a comment outside of all branches.
 */
export function branchRan(evidence: Evidence): (comment: Comment) => boolean {
  const { delays, events } = evidence.simulation.machine;
  const seen = new Set([...delays, ...events].flatMap(({ frames }) => frames.map(({ line }) => line)));
  const branches = branchesOf(evidence).sort((a, b) => a.to - a.from - (b.to - b.from));
  return ({ line }) => {
    const around = branches.find(({ from, to }) => from <= line && line <= to);
    return !around || [...seen].some((each) => around.from <= each && each <= around.to);
  };
}

/** A line with several statements may do more than the comment speaks of. */
export const holdsOneStatement = (evidence: Evidence, line: number): boolean =>
  (evidence.codeLines[line - 1]?.match(/;/g)?.length ?? 0) === 1;

/** The outputs of a run by their names. */
export function outputsOf(evidence: Evidence): NamedPin[] {
  const named = new Map<string, NamedPin>();
  for (const event of evidence.simulation.machine.events.slice(0, EVENT_LIMIT))
    for (const change of event.changes) {
      const name = evidence.naming.name(change);
      named.set(name.pin, name);
    }
  return [...named.values()];
}
