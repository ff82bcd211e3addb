import { type AnyNode, walk } from '../../../c/ast.ts';
import { inputReads } from '../reads.ts';
import type { Detected, Detector } from './detector.ts';
import { bare, handlerFunctions, visitOwn, waits } from './tree.ts';

/** Turns something round: ^=, a toggle call, x = !x. */
function toggles(node: AnyNode): boolean {
  let found = false;
  walk(node, (each) => {
    if (each.kind === 'call' && each.name !== null && /toggle|invert|flip|xor_mask/i.test(each.name)) found = true;
    if (each.kind !== 'assignment') return;
    if (each.operator === '^=') found = true;
    const value = bare(each.value);
    const target = bare(each.target);
    if (
      each.operator === '=' &&
      value.kind === 'unary' &&
      /[!~]/.test(value.operator) &&
      target.kind === 'identifier'
    ) {
      const operand = bare(value.operand);
      if (operand.kind === 'identifier' && operand.symbol === target.symbol) found = true;
    }
  });
  return found;
}

/** A test of a key that toggles something, with no waiting time in it or in the loop around it. */
export const missingDebounce: Detector = (evidence) => {
  const reads = new Set<AnyNode>(inputReads(evidence).map((each) => each.node));
  const handlers = handlerFunctions(evidence);
  const found: Detected[] = [];
  visitOwn(evidence, (node, parents, inside) => {
    if (node.kind !== 'if' || handlers.has(inside.name)) return;
    let asks = false;
    walk(node.condition, (each) => {
      if (reads.has(each)) asks = true;
    });
    if (!asks) {
      // The key may have been read into a variable on the way.
      const before = parents.some((each) => {
        let reading = false;
        if (each.kind === 'compound')
          for (const item of each.items) walk(item, (below) => void (reads.has(below) && (reading = true)));
        return reading;
      });
      let variable = false;
      walk(
        node.condition,
        (each) =>
          void (
            each.kind === 'identifier' &&
            /key|btn|button|sw|now|cur|state|last|prev/i.test(each.name) &&
            (variable = true)
          ),
      );
      asks = before && variable;
    }
    if (!asks || !toggles(node.then)) return;
    if (parents.some((each) => each.kind === 'if' && toggles(each.then) && found.some((one) => one.line === each.line)))
      return;
    const around = parents.find((each) => each.kind === 'loop') ?? inside.body;
    if ([node.then, around, inside.body].some((each) => waits(evidence, each, reads))) return;
    found.push({ line: node.line });
  });
  return found;
};
