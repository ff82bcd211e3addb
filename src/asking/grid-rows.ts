import { askedAmount } from './amount.ts';
import { columnOf } from './conditions.ts';
import type { GridRow } from './grid.ts';
import { cellAmount, type Reading } from './grid-answer.ts';
import { comparisonIn, holds, names } from './question.ts';

/** Words that every row answers to. */
const GENERAL =
  /^(?:pods?|nodes?|none|true|false|running|default|service|container|the|all|and|any|yes|no|on|of|in|is|kube|prod|test|memory|cpu|type|ready|status)$/i;

/** Rows that the question names: by a cell, by a part of a name, by the end of a generated name. */
export function rowsNamed({ grid, question }: Reading): { rows: GridRow[]; words: string[] } | null {
  const choice = grid.titles.flatMap((title, at) => {
    const meaning = grid.meanings[at];
    if (meaning?.kind !== 'text' || /^(?:status|active|message|type|level|time|agent)$/.test(meaning.id)) return [];
    const values = [...new Set(grid.rows.map(({ cells }) => cells[at] ?? ''))].filter(
      (value) => value.length > 1 && !/^</.test(value) && !GENERAL.test(value),
    );
    return [{ at, title, meaning, values }];
  });
  const sets: { rows: GridRow[]; words: string[] }[] = [];
  for (const { at, meaning, values } of choice) {
    const exact = values.filter(
      (value) =>
        names(question, value) ||
        names(question, `${value}s`) ||
        names(question, value.replace(/^[a-z.]+\//, '')) ||
        names(question, value.replace(/\.service$/, '')),
    );
    if (exact.length > 0) {
      const rows = grid.rows.filter(({ cells }) => exact.includes(cells[at]!));
      sets.push({
        rows,
        words: exact.flatMap((value) => [value, value.replace(/^[a-z.]+\//, ''), value.replace(/\.service$/, '')]),
      });
      continue;
    }
    if (!/^(?:name|object|command|filesystem|image|local|peer|path)$/.test(meaning.id)) continue;
    const lower = question.toLowerCase();
    const parts = new Map<string, Set<GridRow>>();
    for (const row of grid.rows)
      for (const part of new Set((row.cells[at] ?? '').split(/[^A-Za-z0-9]+|(?<=php)-/)))
        if (
          part.length >= 2 &&
          lower.includes(part.toLowerCase()) &&
          !GENERAL.test(part) &&
          !/^\d$/.test(part) &&
          !grid.meanings.some((one) => one?.asked.test(part))
        )
          parts.set(part, (parts.get(part) ?? new Set()).add(row));
    // "php-fpm" is one word of the question and two of the cell.
    const asked = [...parts].filter(
      ([part]) => names(question, part) || new RegExp(`(?<![A-Za-z0-9])${part}(?![A-Za-z0-9])`, 'i').test(question),
    );
    if (asked.length > 0) {
      const rows = grid.rows.filter((row) => asked.some(([, own]) => own.has(row)));
      const both = rows.filter((row) => asked.every(([, own]) => own.has(row)));
      sets.push({ rows: both.length > 0 ? both : rows, words: asked.map(([part]) => part) });
    }
  }
  // A port alone names the rows whose address ends in it.
  const port = /(?:端口|\bport)\s*(?:是|号)?\s*(\d{1,5})|(\d{2,5})\s*端口/i.exec(question);
  if (port) {
    const number = port[1] ?? port[2]!;
    const rows = grid.rows.filter(({ cells }) =>
      cells.some(
        (value, at) =>
          /^(?:local|ports)$/.test(grid.meanings[at]?.id ?? '') &&
          new RegExp(`(?::|^|,)${number}(?:[/,>:-]|$|\\D)`).test(value),
      ),
    );
    sets.push({ rows, words: [number] });
  }
  if (sets.length === 0) return null;
  const rows = grid.rows.filter((row) => sets.every((set) => set.rows.includes(row)));
  return { rows, words: sets.flatMap(({ words }) => words) };
}

/** Columns with figures that the question speaks of, the nearest first. */
export function figuresAsked({ grid }: Reading, words: string): number[] {
  return grid.meanings.flatMap((meaning, at) =>
    meaning && meaning.kind !== 'text' && meaning.kind !== 'fraction' && meaning.asked.test(words) ? [at] : [],
  );
}

/** "Over 400m", "older than 3 days": the rows whose figure in the column that is meant is so. */
export function comparedRows({ grid }: Reading, words: string): { rows: GridRow[] } | null {
  const compared = comparisonIn(words);
  if (!compared) return null;
  const fits = grid.meanings.flatMap((meaning, at) => {
    if (!meaning || meaning.kind === 'text' || meaning.kind === 'fraction') return [];
    const amount = askedAmount(compared.amount, compared.unit, meaning.kind);
    if (amount === null) return [];
    if (meaning.kind === 'percent' && compared.unit !== '%' && !/百分|percent/.test(words)) return [];
    const spoken = meaning.asked.test(words) || (meaning.id === 'age' && /older|younger|newer|早于|久/i.test(words));
    return [{ at, meaning, amount, spoken }];
  });
  const [best] = [...fits].sort((a, b) => Number(b.spoken) - Number(a.spoken));
  if (
    !best ||
    (!best.spoken && fits.length !== 1 && best.meaning.kind !== 'percent' && best.meaning.kind !== 'seconds')
  )
    return null;
  const rows = grid.rows.filter((row) => {
    const value = cellAmount(best.meaning, row, best.at);
    return value !== null && holds(value, compared.sign, best.amount);
  });
  return { rows };
}

/** "Warnings", "NodePort services": a value of a column with few values that the question says. */
export function ofType({ grid }: Reading, words: string): { rows: GridRow[] } | null {
  for (const id of ['type', 'reason', 'status']) {
    const at = columnOf(grid, id);
    if (at < 0) continue;
    const values = [...new Set(grid.rows.map(({ cells }) => cells[at] ?? ''))].filter(
      (value) => /^[A-Z][A-Za-z]{3,}$/.test(value) || (id === 'status' && value.length > 3),
    );
    const said = values.filter(
      (value) =>
        new RegExp(`(?<![A-Za-z])${value.replace(/[^\w]/g, '\\$&')}s?(?![A-Za-z])`, 'i').test(words) ||
        (value === 'Warning' && /警告|告警/.test(words)),
    );
    if (said.length > 0) return { rows: grid.rows.filter(({ cells }) => said.includes(cells[at]!)) };
  }
  return null;
}
