import type { Language } from '../language/language.ts';
import { amountOf, askedAmount, writeAmount, writeSeconds } from './amount.ts';
import { type Condition, cell, columnOf, isControlPlane, isDone, SCHEDULABLE, STATES } from './conditions.ts';
import type { Grid, GridRow, Meaning } from './grid.ts';
import { type Asked, comparisonIn, holds, names, readAsked } from './question.ts';

/** An answer from a table and the lines that show it. */
export interface GridAnswer {
  text: string;
  lines: number[];
}

interface Reading {
  grid: Grid;
  question: string;
  asked: Asked;
  language: Language;
}

/** Rows shown below an answer. */
const LIMIT_SHOWN = 8;

const pick = ({ language }: Reading, zh: string, en: string): string => (language === 'zh' ? zh : en);
/** What a row is called. */
function label(grid: Grid, row: GridRow): string {
  if (grid.records) return '';
  for (const id of ['mount', 'name', 'object', 'command', 'local', 'filesystem']) {
    const value = cell(grid, row, id);
    if (value === '') continue;
    const short = /^users:\(\("([^"]+)"/.exec(value)?.[1] ?? value;
    return code(short.slice(0, 80));
  }
  return code(row.cells[0] ?? '');
}

const code = (text: string): string => `\`${clean(text)}\``;
const clean = (text: string): string => text.trim().replace(/\s+/g, ' ').replaceAll('`', "'").slice(0, 180);

/** Words that every row answers to. */
const GENERAL =
  /^(?:pods?|nodes?|none|true|false|running|default|service|container|the|all|and|any|yes|no|on|of|in|is|kube|prod|test|memory|cpu|type|ready|status)$/i;

