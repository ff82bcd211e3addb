import type { Loop } from '../../../c/ast.ts';
import type { Evidence } from '../reason.ts';
import type { Detected, Detector } from './detector.ts';
import { bare, callsBelow, constantOf, visitOwn } from './tree.ts';

/** An index past either end, in the text or in the run. */
export const arrayOutOfBounds: Detector = (evidence) => {
  const found: Detected[] = [];
  visitOwn(evidence, (node, parents) => {
    if (node.kind !== 'index' || node.array.type.kind !== 'array' || node.array.type.length === null) return;
    const index = constantOf(node.index);
    const parent = parents.at(-1);
    if (index === null || (parent?.kind === 'unary' && parent.operator === '&')) return;
    if (index < 0 || index >= node.array.type.length)
      found.push({ line: node.line, names: { index: String(index), length: String(node.array.type.length) } });
  });
  const noted = [...evidence.notes];
  const { end } = evidence.simulation;
  if (end.reason === 'trap') noted.push(end);
  for (const note of noted) {
    if (
      note.code === 'array-bounds' &&
      note.line > 0 &&
      note.line <= evidence.lastLine &&
      !found.some((each) => each.line === note.line) &&
      !goesByUnknowns(evidence, note.line)
    ) {
      const [index = '?', length = '?'] = note.message.match(/-?\d+/g) ?? [];
      found.push({ line: note.line, names: { index, length } });
    }
  }
  return found.filter(({ line }, i) => !found.slice(0, i).some((earlier) => sameLoop(evidence, earlier.line, line)));
};

/** Two accesses of one array in one loop go wrong by one mistake. */
function sameLoop(evidence: Evidence, one: number, other: number): boolean {
  const loops: (Loop | undefined)[] = [];
  const arrays: string[] = [];
  visitOwn(evidence, (node, parents) => {
    if (node.kind !== 'index' || (node.line !== one && node.line !== other) || constantOf(node.index) !== null) return;
    const array = bare(node.array);
    loops.push(parents.findLast((each): each is Loop => each.kind === 'loop'));
    arrays.push(array.kind === 'identifier' ? array.name : '');
  });
  return loops.length > 1 && loops[0] !== undefined && new Set(loops).size === 1 && new Set(arrays).size === 1;
}

/** How often the loop around goes round is for a function to say that is not in the paste. */
function goesByUnknowns(evidence: Evidence, line: number): boolean {
  const others = new Set(
    [...evidence.simulation.calls.seen.values()].filter((each) => each.kind === 'other').map((each) => each.name),
  );
  if (others.size === 0) return false;
  let asks = false;
  visitOwn(evidence, (node, parents) => {
    if (node.kind !== 'index' || node.line !== line) return;
    const loops = parents.filter((each): each is Loop => each.kind === 'loop');
    const inner = loops.at(-1);
    const condition = inner?.condition ? bare(inner.condition) : null;
    const counted = condition?.kind === 'binary' && constantOf(condition.right) !== null && inner?.keyword === 'for';
    if (inner && !counted && callsBelow(inner).some((name) => others.has(name))) asks = true;
  });
  return asks;
}
