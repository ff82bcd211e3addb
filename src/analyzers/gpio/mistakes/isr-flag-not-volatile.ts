import { type AnyNode, type Symbol as Named, walk } from '../../../c/ast.ts';
import type { Detector } from './detector.ts';
import { callsBelow, globalWritten, handlerFunctions, ownFunctions, visitOwn } from './tree.ts';

/** A global that a handler writes and a loop outside waits for, without volatile. */
export const isrFlagNotVolatile: Detector = (evidence) => {
  const handlers = handlerFunctions(evidence);
  if (handlers.size === 0) return [];
  // Keil C51 and SDCC read a variable of the 8051 anew at every test, and a bit cannot be kept anywhere else.
  const keil = evidence.reading.chip.family === '8051';
  const own = new Set(ownFunctions(evidence).map((each) => each.name));
  const written = new Set<Named>();
  const awaited = new Set<Named>();
  visitOwn(evidence, (node, parents, definition) => {
    const inHandler = handlers.has(definition.name);
    if (inHandler) {
      const variable = globalWritten(node);
      if (variable) written.add(variable);
      return;
    }
    if (node.kind !== 'identifier' || node.symbol.scope !== 'global' || node.symbol.kind !== 'variable') return;
    const parent = parents.at(-1);
    if (parent?.kind === 'assignment' && parent.target === node && parent.operator === '=') return;
    if (onlyCounts([...parents, node])) return;
    // An Arduino loop() is the body of an endless loop.
    const sketch = definition.name === 'loop';
    const path = [...parents, node];
    // Handed to a function that is not here it is read anew each time round.
    const handed = parent?.kind === 'call' && parent.name !== null && !own.has(parent.name) && !sketch;
    if (handed && !decidesAny(path)) return;
    if (keil ? spinsOn(path) : decides(path, sketch)) awaited.add(node.symbol);
  });
  return [...awaited]
    .filter(
      (symbol) =>
        written.has(symbol) &&
        !symbol.type.volatile &&
        !symbol.fromPrelude &&
        !symbol.unknown &&
        symbol.address === undefined &&
        symbol.type.kind !== 'array' &&
        !(keil && isBit(evidence, symbol)),
    )
    .map((symbol) => ({ line: symbol.line, names: { variable: symbol.name } }));
};

/** `i++;`: moved on, and its value used for nothing. */
function onlyCounts(path: readonly AnyNode[]): boolean {
  const [statement, change] = path.slice(-3);
  const steps = change?.kind === 'postfix' || (change?.kind === 'unary' && /^(?:\+\+|--)$/.test(change.operator));
  return steps && statement?.kind === 'expression';
}

/** Declared `bit`: the one place it has is the one an instruction tests. */
const isBit = (evidence: Parameters<Detector>[0], { line }: Named): boolean =>
  /\b(?:__)?bit\b/.test(evidence.codeLines[line - 1] ?? '');

/** Stands in the condition of a loop that does nothing but test: `while (!done);`. */
function spinsOn(path: readonly AnyNode[]): boolean {
  const loop = path.findLast((each) => each.kind === 'loop' || each.kind === 'if');
  return (
    loop?.kind === 'loop' &&
    loop.condition !== null &&
    path.includes(loop.condition) &&
    callsBelow(loop).length === 0 &&
    !writes(loop.body)
  );
}

/**
 * Decides what a loop does: it is tested there, or used on every round. A value that is only passed on where something
 * else was tested is data of the handler, and reading it once is all that is wanted.
 */
function decides(path: readonly AnyNode[], sketch: boolean): boolean {
  const looped = path.findIndex((each) => each.kind === 'loop');
  if (looped < 0 && !sketch) return false;
  const around = path.slice(Math.max(0, looped));
  for (const each of around) {
    const condition =
      each.kind === 'if' || each.kind === 'loop' || each.kind === 'conditional'
        ? each.condition
        : each.kind === 'switch'
          ? each.value
          : null;
    if (condition && path.includes(condition)) return true;
  }
  return !around.some(
    (each) => each.kind === 'if' || each.kind === 'switch' || (each.kind === 'loop' && each.endless === null),
  );
}

/** Stands in a condition at all. */
const decidesAny = (path: readonly AnyNode[]): boolean =>
  path.some(
    (each) =>
      (each.kind === 'if' || each.kind === 'loop' || each.kind === 'conditional') &&
      each.condition !== null &&
      path.includes(each.condition),
  );

function writes(node: AnyNode): boolean {
  let found = false;
  walk(node, (each) => void (each.kind === 'assignment' && (found = true)));
  return found;
}
