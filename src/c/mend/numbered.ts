import type { Line } from './layout.ts';

/** Numbers looked for in one line, and the fewest that prove anything. */
const MOST = 3000;
const FEWEST = 5;

/**
 * A numbered program whose line breaks were lost: `1 #include <x.h> 2 3 int main() 4 {`. Each number that counts on, where
 * an item may begin, gives its line break back. Null where the numbers do not count through the line.
 */
export function splitNumbered(lines: Line[]): { lines: Line[]; count: number; line: number } | null {
  const result: Line[] = [];
  let count = 0;
  let first = 0;
  for (const line of lines) {
    const parts = line.text.length > 40 && /^[ \t]*\d/.test(line.text) ? numberedParts(line.text) : null;
    if (!parts) {
      result.push(line);
      continue;
    }
    first ||= line.from;
    count += parts.length;
    for (const text of parts) result.push({ text, from: line.from });
  }
  return count > 0 ? { lines: result, count, line: first } : null;
}

function numberedParts(text: string): string[] | null {
  const begin = /^[ \t]*(\d{1,5})(?=[ \t])/.exec(text);
  if (!begin) return null;
  let number = Number(begin[1]);
  let at = begin[0].length;
  const cuts: { at: number; end: number }[] = [{ at: 0, end: at }];
  for (let n = 0; n < MOST; n++) {
    const next = findNumber(text, number + 1, at);
    if (next < 0) break;
    number++;
    at = next + String(number).length;
    cuts.push({ at: next, end: at });
  }
  if (cuts.length < FEWEST || text.length - at > Math.max(160, text.length * 0.3)) return null;
  return cuts.map((cut, i) => text.slice(cut.end, cuts[i + 1]?.at ?? text.length).trim());
}

/** The next place of a number where a line may begin: not as an operand, and with something of a line behind it. */
function findNumber(text: string, number: number, from: number): number {
  const spelled = String(number);
  for (let at = text.indexOf(spelled, from); at >= 0; at = text.indexOf(spelled, at + 1)) {
    if (
      !/[ \t]/.test(text[at - 1] ?? ' ') ||
      !/^(?:[ \t]|$)/.test(text.slice(at + spelled.length, at + spelled.length + 1))
    )
      continue;
    const before = text.slice(Math.max(from, at - 200), at).trimEnd();
    if (
      /(?:[-+*/%&|^=<>?,([]|\breturn|\bcase|#define[ \t]+\w+)$/.test(before) &&
      !/(?:#include[ \t]*<[^<>]*>|\*\/|\+\+|--|->)$/.test(before) &&
      !/\/\/[^;]*$/.test(before)
    )
      continue;
    const behind = text.slice(at + spelled.length).trimStart();
    if (behind !== '' && !/^[\w#{}/*"'(+.:&~-]/.test(behind)) continue;
    return at;
  }
  return -1;
}
