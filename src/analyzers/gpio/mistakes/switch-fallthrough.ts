import type { Case, Statement } from '../../../c/ast.ts';
import { commentsOf } from '../code.ts';
import type { Detected, Detector } from './detector.ts';
import { visitOwn } from './tree.ts';

/** The statement behind any number of labels. */
function unlabelled(statement: Statement): Statement {
  let at = statement;
  while (at.kind === 'case' || at.kind === 'label') at = at.body;
  return at;
}

/** Nothing behind this statement is ever reached. */
function leaves(statement: Statement): boolean {
  const at = unlabelled(statement);
  switch (at.kind) {
    case 'break':
    case 'continue':
    case 'return':
    case 'goto':
      return true;
    case 'compound': {
      const last = at.items.at(-1);
      return last !== undefined && leaves(last);
    }
    case 'if':
      return at.otherwise !== null && leaves(at.then) && leaves(at.otherwise);
    case 'loop':
      return at.endless !== null;
    default:
      return false;
  }
}

const MEANT =
  /fall|through|继续|(?:不|无|没有?|省略?)[^，。；]{0,5}break|下一|穿透|贯穿|直通|落[到入]|往下|向下|接着|连着|also|no break|without (?:a )?break|intention|intended|on purpose|deliberate|故意|有意|特意|drops? (?:in)?to|both/i;
/** "Forgot the break" is no intention. */
const REGRETTED = /忘|漏|少了?|缺|forgot|missing|bug|\?|？|应该|should/i;
/** Said of a whole switch, at its head. */
const MEANT_THROUGHOUT =
  /fall[- ]?(?:s |ing )?through|穿透|贯穿|直通|(?:故意|有意|特意)[^，。；]{0,6}break|(?:no|without|omit\w*)[^,.;]{0,12}breaks?\b|cascad|级联|逐级|累加/i;

/** A case that does something and runs on into the next one, without a word that this is meant. */
export const switchFallthrough: Detector = (evidence) => {
  const found: Detected[] = [];
  const comments = commentsOf(evidence.reading.source);
  visitOwn(evidence, (node) => {
    if (node.kind !== 'switch' || node.body.kind !== 'compound') return;
    const { items } = node.body;
    const head = comments.some(
      (comment) =>
        comment.endLine >= node.line - 2 &&
        comment.line <= node.line + 1 &&
        MEANT_THROUGHOUT.test(comment.text) &&
        !REGRETTED.test(comment.text),
    );
    if (head || isStaircase(items)) return;
    let began: Case | null = null;
    for (const [i, item] of items.entries()) {
      if (item.kind === 'case') {
        const before = items[i - 1];
        if (began && before && unlabelled(before).kind !== 'empty' && !leaves(before)) {
          const said = comments.some(
            (comment) =>
              comment.line >= before.line - 1 &&
              comment.line <= item.line &&
              MEANT.test(comment.text) &&
              !REGRETTED.test(comment.text),
          );
          const marked = evidence.codeLines
            .slice(before.line - 1, item.line)
            .some((text) => /fall_?through/i.test(text));
          if (!said && !marked) found.push({ line: item.line, names: { from: String(evidence.lineOf(began.line)) } });
        }
        began = item;
      }
    }
  });
  return found;
};

/** `case 3: ... case 2: ... case 1: ...` with no break between and the labels counting down: each step adds to the one below. */
function isStaircase(items: readonly Statement[]): boolean {
  const steps = items.flatMap((item, at) =>
    item.kind === 'case' && item.from !== null ? [{ at, value: item.from }] : [],
  );
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last || steps.length < 3) return false;
  if (steps.some(({ value }, i) => i > 0 && value !== steps[i - 1]!.value - 1n)) return false;
  return !items.slice(first.at, last.at).some(leaves);
}
