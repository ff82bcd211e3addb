import type { Language } from '../language/language.ts';
import { type Condition, cell, columnOf, STATES } from './conditions.ts';
import type { Grid, GridRow } from './grid.ts';
import {
  cellAmount,
  code,
  differentValues,
  type GridAnswer,
  LIMIT_SHOWN,
  label,
  type Reading,
  told,
  write,
} from './grid-answer.ts';
import { counted, listed, whether } from './grid-counts.ts';
import { byGroup, extreme, groupAsked, oddOne } from './grid-groups.ts';
import { comparedRows, figuresAsked, ofType, rowsNamed } from './grid-rows.ts';
import { pick } from './pick.ts';
import { readAsked } from './question.ts';

const ROWS_COUNTED =
  /(?:几|多少) ?(?:个|台|条|行|种|项|块)|(?:几|多少)\s*(?:pods?|nodes?|容器|节点|服务|进程|连接|分区|warnings?)|\bhow many\b|\bnumber of\b|\bcount\b/i;

/** What a question counts. */
const COUNTED_NOUN =
  /(?:几|多少) ?(?:个|台|条|行|种|项|块)?\s*([\p{Script=Han}A-Za-z ]{1,12})|\b(?:how many|number of) ((?:[a-z-]+ ?){1,3})/iu;

