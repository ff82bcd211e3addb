import type { Language } from '../language/language.ts';
import { amountOf, writeAmount, writeSeconds } from './amount.ts';
import { type Condition, cell, isControlPlane, isDone, NOT_READY, SCHEDULABLE } from './conditions.ts';
import type { Grid, GridRow, Meaning } from './grid.ts';
import { pick } from './pick.ts';
import type { Asked } from './question.ts';

/** An answer from a table and the lines that show it. */
export interface GridAnswer {
  text: string;
  lines: number[];
}

export interface Reading {
  grid: Grid;
  question: string;
  asked: Asked;
  language: Language;
}

/** Rows shown below an answer. */
export const LIMIT_SHOWN = 8;

/** What a row is called. */
export function label(grid: Grid, row: GridRow): string {
  if (grid.records) return '';
  for (const id of ['mount', 'name', 'object', 'command', 'local', 'filesystem']) {
    const value = cell(grid, row, id);
    if (value === '') continue;
    const short = /^users:\(\("([^"]+)"/.exec(value)?.[1] ?? value;
    return code(short.slice(0, 80));
  }
  return code(row.cells[0] ?? '');
}

/** A value of the paste as code, on one line. */
export const code = (text: string): string => `\`${clean(text)}\``;
/** So many values one behind the other. */
export const codeList = (reading: Reading, values: readonly string[]): string =>
  values
    .slice(0, LIMIT_SHOWN)
    .map(code)
    .join(pick(reading, '、', ', '));
const clean = (text: string): string => text.trim().replace(/\s+/g, ' ').replaceAll('`', "'").slice(0, 180);

/** The amount in a cell, in the column's own unit. */
export const cellAmount = (meaning: Meaning, row: GridRow, at: number): number | null =>
  amountOf(row.cells[at] ?? '', meaning.kind as Exclude<Meaning['kind'], 'text'>);

/** An amount of a column, written as the table writes its own. */
export function write({ language }: Reading, meaning: Meaning, value: number, example: string): string {
  if (meaning.kind === 'seconds') return writeSeconds(value, language);
  return writeAmount(value, meaning.kind as Exclude<Meaning['kind'], 'text'>, example, language);
}

/** "一个都没有" and the like stay true with no row at all. */
function shown(reading: Reading, rows: readonly GridRow[]): string {
  const lines = rows.slice(0, LIMIT_SHOWN).map((row) => code(row.raw));
  const more =
    rows.length > LIMIT_SHOWN
      ? [pick(reading, `……另有 ${rows.length - LIMIT_SHOWN} 行`, `... and ${rows.length - LIMIT_SHOWN} more`)]
      : [];
  return [...lines, ...more].join('\n');
}

/** An answer with the rows that show it below. */
export function told(reading: Reading, head: string, rows: readonly GridRow[]): GridAnswer {
  const below = shown(reading, rows);
  return { text: below === '' ? head : `${head}\n${below}`, lines: rows.slice(0, LIMIT_SHOWN).map(({ line }) => line) };
}

/** How many values a column has in these rows, and which. */
export function differentValues(reading: Reading, rows: readonly GridRow[], column: number, zh: string): GridAnswer {
  const values = [
    ...new Set(rows.map(({ cells }) => cells[column] ?? '').filter((value) => value !== '' && !/^</.test(value))),
  ];
  const named = codeList(reading, values);
  return told(reading, `${values.length}${pick(reading, zh, ': ')}${named}`, []);
}

/** The rows by what they are called. */
export const listOf = (reading: Reading, rows: readonly GridRow[]): string =>
  rows
    .slice(0, 12)
    .flatMap((row) => label(reading.grid, row) || [])
    .join(pick(reading, '、', ', '));

/** Rows that are not ready because their work is done, and nodes that usually take no ordinary Pods. */
export function doneAmong(reading: Reading, rows: readonly GridRow[], states: readonly Condition[]): string {
  const control = states.includes(SCHEDULABLE) ? rows.filter((row) => isControlPlane(reading.grid, row)) : [];
  if (control.length > 0)
    return pick(
      reading,
      `；其中 ${listOf(reading, control)} 是控制面节点，通常带污点、不接普通 Pod（表里看不到污点）`,
      `; ${listOf(reading, control)} runs the control plane and usually has a taint that keeps ordinary Pods off (the table shows no taints)`,
    );
  if (!states.includes(NOT_READY)) return '';
  const done = rows.filter((row) => isDone(reading.grid, row));
  if (done.length === 0 || done.length === rows.length) return '';
  return pick(
    reading,
    `；其中 ${listOf(reading, done)} 是跑完了（Completed），不算它是 ${rows.length - done.length} 个`,
    `; ${listOf(reading, done)} has completed, without that ${rows.length - done.length}`,
  );
}
