import { type AnyNode, type Expression, type Loop, walk } from '../../../c/ast.ts';
import { everythingSaid } from '../reason.ts';
import type { Detected, Detector } from './detector.ts';
import { bare, isCountingLoop, isEmptyStatement, visitOwn } from './tree.ts';

/** Keil C51, SDCC and XC8 keep a loop that only counts; whoever writes for these chips relies on it. */
const KEEPS_LOOPS = new Set(['8051', 'pic']);
/** Words beside the program say that it was optimised after all. */
const OPTIMISED = /(?<!\bno |\bwithout |[没未不]|没有|关闭?|关了)(?:优化|optimi[sz]|-O[123s]\b|--opt-code)/i;

/** An empty counting loop in which nothing is volatile: a compiler may leave it out. */
export const delayLoopOptimisedAway: Detector = (evidence) => {
  if (KEEPS_LOOPS.has(evidence.reading.chip.family) && !OPTIMISED.test(everythingSaid(evidence))) return [];
  const found: Detected[] = [];
  visitOwn(evidence, (node, parents) => {
    if (node.kind !== 'loop' || !isCountingLoop(node) || !counts(node)) return;
    if (parents.some((each) => each.kind === 'loop' && isCountingLoop(each) && counts(each))) return;
    found.push({ line: node.line });
  });
  return found;
};

/** The loop moves a plain variable, asks nothing else, and holds no instruction of its own. */
function counts(loop: Loop): boolean {
  let moves = false;
  let kept = false;
  walk(loop, (node: AnyNode) => {
    if (node.kind === 'assembly' || node.kind === 'call') kept = true;
    if (
      node.kind === 'identifier' &&
      (node.symbol.type.volatile || node.symbol.kind === 'bit' || node.symbol.address !== undefined)
    )
      kept = true;
    if ((node.kind === 'member' || node.kind === 'unary' || node.kind === 'index') && isRead(node)) kept = true;
    const target: Expression | null =
      node.kind === 'postfix' || (node.kind === 'unary' && /\+\+|--/.test(node.operator))
        ? node.operand
        : node.kind === 'assignment'
          ? node.target
          : null;
    if (target && bare(target).kind === 'identifier') moves = true;
  });
  const body = loop.body;
  const nested = !isEmptyStatement(body);
  return moves && !kept && (nested || loop.condition !== null);
}

function isRead(node: Expression): boolean {
  return node.kind === 'member' || node.kind === 'index' || (node.kind === 'unary' && node.operator === '*');
}
