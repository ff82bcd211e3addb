import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { NOT_AS_IT_STANDS } from './blocks.ts';

const FASTER =
  /\b(?:faster|quicker|speed(?:s|ing)? ?up|accelerat\w+|shorter)\b|越来越快|加快|加速|变快|提速|缩短|变短/i;
const SLOWER = /\b(?:slower|slow(?:s|ing)? ?down|decelerat\w+|longer)\b|越来越慢|减慢|减速|变慢|放慢|延长|变长/i;
const LONGER =
  /^\s*(\w+)\s*(?:\+=|\*=|<<=)\s*\d+[uUlL]*\s*;\s*$|^\s*(\w+)\+\+\s*;\s*$|^\s*(\w+)\s*=\s*\3\s*[+*]\s*\d+\s*;\s*$/;
const SHORTER =
  /^\s*(\w+)\s*(?:-=|\/=|>>=)\s*\d+[uUlL]*\s*;\s*$|^\s*(\w+)--\s*;\s*$|^\s*(\w+)\s*=\s*\3\s*[-/]\s*\d+\s*;\s*$/;

/** "Get faster each time" beside a change of the number that a wait is given. */
export function paceClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  return comments.flatMap((comment): Claim[] => {
    const [faster, slower] = [FASTER.test(comment.text), SLOWER.test(comment.text)];
    if (faster === slower || NOT_AS_IT_STANDS.test(comment.text) || !comment.behindCode) return [];
    const code = evidence.codeLines[comment.line - 1] ?? '';
    const [longer, shorter] = [LONGER.exec(code), SHORTER.exec(code)];
    const name = (longer ?? shorter)?.slice(1).find((group) => group !== undefined);
    if (name === undefined) return [];
    const waits = new RegExp(`\\b\\w*(?:delay|sleep|wait)\\w*\\s*\\(\\s*${name}\\s*\\)`, 'i');
    if (!evidence.codeLines.some((text) => waits.test(text))) return [];
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: (longer === null) === faster,
        why: longer
          ? { zh: `${name} 变大，等待就变长`, en: `${name} grows here, so the waits get longer` }
          : { zh: `${name} 变小，等待就变短`, en: `${name} shrinks here, so the waits get shorter` },
      },
    ];
  });
}