/** Rows that the question names: by a cell, by a part of a name, by the end of a generated name. */
function rowsNamed({ grid, question }: Reading): { rows: GridRow[]; words: string[] } | null {
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
function figuresAsked({ grid }: Reading, words: string): number[] {
  return grid.meanings.flatMap((meaning, at) =>
    meaning && meaning.kind !== 'text' && meaning.kind !== 'fraction' && meaning.asked.test(words) ? [at] : [],
  );
}

const cellAmount = (meaning: Meaning, row: GridRow, at: number): number | null =>
  amountOf(row.cells[at] ?? '', meaning.kind as Exclude<Meaning['kind'], 'text'>);

function write({ language }: Reading, meaning: Meaning, value: number, example: string): string {
  if (meaning.kind === 'seconds') return writeSeconds(value, language);
  return writeAmount(value, meaning.kind as Exclude<Meaning['kind'], 'text'>, example, language);
}

const ROWS_COUNTED =
  /(?:几|多少) ?(?:个|台|条|行|种|项|块)|(?:几|多少)\s*(?:pods?|nodes?|容器|节点|服务|进程|连接|分区|warnings?)|\bhow many\b|\bnumber of\b|\bcount\b/i;

/** The noun of the groups: "which node", "每个命名空间". */
const GROUPED =
  /(?:哪(?:一)?(?:个|台|种|些|几个)?|每(?:一)?(?:个|台|种)|各(?:个)?|按)\s*([\p{Script=Han}A-Za-z]{2,10})|\b(?:which|what|each|every|per|by) ([a-z]+(?: code)?)\b/iu;

/** What a question counts. */
const COUNTED_NOUN =
  /(?:几|多少) ?(?:个|台|条|行|种|项|块)?\s*([\p{Script=Han}A-Za-z ]{1,12})|\b(?:how many|number of) ((?:[a-z-]+ ?){1,3})/iu;

const ODD =
  /(?:不一样|不同|不一致|落后|例外)(?:的)?(?:是|有)?(?:哪|谁)|哪.{0,10}(?:不一样|不同|不一致)|\b(?:which|what|who)\b.{0,30}\b(?:different|differs?|odd|outlier|behind)\b/i;
const SAME =
  /(?:都|是不是)?(?:一样|相同|一致|同一个)(?:吗|么|的吗)?|\b(?:all|both)?\b.{0,20}\b(?:the same|identical)\b/i;

/** "一个都没有" and the like stay true with no row at all. */
function shown(reading: Reading, rows: readonly GridRow[]): string {
  const lines = rows.slice(0, LIMIT_SHOWN).map((row) => code(row.raw));
  const more =
    rows.length > LIMIT_SHOWN
      ? [pick(reading, `……另有 ${rows.length - LIMIT_SHOWN} 行`, `... and ${rows.length - LIMIT_SHOWN} more`)]
      : [];
  return [...lines, ...more].join('\n');
}

function told(reading: Reading, head: string, rows: readonly GridRow[]): GridAnswer {
  const below = shown(reading, rows);
  return { text: below === '' ? head : `${head}\n${below}`, lines: rows.slice(0, LIMIT_SHOWN).map(({ line }) => line) };
}

/** How many values a column has in these rows, and which. */
function differentValues(reading: Reading, rows: readonly GridRow[], column: number, zh: string): GridAnswer {
  const values = [
    ...new Set(rows.map(({ cells }) => cells[column] ?? '').filter((value) => value !== '' && !/^</.test(value))),
  ];
  const named = values
    .slice(0, LIMIT_SHOWN)
    .map(code)
    .join(pick(reading, '、', ', '));
  return told(reading, `${values.length}${pick(reading, zh, ': ')}${named}`, []);
}

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
  if (
    status &&
    columnOf(grid, 'status') >= 0 &&
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

/** "Over 400m", "older than 3 days": the rows whose figure in the column that is meant is so. */
function comparedRows({ grid }: Reading, words: string): { rows: GridRow[] } | null {
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
function ofType({ grid }: Reading, words: string): { rows: GridRow[] } | null {
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

/** The column that "which node" or "per namespace" groups rows by; null where none is meant. */
function groupAsked({ grid }: Reading, words: string): number | null {
  const match = GROUPED.exec(words);
  const noun = (match?.[1] ?? match?.[2])?.trim();
  const [first] = grid.rows;
  if (!noun || !first) return null;
  const at = grid.meanings.findIndex(
    (meaning) =>
      meaning?.kind === 'text' && !/^(?:name|command|message|mount)$/.test(meaning.id) && meaning.asked.test(noun),
  );
  // What the rows themselves are is no group of them.
  return at >= 0 && label(grid, first) !== code(first.cells[at] ?? '') ? at : null;
}

function byGroup(
  reading: Reading,
  rows: readonly GridRow[],
  group: number,
  figure: number | undefined,
  states: readonly Condition[],
  limited: boolean,
): GridAnswer | null {
  const { grid, asked } = reading;
  const groups = new Map<string, GridRow[]>();
  for (const row of rows) {
    const value = row.cells[group] ?? '';
    if (value === '' || /^</.test(value)) continue;
    groups.set(value, [...(groups.get(value) ?? []), row]);
  }
  if (groups.size === 0) return null;
  if (!asked.most && !asked.least && !asked.each) {
    // "Which node is it on": a value, not a group.
    if (!limited || states.length === 0) return null;
  }
  const meaning = figure === undefined ? null : grid.meanings[figure]!;
  const worth = (own: readonly GridRow[]): number =>
    meaning === null ? own.length : own.reduce((sum, row) => sum + (cellAmount(meaning, row, figure!) ?? 0), 0);
  const said = (own: readonly GridRow[]): string =>
    meaning === null ? String(own.length) : write(reading, meaning, worth(own), own[0]!.cells[figure!]!);
  const sorted = [...groups].sort(([, a], [, b]) => (asked.least ? worth(a) - worth(b) : worth(b) - worth(a)));
  const list = sorted
    .slice(0, LIMIT_SHOWN)
    .map(([name, own]) => `${code(name)} ${said(own)}`)
    .join(pick(reading, '、', ', '));
  if (asked.most || asked.least) {
    const [, top] = sorted[0]!;
    const best = sorted.filter(([, own]) => worth(own) === worth(top));
    const head = `${best.map(([name]) => code(name)).join(pick(reading, '、', ', '))}${pick(reading, `，${said(top)}${meaning === null ? ' 个' : ''}（${list}）`, ` with ${said(top)} (${list})`)}`;
    return told(reading, head, best.length === 1 ? top : []);
  }
  return told(reading, list, []);
}

function extreme(reading: Reading, rows: readonly GridRow[], figures: readonly number[]): GridAnswer | null {
  const { grid, asked } = reading;
  for (const at of figures) {
    const meaning = grid.meanings[at]!;
    const values = rows.flatMap((row) => {
      const value = cellAmount(meaning, row, at);
      return value === null ? [] : [{ row, value }];
    });
    if (values.length < 1) continue;
    // The newest has the least age, and so does what was seen last.
    const most =
      asked.most && !(meaning.kind === 'seconds' && /最新|最近|newest|latest|youngest/i.test(reading.question));
    const best = values.reduce((top, next) => ((most ? next.value > top.value : next.value < top.value) ? next : top));
    const same = values.filter(({ value }) => value === best.value);
    if (same.length > 4) return null;
    return told(
      reading,
      same
        .map(({ row }) =>
          [label(grid, row), code(row.cells[at]!)].filter((part) => part !== '').join(pick(reading, '：', ': ')),
        )
        .join(pick(reading, '；', '; ')),
      same.map(({ row }) => row),
    );
  }
  return null;
}

const listOf = (reading: Reading, rows: readonly GridRow[]): string =>
  rows
    .slice(0, 12)
    .flatMap((row) => label(reading.grid, row) || [])
    .join(pick(reading, '、', ', '));

/** Rows that are not ready because their work is done, and nodes that usually take no ordinary Pods. */
function doneAmong(reading: Reading, rows: readonly GridRow[], states: readonly Condition[]): string {
  const control = states.includes(SCHEDULABLE) ? rows.filter((row) => isControlPlane(reading.grid, row)) : [];
  if (control.length > 0)
    return pick(
      reading,
      `；其中 ${listOf(reading, control)} 是控制面节点，通常带污点、不接普通 Pod（表里看不到污点）`,
      `; ${listOf(reading, control)} runs the control plane and usually has a taint that keeps ordinary Pods off (the table shows no taints)`,
    );
  if (!states.includes(STATES[0]!)) return '';
  const done = rows.filter((row) => isDone(reading.grid, row));
  if (done.length === 0 || done.length === rows.length) return '';
  return pick(
    reading,
    `；其中 ${listOf(reading, done)} 是跑完了（Completed），不算它是 ${rows.length - done.length} 个`,
    `; ${listOf(reading, done)} has completed, without that ${rows.length - done.length}`,
  );
}

function counted(
  reading: Reading,
  rows: readonly GridRow[],
  states: readonly Condition[],
  limited: boolean,
  words: string,
): GridAnswer | null {
  // Every word that limits has to be understood, or the count is of something else.
  if (!limited && leftOver(words)) return null;
  if (rows.length === 0)
    return told(reading, pick(reading, '0 个：表里没有这样的行。', 'None (0): the table has no such row.'), []);
  return told(
    reading,
    [
      pick(reading, `${rows.length} 个`, `${rows.length}`),
      `${listOf(reading, rows)}${doneAmong(reading, rows, states)}`,
    ]
      .filter((part) => part !== '')
      .join(pick(reading, '：', ': ')),
    limited ? rows : [],
  );
}

const FILL =
  /一共|总共|共|有|几|多少|个|台|条|行|这|里|表|的|了|在|是|啊|呢|吗|pods?|nodes?|节点|容器|服务|进程|事件|连接|副本|列|目前|现在|当前|名字|how|many|are|there|in|total|number|of|the|rows?|entries|lines?|containers?|services?|process(?:es)?|events?|units?|filesystems?|table|list(?:ed)?|here|this|do|we|have|is|it|all|altogether|show[ns]?|does|and|so|sockets?|分区|机器|images?|namespaces?|jobs?|deployments?|requests?|请求|次|发|what|s\b|[\s?？,，。.'!]/gi;
const leftOver = (words: string): boolean => words.replace(FILL, '').length > 1;

function whether(
  reading: Reading,
  rows: readonly GridRow[],
  named: readonly GridRow[] | null,
  states: readonly Condition[],
): GridAnswer | null {
  const { grid } = reading;
  if (named && named.length > 0) {
    if (rows.length === named.length)
      return told(reading, pick(reading, `是：${listOf(reading, rows)}`, `Yes: ${listOf(reading, rows)}`), rows);
    if (rows.length === 0) return told(reading, pick(reading, '不是：', 'No: '), named);
    return told(
      reading,
      pick(
        reading,
        `只有 ${listOf(reading, rows)} 是，另外 ${named.length - rows.length} 个不是：`,
        `Only ${listOf(reading, rows)}; the other ${named.length - rows.length} not:`,
      ),
      named,
    );
  }
  if (/(?:都|全部?|所有)|\b(?:all|every\w*|each)\b/i.test(reading.question)) {
    const rest = grid.rows.filter((row) => !rows.includes(row));
    if (rest.length === 0)
      return told(reading, pick(reading, `都是，${rows.length} 个全部如此。`, `Yes, all ${rows.length} of them.`), []);
    return told(
      reading,
      pick(
        reading,
        `不是，${rest.length} 个不是：${listOf(reading, rest)}`,
        `No, ${rest.length} not: ${listOf(reading, rest)}`,
      ),
      rest,
    );
  }
  if (rows.length === 0)
    return told(reading, pick(reading, '没有，表里没有这样的。', 'None: the table has no such row.'), []);
  return told(
    reading,
    pick(
      reading,
      `有，${rows.length} 个：${listOf(reading, rows)}${doneAmong(reading, rows, states)}`,
      `Yes, ${rows.length}: ${listOf(reading, rows)}${doneAmong(reading, rows, states)}`,
    ),
    rows,
  );
}

function listed(reading: Reading, rows: readonly GridRow[], states: readonly Condition[]): GridAnswer {
  if (rows.length === 0)
    return told(reading, pick(reading, '没有，表里没有这样的。', 'None: the table has no such row.'), []);
  return told(reading, `${listOf(reading, rows)}${doneAmong(reading, rows, states)}`, rows);
}

/** "Which one has another version", "are they all the same": the values of a column held against each other. */
function oddOne(reading: Reading, rows: readonly GridRow[]): GridAnswer | null {
  const { grid, question } = reading;
  const odd = ODD.test(question);
  if (!odd && !SAME.test(question)) return null;
  const at = grid.meanings.findIndex(
    (meaning) => meaning && meaning.kind === 'text' && meaning.id !== 'name' && meaning.asked.test(question),
  );
  if (at < 0) return null;
  const groups = new Map<string, GridRow[]>();
  for (const row of rows) groups.set(row.cells[at] ?? '', [...(groups.get(row.cells[at] ?? '') ?? []), row]);
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  if (sorted.length === 1)
    return told(
      reading,
      pick(reading, `都一样，都是 ${code(sorted[0]![0])}。`, `All the same: ${code(sorted[0]![0])}.`),
      [],
    );
  const others = sorted.slice(1).flatMap(([, own]) => own);
  const told1 = others
    .map((row) => `${label(grid, row)} ${code(row.cells[at]!)}`)
    .slice(0, LIMIT_SHOWN)
    .join(pick(reading, '、', ', '));
  return told(
    reading,
    pick(
      reading,
      `${odd ? '' : '不一样：'}${told1}，其余是 ${code(sorted[0]![0])}`,
      `${odd ? '' : 'No: '}${told1}; the others are ${code(sorted[0]![0])}`,
    ),
    others,
  );
}
