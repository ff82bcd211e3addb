import { type Designator, type Expression, type InitializerList, walk } from '../../../c/ast.ts';
import type { Type } from '../../../c/types.ts';
import type { Detector } from './detector.ts';
import { bare, constantOf, isInteger, registerOf, visitOwn } from './tree.ts';

/** The least that a count can be: `n + 16` is never below 16. */
function leastOf(count: Expression): number {
  const at = bare(count);
  const constant = constantOf(at);
  if (constant !== null) return constant;
  return at.kind === 'binary' && at.operator === '+' ? leastOf(at.left) + leastOf(at.right) : 0;
}

/** A value with something in its high half: a constant, or a sum of masks one of which is shifted up by 16 or more. */
function reachesHigh(value: Expression): boolean {
  const constant = constantOf(value);
  if (constant !== null) return constant > 0xffff && constant % 0x10000 <= 0xffff && (constant & 0xffff0000) !== 0;
  let high = false;
  walk(value, (node) => {
    if (node.kind === 'call' || node.kind === 'index') return false;
    if (node.kind === 'binary' && node.operator === '<<' && leastOf(node.right) >= 16) high = true;
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
  visitOwn(evidence, (node, _parents, inside) => {
    const { returns } = inside.type;
    if (node.kind === 'return' && node.value && isInteger(returns) && returns.bytes === 2 && reachesHigh(node.value))
      found.push({ line: node.line, names: { function: inside.name, type: returns.name } });
    if (node.kind === 'call' && node.name !== null) {
      const parameters = functions.find((each) => each.name === node.name)?.parameters;
      for (const [i, arg] of node.args.entries()) {
        const parameter = parameters?.[i];
        if (parameter && isInteger(parameter.type) && parameter.type.bytes <= 2 && reachesHigh(bare(arg))) {
          found.push({ line: node.line, names: { function: node.name, type: parameter.type.name } });
        }
      }
    }
    if (node.kind === 'assignment' && registerOf(evidence, node.target)?.kind === 'set-reset') {
      const { value } = node;
      if (value.kind === 'cast' && isInteger(value.type) && value.type.bytes === 2 && reachesHigh(value.operand))
        found.push({ line: node.line, names: { function: `(${value.type.name})`, type: value.type.name } });
    }
    if (
      node.kind === 'assignment' &&
      (node.operator === '=' || node.operator === '|=') &&
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
    if (node.kind === 'variable' && node.initializer?.kind === 'initializer-list') {
      const high = narrowed(node.initializer, node.symbol.type);
      if (high) found.push({ line: high.line, names: { function: '[]', type: high.type } });
    }
  });
  for (const { type, initializer, line } of evidence.reading.program.tree.variables.map((each) => ({
    type: each.symbol.type,
    initializer: each.initializer,
    line: each.line,
  }))) {
    if (line <= 0 || line > evidence.lastLine || !initializer) continue;
    if (initializer.kind !== 'initializer-list') {
      if (isInteger(type) && type.bytes === 2 && reachesHigh(initializer))
        found.push({ line, names: { function: '=', type: type.name } });
      continue;
    }
    const high = narrowed(initializer, type);
    if (high) found.push({ line: high.line, names: { function: '[]', type: high.type } });
  }
  const first = found[0];
  return first ? [first] : [];
};

/** The first value of a table, or of a field in it, that its 16-bit place cuts off. */
function narrowed(list: InitializerList, type: Type): { line: number; type: string } | null {
  for (const [i, { designators, value }] of list.items.entries()) {
    const place = placeIn(type, designators, i);
    if (!place) continue;
    if (value.kind === 'initializer-list') {
      const below = narrowed(value, place);
      if (below) return below;
    } else if (isInteger(place) && place.bytes === 2 && reachesHigh(bare(value)))
      return { line: value.line, type: place.name };
  }
  return null;
}

/** The type of the element or field an initializer goes to; undefined where that takes more than a look. */
function placeIn(type: Type, designators: Designator[], position: number): Type | undefined {
  if (type.kind === 'array') return designators.length > 1 ? undefined : type.of;
  if (type.kind !== 'struct') return undefined;
  const { fields } = type.definition;
  if (designators.length === 0) return fields[position]?.type;
  const name = designators.length === 1 ? designators[0]!.field : undefined;
  return fields.find((each) => each.name === name)?.type;
}
