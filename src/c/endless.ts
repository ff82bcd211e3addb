/** Loops that nothing leads out of: once a program is in one, it stays there. */
import type { AnyNode, FunctionDefinition, Loop, TranslationUnit } from './ast.ts';
import { walk } from './ast.ts';

export interface EndlessLoop {
  function: string;
  /** First and last line. */
  from: number;
  to: number;
}

/** Library functions that do not come back, or that call what they are given. */
const LEAVING = new Set([
  'exit',
  '_exit',
  '_Exit',
  'quick_exit',
  'abort',
  'longjmp',
  '_longjmp',
  'siglongjmp',
  'raise',
  '__assert_fail',
  'qsort',
  'bsearch',
]);

/** The loops of a program's own functions that cannot end otherwise than by an error. */
export function endlessLoops(tree: TranslationUnit): EndlessLoop[] {
  const own = new Map(tree.functions.map((definition) => [definition.name, definition]));
  const leaving = leavingFunctions(own);
  const found: EndlessLoop[] = [];
  for (const definition of tree.functions) {
    walk(definition.body, (node) => {
      if (node.kind !== 'loop' || node.endless === null || !isClosed(node, leaving)) return;
      let to = node.line;
      walk(node, (inner) => {
        if ('line' in inner && inner.line > to) to = inner.line;
      });
      found.push({ function: definition.name, from: node.line, to });
    });
  }
  return found;
}

/** Functions that may not come back, directly or through what they call. */
function leavingFunctions(own: Map<string, FunctionDefinition>): Set<string> {
  const leaving = new Set(LEAVING);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [name, definition] of own) {
      if (leaving.has(name) || !holds(definition.body, (node) => leaves(node, leaving))) continue;
      leaving.add(name);
      grew = true;
    }
  }
  return leaving;
}

function leaves(node: AnyNode, leaving: Set<string>): boolean {
  if (node.kind !== 'call') return false;
  if (node.builtin !== undefined) return /assert|trap|unreachable|longjmp/.test(node.builtin);
  return (
    node.name === null ||
    leaving.has(node.name) ||
    node.callee.kind !== 'identifier' ||
    node.callee.symbol.kind !== 'function'
  );
}

function isClosed(loop: Loop, leaving: Set<string>): boolean {
  let open = false;
  walk(loop, (node, parents) => {
    if (node.kind === 'return' || node.kind === 'goto' || leaves(node, leaving)) open = true;
    if (node.kind === 'break') {
      const owner = parents.findLast((parent) => parent.kind === 'loop' || parent.kind === 'switch');
      if (owner === undefined || owner === loop) open = true;
    }
    return !open;
  });
  return !open;
}

function holds(root: AnyNode, test: (node: AnyNode) => boolean): boolean {
  let found = false;
  walk(root, (node) => {
    if (test(node)) found = true;
    return !found;
  });
  return found;
}