/** Only what is asked of a table is answered; null where its words are not understood. */
export function askGrid(question: string, grid: Grid, language: Language): GridAnswer | null {
  const asked = readAsked(question);
  const reading: Reading = { grid, question, asked, language };
  if (asked.else) return null;
  const named = rowsNamed(reading);
  let words = question;
  for (const word of named?.words ?? [])
    words = words.replaceAll(new RegExp(word.replace(/[^\w]/g, '\\$&'), 'gi'), ' ');
  const compared = comparedRows(reading, words);
  const states: Condition[] = [];
  const done = columnOf(grid, 'completions');
  if (named && done >= 0 && grid.meanings[done]!.asked.test(words) && named.rows.length <= 6)
    return told(
      reading,
      named.rows.map((row) => `${label(grid, row)} ${code(row.cells[done]!)}`).join(pick(reading, '、', ', ')),
      named.rows,
    );
  const status = /\b[A-Z][a-z]+(?:[A-Z][A-Za-z]+)+\b/.exec(words)?.[0];
  const statusAt = columnOf(grid, 'status');
  if (
    status &&
    statusAt >= 0 &&
    /(?:BackOff|Error|Killed|Creating|Initializing|Pull|Evicted|NotReady|Disabled)$/.test(status)
  ) {
    states.push({
      words: new RegExp(status),
      holds: (of, row) => cell(of, row, 'status').toLowerCase().includes(status.toLowerCase()),
    });
    words = words.replace(status, ' ');
  }
  for (const state of STATES) {
    if (!state.words.test(words)) continue;
    if (grid.rows.every((row) => state.holds(grid, row) === null)) continue;
    states.push(state);
    words = words.replace(state.words, ' ');
  }
  const chosen = ofType(reading, words);
  const limits = [
    ...(named ? [(row: GridRow) => named.rows.includes(row)] : []),
    ...(compared ? [(row: GridRow) => compared.rows.includes(row)] : []),
    ...states.map((state) => (row: GridRow) => state.holds(grid, row) === true),
    ...(chosen ? [(row: GridRow) => chosen.rows.includes(row)] : []),
  ];
  const rows = grid.rows.filter((row) => limits.every((limit) => limit(row)));
  const conditioned = compared !== null || states.length > 0 || chosen !== null;
  const figures = compared
    ? []
    : figuresAsked(
        reading,
        states.some(({ words: own }) => own.test(question) && /restart|重启/.test(own.source)) &&
          !/次|times/.test(question)
          ? words
          : question.replace(/重启过/g, ' '),
      );
  const first = figures[0];

  // "Exited (137) 4 hours ago": a state that tells since when.
  if (asked.when && named && statusAt >= 0 && rows.length > 0 && rows.length <= 4) {
    const since = rows.filter(({ cells }) => /\bago\b|^Up\b/.test(cells[statusAt] ?? ''));
    if (since.length === rows.length)
      return told(reading, rows.map(({ cells }) => code(cells[statusAt]!)).join(pick(reading, '、', ', ')), rows);
  }
  const odd = oddOne(reading, rows);
  if (odd) return odd;
  if (asked.share && first !== undefined && named && rows.length > 0) {
    const meaning = grid.meanings[first]!;
    const all = grid.rows.flatMap((row) => cellAmount(meaning, row, first) ?? []);
    const own = rows.flatMap((row) => cellAmount(meaning, row, first) ?? []);
    const whole = all.reduce((sum, value) => sum + value, 0);
    const part = own.reduce((sum, value) => sum + value, 0);
    if (meaning.kind === 'percent') return null;
    if (whole > 0 && own.length === rows.length) {
      const example = rows[0]!.cells[first]!;
      const percent = Number(((part / whole) * 100).toFixed(1));
      return told(
        reading,
        `${percent}%${pick(reading, '：', ': ')}${write(reading, meaning, part, example)} / ${write(reading, meaning, whole, example)}`,
        rows,
      );
    }
  }
  if (asked.difference && first !== undefined && named && rows.length === 2) {
    const meaning = grid.meanings[first]!;
    const [a, b] = rows.map((row) => cellAmount(meaning, row, first)) as [number | null, number | null];
    if (a !== null && b !== null) {
      const [more, less] = a >= b ? [rows[0]!, rows[1]!] : [rows[1]!, rows[0]!];
      const by = write(reading, meaning, Math.abs(a - b), more.cells[first]!);
      return told(
        reading,
        pick(
          reading,
          `差 ${by}：${label(grid, more)} ${code(more.cells[first]!)}，${label(grid, less)} ${code(less.cells[first]!)}。`,
          `${by}: ${label(grid, more)} ${code(more.cells[first]!)}, ${label(grid, less)} ${code(less.cells[first]!)}.`,
        ),
        rows,
      );
    }
  }
  const group = groupAsked(reading, words);
  if (group !== null && (asked.most || asked.least || asked.each || asked.count)) {
    const grouped = byGroup(reading, rows, group, first, states, conditioned || named !== null);
    if (grouped) return grouped;
  }
  if ((asked.most || asked.least) && asked.most !== asked.least && first !== undefined)
    return extreme(reading, rows, figures);
  const noun =
    COUNTED_NOUN.exec(words)
      ?.slice(1)
      .find((group) => group !== undefined) ?? '';
  // Containers of a Pod, and times of a restart, are no rows.
  const ofRows =
    !(first !== undefined && grid.meanings[first]!.asked.test(noun)) &&
    !(/容器|container/i.test(noun) && columnOf(grid, 'ready') >= 0);
  const counting =
    asked.count &&
    ofRows &&
    ROWS_COUNTED.test(question) &&
    !/几次|多少次|\bhow many times\b|\bhow often\b/i.test(question);
  // "How many namespaces": the values of another column, not the rows.
  const valuesAt =
    asked.count && noun !== ''
      ? grid.meanings.findIndex(
          (meaning, at) =>
            meaning?.kind === 'text' &&
            /^(?:node|namespace|user|image|version|type|code|path|client|storageclass)$/.test(meaning.id) &&
            meaning.asked.exec(noun)?.index === 0 &&
            label(grid, grid.rows[0]!) !== code(grid.rows[0]!.cells[at] ?? ''),
        )
      : -1;
  if (valuesAt >= 0) return differentValues(reading, rows, valuesAt, ' 个：');
  if (asked.distinct && (asked.count || asked.which)) {
    const column = grid.meanings.findIndex(
      (meaning) => meaning && meaning.kind === 'text' && meaning.id !== 'name' && meaning.asked.test(words),
    );
    if (column >= 0) return differentValues(reading, rows, column, ' 种：');
  }
  if (first !== undefined && rows.length > 0 && (asked.sum || asked.average) && (rows.length > 1 || asked.average)) {
    const meaning = grid.meanings[first]!;
    const values = rows.flatMap((row) => cellAmount(meaning, row, first) ?? []);
    if (values.length > 0 && meaning.id !== 'age' && !(meaning.kind === 'percent' && asked.sum)) {
      const sum = values.reduce((all, value) => all + value, 0);
      const value = asked.average ? sum / values.length : sum;
      const terms = rows.flatMap((row) =>
        cellAmount(meaning, row, first) === null ? [] : (/^\S+/.exec(row.cells[first]!)?.[0] ?? ''),
      );
      const plus = terms.length <= 10 ? `：${terms.join(' + ')}` : '';
      return told(
        reading,
        `${write(reading, meaning, value, rows[0]!.cells[first]!)}${pick(reading, `${asked.average ? '（平均）' : ''}${plus}`, `${asked.average ? ' on average' : ''}${plus.replace('：', ': ')}`)}`,
        named || conditioned ? rows : [],
      );
    }
  }
  if (counting && (conditioned || named || limits.length === 0))
    return counted(reading, rows, states, limits.length > 0, words);
  if (group !== null && asked.which && (conditioned || named) && rows.length > 0) {
    const values = [
      ...new Set(rows.map(({ cells }) => cells[group] ?? '').filter((value) => value !== '' && !/^</.test(value))),
    ];
    if (values.length > 0)
      return told(
        reading,
        `${values
          .slice(0, LIMIT_SHOWN)
          .map(code)
          .join(pick(reading, '、', ', '))}`,
        rows,
      );
  }
  // A line of a log is told by what the log means, not by its cells.
  if (grid.records && !named) return null;
  if (conditioned && (asked.yesNo || asked.exists) && !asked.which)
    return whether(reading, rows, named?.rows ?? null, states);
  if (conditioned && (asked.which || (asked.count && ofRows) || !named)) return listed(reading, rows, states);
  if (named && rows.length > 0 && rows.length <= 6) {
    const columns = grid.meanings.flatMap((meaning, at) =>
      meaning && meaning.id !== 'name' && meaning.asked.test(words) ? [at] : [],
    );
    if (columns.length > 0) {
      const values = rows.map((row) => {
        const own = columns
          .slice(0, 4)
          .map((at) =>
            columns.length > 1 ? `${grid.titles[at]!.toUpperCase()} ${code(row.cells[at]!)}` : code(row.cells[at]!),
          );
        return `${rows.length > 1 ? `${label(grid, row)} ` : ''}${own.join(pick(reading, '，', ', '))}`;
      });
      return told(reading, values.join(pick(reading, '；', '; ')), rows);
    }
  }
  return null;
}
