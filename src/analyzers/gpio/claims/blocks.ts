import type { Comment } from '../code.ts';
import type { Evidence } from '../reason.ts';
import { codeLineOf } from './effects.ts';

/** Lines below a comment that it may head. */
export const MOST_LINES = 8;

/** The lines a comment speaks of: its own, or those below it up to a gap, a brace or the next comment that stands alone. */
export function linesOf(evidence: Evidence, comment: Comment, comments: readonly Comment[]): number[] {
  if (comment.behindCode) return [comment.line];
  const first = codeLineOf(evidence, comment);
  const lines: number[] = [];
  for (let line = first; first > 0 && line < first + MOST_LINES && line <= evidence.lastLine; line++) {
    const text = evidence.codeLines[line - 1] ?? '';
    if (!/\S/.test(text) || (line > first && /^\s*\}/.test(text))) break;
    if (line > first && comments.some((each) => each.line === line && !each.behindCode)) break;
    lines.push(line);
  }
  return lines;
}

/** What was, what might be, what is asked or only sometimes so: nothing that the code as it stands can be held to. */
export const NOT_AS_IT_STANDS =
  /\b(?:was|were|used to|old|formerly|previously|originally|instead|rather|not|never|no|don'?t|if|unless|whether|either|or|maybe|perhaps|should|could|can|e\.g|example|TODO|FIXME|change[ds]?|same as|like)\b|[?？]|原来|原先|以前|之前|曾|旧|不|没|无|别|如果|若|可以|可能|应该|或|例如|比如|改[为成到]|换[为成到]|同上/i;
