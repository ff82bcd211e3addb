import type { Expression, Loop } from '../ast.ts';

/** What an empty loop waits for something that grows to reach: the sum of these, and one more for `<=`. */
export interface Bound {
  parts: Expression[];
  more: 0 | 1;
  line: number;
}

/** Costs nothing to work out once more and is the same each time while the loop turns. */
function isPure(e: Expression): boolean {
  if (e.kind === 'number' || e.kind === 'identifier') return true;
  if (e.kind === 'cast') return isPure(e.operand);
  if (e.kind === 'binary') return isPure(e.left) && isPure(e.right);
  return e.kind === 'unary' && (e.operator === '-' || e.operator === '~') && isPure(e.operand);
}

const bare = (e: Expression): Expression => (e.kind === 'cast' ? bare(e.operand) : e);

/** `while (TIM2->CNT < us);`, `while (DWT->CYCCNT - start < ticks);`: null for any other loop. */
export function boundOf({ body, condition, keyword, step, endless }: Loop): Bound | null {
  const empty = body.kind === 'empty' || (body.kind === 'compound' && body.items.length === 0);
  if (!empty || keyword === 'do' || step || endless !== null || condition?.kind !== 'binary') return null;
  const { operator, left, right, line } = condition;
  if ((operator !== '<' && operator !== '<=' && operator !== '!=') || !isPure(right) || isPure(left)) return null;
  const grows = bare(left);
  const parts = [right];
  if (grows.kind === 'binary') {
    if (grows.operator !== '-' || isPure(grows.left) || !isPure(grows.right)) return null;
    parts.push(grows.right);
  }
  return { parts, more: operator === '<=' ? 1 : 0, line };
}
