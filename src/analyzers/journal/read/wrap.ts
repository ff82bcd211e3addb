import { isChat } from './chat.ts';
import { headingOf } from './header.ts';
import type { Line, Repair } from './mend.ts';
import { structureOf } from './status.ts';
import { tableTitles } from './table.ts';

const NARROWEST = 60;

/**
 * Joins lines that a terminal or an editor broke at its width. A line is a continuation where it has no header of its
 * own and its first word would not have fitted on the line above.
 */
export function joinWrapped(lines: Line[], repairs: Set<Repair>): Line[] {
  if (lines.length < 2) return lines;
  const headless = lines.map((line) => isHeadless(line));
  if (!headless.some(Boolean)) return lines;
  const width = lines.reduce((widest, line) => Math.max(widest, line.text.length), 0);
  if (width < NARROWEST || width > 320) return lines;
  const full = lines.filter((line) => line.text.length === width).length;
  // Nearly all lines end at the same column: the text was one long line, wherever its entries begin.
  const poured = full >= 3 && full * 5 >= lines.length * 3 && headless.filter(Boolean).length * 2 >= lines.length;
  if (!poured && headless.filter((bare) => !bare).length < 2) return lines;
  const hard = lines.filter((line, index) => line.text.length === width && headless[index + 1]).length;
  const soft = lines.filter((line, index) => headless[index + 1] && wouldNotFit(line, lines[index + 1]!, width)).length;
  const joins =
    poured || (hard >= 2 && hard * 2 >= soft)
      ? 'hard'
      : soft >= 2
        ? 'soft'
        : hard === 1 && width % 10 === 0
          ? 'hard'
          : null;
  if (!joins) return lines;
  const result: Line[] = [];
  let last: Line | null = null;
  for (const [index, line] of lines.entries()) {
    const above = result.at(-1);
    const fits = last !== null && (joins === 'hard' ? last.text.length === width : wouldNotFit(last, line, width));
    const exact = last?.text.length === width && width >= NARROWEST;
    // Where all lines end at the edge, a line that looks like a header is only what stood behind the break.
    const torn = poured && full >= lines.length - 2 && exact;
    const goesOn = torn
      ? true
      : poured || exact
        ? headingOf(line.text, true) === null && structureOf(line.text) === null
        : headless[index];
    // Only an entry can be broken; a table row or a shell's line stays what it is.
    if (above && goesOn && fits && (poured || beginsEntry(above.text))) {
      const glue = joins === 'hard' ? '' : ' ';
      result[result.length - 1] = {
        ...above,
        last: line.last,
        text: above.text + glue + line.text,
        raw: `${above.raw}\n${line.raw}`,
        map: joinMaps(above, line, glue),
      };
      repairs.add('wrapped');
    } else result.push(line);
    last = line;
  }
  return result;
}

/** Where each character of a joined line stands in its pasted text, line break and all. */
function joinMaps(above: Line, line: Line, glue: string): number[] {
  const offset = above.raw.length + 1;
  const map = above.map ? [...above.map] : Array.from({ length: above.text.length }, (_, index) => index);
  if (glue !== '') map.push(above.raw.length);
  for (let index = 0; index < line.text.length; index += 1) map.push(offset + (line.map ? line.map[index]! : index));
  return map;
}

function beginsEntry(text: string): boolean {
  return (
    headingOf(text.trimStart(), true) !== null ||
    /^\s*(?:Normal|Warning) +[A-Z][A-Za-z]+ /.test(text) ||
    /^\s*\{"/.test(text)
  );
}

function isHeadless(line: Line): boolean {
  const { text } = line;
  return (
    headingOf(text.trimStart(), true) === null &&
    structureOf(text) === null &&
    !/^\s{2,}|^\t/.test(text) &&
    !isChat(text, true) &&
    // Rows of a table have no header of their own, and each is a line.
    !/\S {2,}\S+ {2,}\S/.test(text) &&
    tableTitles(text) === null &&
    !/^[[{]/.test(text)
  );
}

function wouldNotFit(above: Line, line: Line, width: number): boolean {
  const first = line.text.trimStart().split(' ', 1)[0]!.length;
  return above.text.length + 1 + first > width && above.text.length >= NARROWEST - 20;
}
