import { type AnyNode, type ExpressionStatement, type Loop, type Statement, walk } from '../../../c/ast.ts';
import { goesInCircles } from './circles.ts';
import type { Detected, Detector } from './detector.ts';
import { ownFunctions, visitOwn } from './tree.ts';

/** A break of this loop, a return or a goto leads out of it. */
function isLeft(loop: Loop): boolean {
  let left = false;
  walk(loop.body, (node: AnyNode, parents) => {
    if (node.kind === 'goto' || node.kind === 'return') left = true;
    if (node.kind === 'break' && !parents.some((each) => each.kind === 'loop' || each.kind === 'switch')) left = true;
  });
  return left;
}

const TIDIES =
  /(?:^|_)(?:de_?init|close|free|clean_?up|release|destroy|remove|unclaim|unregister|stop|exit|shut_?down|un_?map|disable|delete|end|reset)|(?:Delete|Close|Stop|DeInit|Deinit|Disable|End)$|vTaskDelete|TaskDelete|_remove_program/;

/** A call that only gives back what the program holds; examples write it behind their endless loop by habit. */
const tidies = (item: Statement): boolean =>
  item.kind === 'expression' && item.expression.kind === 'call' && TIDIES.test(item.expression.name ?? '');

const neverEnds = (item: Statement, scope: Statement): boolean =>
  item.kind === 'loop' && !isLeft(item) && (item.endless !== null || goesInCircles(item, scope));

const doesNothing = (item: Statement): boolean =>
  item.kind === 'empty' ||
  (item.kind === 'compound' && item.items.every(doesNothing)) ||
  // `(void)0;`
  (item.kind === 'expression' && item.expression.kind === 'cast' && item.expression.operand.kind === 'number');

/** `while (1);` behind a call that does not come back: the belt beside the braces. */
const isEmptyLoop = (item: Statement): boolean =>
  item.kind === 'loop' && item.endless !== null && doesNothing(item.body);

/** `assert(0);` says itself that nobody comes here. */
const saysSo = (item: Statement): boolean =>
  item.kind === 'expression' &&
  item.expression.kind === 'call' &&
  /^(?:__)?(?:assert|unreachable|__builtin_unreachable|configASSERT|abort|NOT_?REACHED)/i.test(
    item.expression.name ?? '',
  );

/** The body of a function that no way leads out of. */
function neverReturns(body: Statement): boolean {
  let out = false;
  walk(body, (node: AnyNode) => void ((node.kind === 'return' || node.kind === 'goto') && (out = true)));
  return !out && body.kind === 'compound' && body.items.some((item) => neverEnds(item, body));
}

/** Code behind a loop that never ends; a closing return or tidying up is habit and harmless. */
export const unreachableAfterInfiniteLoop: Detector = (evidence) => {
  const found: Detected[] = [];
  const own = ownFunctions(evidence);
  const stays = ({ expression }: ExpressionStatement): boolean =>
    expression.kind === 'call' &&
    expression.name !== null &&
    own.some((each) => each.name === expression.name && neverReturns(each.body));
  visitOwn(evidence, (node, _parents, inside) => {
    if (node.kind !== 'compound') return;
    const at = node.items.findIndex(
      (item) => neverEnds(item, inside.body) || (item.kind === 'expression' && stays(item)),
    );
    if (at < 0) return;
    const after = node.items
      .slice(at + 1)
      .find(
        (item) =>
          item.kind !== 'empty' &&
          item.kind !== 'return' &&
          item.kind !== 'break' &&
          item.kind !== 'case' &&
          item.kind !== 'label' &&
          !tidies(item) &&
          !saysSo(item) &&
          !isEmptyLoop(item),
      );
    if (after) found.push({ line: after.line });
  });
  return found;
};
