import type { Expression, Symbol as Named } from '../../../c/ast.ts';
import type { Detected, Detector } from './detector.ts';
import { bare, constantOf, registerOf, visitOwn } from './tree.ts';

/** A number that is a mask, not a truth value. */
const isMask = (node: Expression): boolean => {
  const value = constantOf(bare(node));
  return value !== null && value !== 0 && value !== 1 && value !== -1;
};

/** Bit 0 written as a mask: `1 << 0`, `GPIO_PIN_0`, `0x01`. A plain 1 is a truth value. */
const isLowestBit = (node: Expression): boolean => {
  if (constantOf(bare(node)) !== 1) return false;
  return isShift(node) || /pin|bit|mask|_0$/i.test(node.macro ?? '') || bare(node).macro !== undefined;
};

/** `&&` between a register and a mask, `||` between masks, `!` for `~` and the other way round. */
export const logicalInsteadOfBitwise: Detector = (evidence) => {
  const found: Detected[] = [];
  const masked = new Set<Named>();
  visitOwn(evidence, (node) => {
    const sides =
      node.kind === 'binary' && /^[&|]$/.test(node.operator)
        ? [node.left, node.right]
        : node.kind === 'assignment' && /^[&|^]=$/.test(node.operator)
          ? [node.target, node.value]
          : [];
    if (!sides.some((side) => constantOf(side) !== null)) return;
    for (const side of sides) {
      const at = bare(side);
      if (at.kind === 'identifier') masked.add(at.symbol);
    }
  });
  const { macros } = evidence.reading.program.tree;
  /** Bit 0 among named flags: its sisters by name are other single bits. */
  const isFlag = (node: Expression): boolean => {
    const name = node.macro ?? bare(node).macro;
    const value = constantOf(bare(node));
    const family = name === undefined ? undefined : /^([A-Za-z]+_)/.exec(name)?.[1];
    if (value !== 1 || !family) return false;
    const sisters = macros.filter((each) => each.name.startsWith(family) && each.name !== name);
    const values = sisters.map((each) =>
      Number(/^\(?\s*(0x[0-9a-f]+|\d+)[uUlL]*\s*\)?$/i.exec(each.body.trim())?.[1] ?? Number.NaN),
    );
    return [2, 4].every((bit) => values.includes(bit)) && !values.includes(3);
  };
  /** A word of flags: masked somewhere with constants. */
  const isWord = (node: Expression): boolean => {
    const at = bare(node);
    return at.kind === 'identifier' && masked.has(at.symbol);
  };
  visitOwn(evidence, (node, parents) => {
    if (node.kind === 'binary' && (node.operator === '&&' || node.operator === '||')) {
      const other = (side: Expression): boolean => registerOf(evidence, side) !== null || isMask(side);
      const asBits =
        (isMask(node.right) && !isComparison(node.left)) ||
        (isMask(node.left) && other(node.right)) ||
        (isLowestBit(node.right) && registerOf(evidence, node.left) !== null) ||
        (isLowestBit(node.left) && registerOf(evidence, node.right) !== null) ||
        (node.operator === '&&' && (isWalkingBit(node.left) || isWalkingBit(node.right))) ||
        (node.operator === '&&' && isFlag(node.right) && isWord(node.left));
      if (asBits) found.push({ line: node.line, names: { wrong: node.operator, right: node.operator[0]! } });
    }
    if (node.kind === 'unary' && node.operator === '!' && (isMask(node.operand) || isShift(node.operand))) {
      const parent = parents.at(-1);
      const masks =
        (parent?.kind === 'binary' && parent.operator === '&') ||
        (parent?.kind === 'assignment' && parent.operator === '&=');
      if (masks) found.push({ line: node.line, names: { wrong: '!', right: '~' } });
    }
    if (node.kind === 'if' && bare(node.condition).kind === 'unary') {
      const condition = bare(node.condition);
      if (condition.kind === 'unary' && condition.operator === '~')
        found.push({ line: condition.line, names: { wrong: '~', right: '!' } });
    }
  });
  return found;
};

const isComparison = (node: Expression): boolean => {
  const at = bare(node);
  return at.kind === 'binary' && /^(?:==|!=|<|>|<=|>=|&&|\|\|)$/.test(at.operator);
};
/** `1 << k`: never 0, so that it says nothing about truth. */
const isWalkingBit = (node: Expression): boolean => {
  const at = bare(node);
  return at.kind === 'binary' && at.operator === '<<' && constantOf(at.left) === 1;
};
const isShift = (node: Expression): boolean => {
  const at = bare(node);
  return at.kind === 'binary' && at.operator === '<<';
};
