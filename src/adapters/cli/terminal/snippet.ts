import type { Screen } from './style.ts';
import { type Cell, columnsOf, paintCells } from './width.ts';

export type Colour = 'red' | 'yellow' | 'green' | 'cyan';

const TAB = '    ';

/** The marked stretch of a line: first character and the one behind the last. */
export type Range = [number, number];

/** All of a line but its indentation and a trailing comment. */
export function codeRange(line: string): Range {
  const start = /^\s*/.exec(line)![0].length;
  const comment = /\s*(?:\/\/.*|\/\*[^*]*\*\/\s*)$/.exec(line);
  const end = comment && comment.index > start ? comment.index : line.trimEnd().length;
  return [start, Math.max(end, start)];
}

/** Where a text stands in a line, spaces of any kind and number counting the same; null where it does not. */
export function rangeOf(line: string, text: string): Range | null {
  const words = text.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const source = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
  const found = new RegExp(source).exec(line);
  return found ? [found.index, found.index + found[0].length] : null;
}

/**
 * A line of the paste as a compiler shows it: its number, the line, and carets under what is meant. A line wider than the
 * screen goes on below, with carets where the marked stretch begins.
 */
export function snippet(
  number: number,
  line: string,
  range: Range,
  colour: Colour,
  { style, width }: Screen,
): string[] {
  const gutter = String(number).padStart(4);
  const bar = style.dim('│');
  const empty = ' '.repeat(gutter.length);
  const room = Math.max(12, width - gutter.length - 3);
  const rows: { cells: Cell[]; marks: string }[] = [{ cells: [], marks: '' }];
  let used = 0;
  let at = 0;
  for (const raw of line) {
    const marked = at >= range[0] && at < range[1];
    at += raw.length;
    // A paste's control characters must not reach the terminal.
    for (const character of raw === '\t' ? TAB : raw.replace(/[\x00-\x1f\x7f-\x9f]/, '�')) {
      const columns = columnsOf(character);
      if (used + columns > room) {
        rows.push({ cells: [], marks: '' });
        used = 0;
      }
      const row = rows.at(-1)!;
      row.cells.push({ character, paint: marked && style.colour ? style[colour] : null });
      row.marks += (marked ? '^' : ' ').repeat(columns);
      used += columns;
    }
  }
  const begins = rows.findIndex(({ marks }) => marks.includes('^'));
  return rows.flatMap(({ cells, marks }, row) => [
    `${style.dim(row === 0 ? gutter : empty)} ${bar} ${paintCells(cells)}`,
    ...(row !== begins ? [] : [`${empty} ${bar} ${style[colour](marks.trimEnd())}`]),
  ]);
}
