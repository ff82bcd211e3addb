import { type Expression, walk } from '../../../c/ast.ts';
import type { Detector } from './detector.ts';
import { bare, constantOf, isInteger, visitOwn } from './tree.ts';

/** A value with something in its high half: a constant, or a sum of masks one of which is shifted up by 16 or more. */
function reachesHigh(value: Expression): boolean {
  const constant = constantOf(value);
  if (constant !== null) return constant > 0xffff && constant % 0x10000 <= 0xffff && (constant & 0xffff0000) !== 0;
  let high = false;
  walk(value, (node) => {
    if (node.kind === 'call' || node.kind === 'index') return false;
    if (node.kind === 'binary' && node.operator === '<<' && (constantOf(node.right) ?? 0) >= 16) high = true;
    if (node.kind === 'binary' && node.operator === '>>') return false;
    return undefined;
  });
  return high;
}

/** Set and clear bits in one 32-bit mask that goes through a 16-bit parameter or variable on a chip whose set/reset register has both. */
export const setResetMaskTruncated: Detector = (evidence) => {
  if (!evidence.reading.chip.gpio.registers.some((each) => each.kind === 'set-reset')) return [];
  const found: { line: number; names: Record<string, string> }[] = [];
  const { functions } = evidence.reading.program.tree;
  visitOwn(evidence, (node) => {
    if (node.kind === 'call' && node.name !== null) {
      const parameters = functions.find((each) => each.name === node.name)?.parameters;
      for (const [i, arg] of node.args.entries()) {
        const parameter = parameters?.[i];
        if (parameter && isInteger(parameter.type) && parameter.type.bytes <= 2 && reachesHigh(bare(arg))) {
          found.push({ line: node.line, names: { function: node.name, type: parameter.type.name } });
        }
      }
    }
    if (
      node.kind === 'assignment' &&
      node.operator === '=' &&
      isInteger(node.target.type) &&
      node.target.type.bytes === 2 &&
      reachesHigh(node.value)
    ) {
      found.push({ line: node.line, names: { function: '=', type: node.target.type.name } });
    }
    if (
      node.kind === 'variable' &&
      node.initializer &&
      isInteger(node.symbol.type) &&
      node.symbol.type.bytes === 2 &&
      reachesHigh(node.initializer)
    ) {
      found.push({ line: node.line, names: { function: node.symbol.name, type: node.symbol.type.name } });
    }
  });
  for (const { type, initializer, line } of evidence.reading.program.tree.variables.map((each) => ({
    type: each.symbol.type,
    initializer: each.initializer,
    line: each.line,
  }))) {
    if (line <= 0 || line > evidence.lastLine || initializer?.kind !== 'initializer-list') continue;
    if (type.kind !== 'array' || !isInteger(type.of) || type.of.bytes !== 2) continue;
    const high = initializer.items.find(({ value }) => reachesHigh(bare(value)));
    if (high) found.push({ line: high.value.line, names: { function: '[]', type: type.of.name } });
  }
  const first = found[0];
  return first ? [first] : [];
};
