import type { Graded } from './grade.ts';
import { AS_IT_IS } from './grade.ts';

/** One row: what it is about, and how its cases came out. */
export interface Row {
  name: string;
  cases: number;
  wrong: number;
  missed: number;
  right: number;
}

function rowOf(name: string, graded: Graded[]): Row {
  const count = (outcome: Graded['outcome']): number => graded.filter((each) => each.outcome === outcome).length;
  return { name, cases: graded.length, wrong: count('wrong'), missed: count('missed'), right: count('right') };
}

/** By analyzer and language as pasted, then by mutation. */
export function rowsOf(graded: Graded[]): Row[] {
  const asPasted = graded.filter((each) => each.mutation === AS_IT_IS);
  const rows: Row[] = [];
  for (const analyzer of new Set(graded.map((each) => each.analyzer))) {
    for (const language of ['zh', 'en'] as const) {
      const own = asPasted.filter((each) => each.analyzer === analyzer && each.language === language);
      if (own.length > 0) rows.push(rowOf(`${analyzer}, ${language}`, own));
    }
    const mutations = new Set(graded.filter((each) => each.analyzer === analyzer).map((each) => each.mutation));
    mutations.delete(AS_IT_IS);
    for (const mutation of mutations)
      rows.push(
        rowOf(
          `${analyzer}, ${mutation}`,
          graded.filter((each) => each.analyzer === analyzer && each.mutation === mutation),
        ),
      );
  }
  return rows;
}

export const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

/** Rows as a Markdown table, wrong answers first. */
export function markdown(rows: Row[], heads: [string, string, string, string, string]): string {
  const lines = rows.map(
    (row) =>
      `| ${row.name} | ${row.cases} | ${row.wrong} (${percent(row.wrong, row.cases)}) | ${row.missed} | ${row.right} (${percent(row.right, row.cases)}) |`,
  );
  return [`| ${heads.join(' | ')} |`, '|---|---:|---:|---:|---:|', ...lines].join('\n');
}
