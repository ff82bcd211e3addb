import type { Span } from '../../../language/sentences.ts';
import { type Clause, holdsByDefault, type Reading } from './reading.ts';

/** How a column, a list or a heading is called that gives defaults. */
const DEFAULTS = /\bdefaults?\b|默认|缺省|预设|預設/i;

/** The cells of a row, the first of them first; none for what is no row. */
function cellsOf(line: string): string[] {
  return /^\s*\|/.test(line)
    ? line
        .trim()
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cell.trim())
    : [];
}

/** The cells that head the table in which a row stands; none for the head itself and for any other line. */
export function headOf(text: string, start: number): string[] {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  let line = from;
  while (line > 0 && /^\s*\|/.test(text.slice(text.lastIndexOf('\n', line - 2) + 1, line)))
    line = text.lastIndexOf('\n', line - 2) + 1;
  return line === from ? [] : cellsOf(text.slice(line, text.indexOf('\n', line)));
}

/** "| timeoutSeconds | 5 |": what stands below "Default" is so by default, and counts what its row counts. */
export function headColumns({ clauses }: Reading, text: string, { start, text: row }: Span): void {
  if (!row.startsWith('|')) return;
  const head = headOf(text, start);
  const [name] = cellsOf(row);
  if (!name || !head.slice(1).some((cell) => DEFAULTS.test(cell))) return;
  for (const clause of clauses) {
    const column = row.slice(1, clause.start).split('|').length - 1;
    if (column === 0 || !DEFAULTS.test(head[column] ?? '')) continue;
    holdsByDefault(clause);
    if (/seconds\W*$/i.test(name)) countSeconds(clause);
  }
}

function countSeconds(clause: Clause): void {
  clause.numbers = clause.numbers.map((count) => (count.unit === 'n' ? { ...count, unit: 's' } : count));
}

/** "## Defaults", "默认值如下：": the fields and values listed below are defaults. */
export function headsDefaults(sentence: string, isHeading: boolean): boolean {
  return DEFAULTS.test(sentence) && (isHeading || /[:：]$/.test(sentence));
}

/** A field and its value, and hardly more. */
const FIELD_AND_VALUE = /^`?[a-z]+[A-Z][A-Za-z]*`?(?: ?[:：=]| is| 为| 是)/;

/** In a list of defaults, what gives a field its value. */
export function headItems({ clauses }: Reading, item: string): void {
  if (FIELD_AND_VALUE.test(item)) for (const clause of clauses.slice(0, 2)) holdsByDefault(clause);
}
