import type { Program } from '../../c/api.ts';
import { type AnyNode, type Expression, type FunctionDefinition, type Loop, type Symbol, walk } from '../../c/ast.ts';

/** Calls of the machine that only look at something. */
const LOOKING = /^__host_(?:millis|micros|pin_read|pin_latch)$/;

/**
 * Lines of loops that only look: whatever turn they are in, they leave nothing behind. A program that is in one stays there
 * until something else happens, however often it looks.
 */
export function waitingLines({ tree }: Pick<Program, 'tree'>): Set<number> {
  const known = new Map<FunctionDefinition, boolean>();
  const innermost = new Map<number, { loop: Loop; only: boolean }>();
  for (const definition of tree.functions) {
    if (definition.fromPrelude || definition.irregular) continue;
    walk(definition.body, (node, parents) => {
      if (node.kind !== 'loop') return;
      // What the head declares goes on from turn to turn.
      const turn = [node.condition, node.step, node.body].filter((part) => part !== null);
      const only = leavesNothing(turn, known);
      for (const line of linesOf(node)) {
        const before = innermost.get(line);
        const outer = before === undefined || parents.includes(before.loop);
        innermost.set(line, { loop: node, only: only && (outer || before.only) });
      }
    });
  }
  return new Set([...innermost].filter(([, { only }]) => only).map(([line]) => line));
}

function linesOf(loop: Loop): Set<number> {
  const lines = new Set<number>();
  walk(loop, (node) => {
    if (node.kind !== 'translation-unit' && node.line > 0) lines.add(node.line);
  });
  return lines;
}

/** Whether running these any number of times is the same as running them once. */
function leavesNothing(
  nodes: readonly AnyNode[],
  known: Map<FunctionDefinition, boolean>,
  own = new Set<Symbol>(),
): boolean {
  const set: { name: Symbol | null; value: Expression }[] = [];
  let only = true;
  for (const node of nodes)
    walk(node, (each) => {
      if (each.kind === 'variable' && each.symbol.storage !== 'static') own.add(each.symbol);
      else if (each.kind === 'assignment') {
        const name = each.target.kind === 'identifier' ? each.target.symbol : null;
        if (name && own.has(name)) return only;
        if (each.operator !== '=') only = false;
        set.push({ name, value: each.value });
      } else if (each.kind === 'postfix' || (each.kind === 'unary' && /^(?:\+\+|--)$/.test(each.operator))) {
        if (each.operand.kind !== 'identifier' || !own.has(each.operand.symbol)) only = false;
      } else if (each.kind === 'call') only = only && looksOnly(each.callee, each.name, known);
      else if (each.kind === 'assembly') only = only && each.effects.length === 0 && each.outputs.length === 0;
      else if (each.kind === 'goto') only = false;
      return only;
    });
  if (!only) return false;
  // What is set again in every turn is the same each time, unless it is made of what another turn has set.
  const names = new Set(set.map(({ name }) => name));
  return set.every(({ value }) => {
    let free = true;
    walk(value, (each) => {
      if (each.kind === 'identifier' && names.has(each.symbol)) free = false;
      if (names.has(null) && (each.kind === 'index' || (each.kind === 'unary' && each.operator === '*'))) free = false;
    });
    return free;
  });
}

function looksOnly(callee: Expression, name: string | null, known: Map<FunctionDefinition, boolean>): boolean {
  const definition = callee.kind === 'identifier' ? callee.symbol.definition : undefined;
  if (!definition) return name !== null && LOOKING.test(name);
  const before = known.get(definition);
  if (before !== undefined) return before;
  // A function that calls itself is left alone.
  known.set(definition, false);
  const own = new Set([...definition.parameters, ...definition.locals.filter((each) => each.storage !== 'static')]);
  const only = leavesNothing([definition.body], known, own);
  known.set(definition, only);
  return only;
}
