import type { Line } from './mend.ts';
import { USUAL } from './widths.ts';
import { beginsAnew, isTornTable, tearsBlanks } from './wrap.ts';

/** Where a paste was cut off on its right, and how sure that is. */
export interface Edge {
  /** The column. */
  width: number;
  /** False: a single line ends there, which may be chance. */
  sure: boolean;
  /** Numbers of the lines that end there. */
  lines: ReadonlySet<number>;
  /** Those of them that end with a blank: their last word is whole. */
  whole: ReadonlySet<number>;
}

/** Where a terminal can end. */
const NARROWEST = 60;
const WIDEST = 400;
const FINISHED = /[.!?)\]'"}]$/;

/** A line's last words with everything taken out that counts up. */
const tail = (text: string): string => text.slice(-14).replace(/\d+/g, '0');

/**
 * Finds the column at which a paste was cut. A text that was wrapped there looks alike, but each of its full lines goes
 * on in the next one; where a full line is the last or the next begins with a header, it was cut.
 */
export function cutEdge(lines: readonly Line[]): Edge | null {
  const width = lines.reduce((widest, line) => Math.max(widest, line.text.length), 0);
  if (width < NARROWEST || width > WIDEST || isTornTable(lines, width)) return null;
  const full = lines.filter((line) => line.text.length === width);
  const ends = lines.filter(
    (line, index) =>
      line.text.length === width && (index === lines.length - 1 || isNext(lines[index + 1]!.text, line.text)),
  );
  if (ends.length * 3 < full.length * 2) return null;
  const unfinished = full.filter((line) => !FINISHED.test(line.text.trimEnd()));
  // At a width that nobody sets two lines may be as long as each other by chance: both have to look cut.
  if (unfinished.length * 2 < full.length || (!USUAL.has(width) && full.length === 2 && unfinished.length < 2))
    return null;
  const different = new Set(full.map((line) => tail(line.text))).size;
  const usual = USUAL.has(width);
  if (!usual && (full.length < 3 || different < 2 || full.length * 4 < lines.length)) return null;
  return {
    width,
    sure: usual
      ? different >= 2 || (full.length >= 2 && full.length === lines.length && different === full.length)
      : true,
    lines: new Set(full.map((line) => line.number)),
    whole: new Set(full.filter((line) => /\s$/.test(line.text)).map((line) => line.number)),
  };
}

/** True where a line is none that the one above it goes on in. */
function isNext(text: string, above: string): boolean {
  return (
    (/^\s{2,}/.test(text) && !tearsBlanks(text, above)) ||
    /^(?:\t|[{[]|[a-z0-9][\w.-]{0,60}(?: +\||[-_]\d{1,3} exited with)|Caused by|(?:Error|ERROR|error|Warning|WARNING|fatal|FATAL|panic|Traceback|nginx|docker)\b)/.test(
      text,
    ) ||
    // Half a word does not go on with a capital letter.
    (/[a-z]$/.test(above) && /^[A-Z][a-z]+ [a-z]/.test(text)) ||
    beginsAnew(text, above)
  );
}
