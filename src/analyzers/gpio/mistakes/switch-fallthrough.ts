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

const MEANT = /fall|through|继续|不\s*break|无需\s*break|下一|穿透|贯穿|also/i;

/** A case that does something and runs on into the next one, without a word that this is meant. */
export const switchFallthrough: Detector = (evidence) => {
  const found: Detected[] = [];
  const comments = commentsOf(evidence.reading.source);
  visitOwn(evidence, (node) => {
    if (node.kind !== 'switch' || node.body.kind !== 'compound') return;
    const { items } = node.body;
    let began: Case | null = null;
    for (const [i, item] of items.entries()) {
      if (item.kind === 'case') {
        const before = items[i - 1];
        if (began && before && unlabelled(before).kind !== 'empty' && !leaves(before)) {
          const said = comments.some(
            (comment) => comment.line >= before.line - 1 && comment.line <= item.line && MEANT.test(comment.text),
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
