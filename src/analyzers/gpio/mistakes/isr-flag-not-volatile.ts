import type { Symbol as Named } from '../../../c/ast.ts';
import type { Detector } from './detector.ts';
import { bare, handlerFunctions, visitOwn } from './tree.ts';

/** A global that a handler writes and a loop outside waits for, without volatile. */
export const isrFlagNotVolatile: Detector = (evidence) => {
  const handlers = handlerFunctions(evidence);
  if (handlers.size === 0) return [];
  const written = new Set<Named>();
  const awaited = new Set<Named>();
  visitOwn(evidence, (node, parents, definition) => {
    const inHandler = handlers.has(definition.name);
    if (inHandler) {
      const target =
        node.kind === 'assignment'
          ? node.target
          : node.kind === 'postfix' || (node.kind === 'unary' && /\+\+|--/.test(node.operator))
            ? node.operand
            : null;
      const at = target && bare(target);
      if (at?.kind === 'identifier' && at.symbol.scope === 'global') written.add(at.symbol);
      return;
    }
    if (node.kind !== 'identifier' || node.symbol.scope !== 'global' || node.symbol.kind !== 'variable') return;
    const parent = parents.at(-1);
    if (parent?.kind === 'assignment' && parent.target === node && parent.operator === '=') return;
    // An Arduino loop() is the body of an endless loop.
    const looped = definition.name === 'loop' || parents.some((each) => each.kind === 'loop');
    if (looped) awaited.add(node.symbol);
  });
  return [...awaited]
    .filter(
      (symbol) => written.has(symbol) && !symbol.type.volatile && !symbol.fromPrelude && symbol.type.kind !== 'array',
    )
    .map((symbol) => ({ line: symbol.line, names: { variable: symbol.name } }));
};
