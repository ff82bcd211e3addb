import type { Comment } from '../code.ts';
import { placeOf } from '../place.ts';
import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';

const OF_A_PIN =
  /\b(?:on|off|high|low|sets?|clears?|toggles?|lights?)\b|亮|灭|打开|关闭|开启|拉高|拉低|置位|翻转|电平/i;
const OF_WAITING = /\b(?:waits?|delays?|sleeps?|pauses?)\b|延时|延迟|等待|等\s*\d/i;
/** Comments that must agree on it. */
const LEAST = 2;

/**
 * In a paste that lost its line breaks a comment stands between two statements and may belong to either. It is put behind the
 * first one; where none of them fits what stands before it, and each fits what follows, they were lines of their own above it.
 */
export function settledComments(evidence: Evidence, comments: readonly Comment[]): readonly Comment[] {
  const { reading, simulation, lastLine } = evidence;
  if (!reading.mended.restored) return comments;
  const lines = (all: { frames: Parameters<typeof placeOf>[0] }[]): Set<number> =>
    new Set(all.map(({ frames }) => placeOf(frames, lastLine)?.line ?? 0));
  // A write of the level that is there already says as plainly what it is for.
  const switching = new Set([...lines(simulation.machine.events), ...levelWrites(evidence).map(({ line }) => line)]);
  const waiting = lines(simulation.machine.delays);
  const fits = ({ text }: Comment, line: number): boolean => (OF_WAITING.test(text) ? waiting : switching).has(line);
  const topical = comments.filter(
    (comment) => comment.behindCode && (OF_WAITING.test(comment.text) || OF_A_PIN.test(comment.text)),
  );
  const above = topical.filter((comment) => fits(comment, comment.line + 1)).length;
  const leading =
    above >= LEAST && above * 2 > topical.length && topical.every((comment) => !fits(comment, comment.line));
  if (!leading) return comments;
  return comments.map((comment) => (topical.includes(comment) ? { ...comment, behindCode: false, code: '' } : comment));
}
