import { askedAmount } from './amount.ts';
import { columnOf } from './conditions.ts';
import type { Grid, GridRow } from './grid.ts';
import { cellAmount, type Reading } from './grid-answer.ts';
import { comparisonIn, holds, names } from './question.ts';

/** Words that every row answers to. */
const GENERAL =
  /^(?:pods?|nodes?|none|true|false|running|default|service|container|the|all|and|any|yes|no|on|of|in|is|kube|prod|test|memory|cpu|type|ready|status)$/i;

/** Rows that a question names, the words of it that do, and whether it names them by what they are called. */
export interface NamedRows {
  rows: GridRow[];
  words: string[];
  byName: boolean;
}

/** Columns that give a row its name. */
const OF_NAMES = /^(?:name|object|command|filesystem|mount)$/;
/** Columns of which a part is enough: "the api Pods", "nodes with Ubuntu". */
const OF_PARTS = /^(?:name|object|command|filesystem|image|local|peer|path|os|runtime)$/;
const NO_NAMES = /^(?:status|active|message|type|level|time|agent)$/;

const quotedWord = (word: string): string => word.replace(/[^\w]/g, '\\$&');

/** "Not on worker-2", "哪台不是 ubuntu". */
const isDenied = (question: string, words: readonly string[]): boolean =>
  new RegExp(
    `(?:不(?:是|在|用|属于)|没(?:有)?(?:在|用|跑)|除了|非|\\b(?:not|isn't|aren't|except(?: for)?|other than|besides)\\b(?: (?:on|in|an?|the|using|running)){0,2})\\s*(?:${words.map(quotedWord).join('|')})(?![\\w-])`,
    'i',
  ).test(question);

/** Values of a column that the question writes out. */
function valuesNamed(question: string, values: readonly string[]): string[] {
  return values.filter((value) =>
    [value, `${value}s`, value.replace(/^[a-z.]+\//, ''), value.replace(/\.service$/, '')].some((form) =>
      names(question, form),
    ),
  );
}

/** What people call a program by its work. */
const WORK: [called: RegExp, part: RegExp][] = [
  [/数据库|\bdatabase\b/i, /^(?:db|database|postgres\w*|mysqld?|mariadbd?|mongo\w*)$/i],
  [/缓存/, /^(?:cache|redis|memcached)$/i],
  [/前端/, /^(?:front\w*|web|ui)$/i],
  [/后端/, /^(?:back\w*|api)$/i],
  [/内存(?!盘)|\bmemory\b|\bram\b(?! ?disk)/i, /^mem$/i],
  [/内存盘|\bram ?disk|\bin[- ]memory\b/i, /^(?:tmpfs|ramfs)$/i],
  [/交换(?:分区|空间)?|虚拟内存/, /^swap$/i],
  [/网关/, /^(?:gateway|gw|ingress)$/i],
];

/** Parts of the cells of a column that the question says, with their rows: "php-fpm" is one word of the question and two of the cell. */
function partsNamed({ grid, question }: Reading, at: number): [part: string, rows: Set<GridRow>][] {
  const lower = question.toLowerCase();
  const parts = new Map<string, Set<GridRow>>();
  for (const row of grid.rows)
    for (const part of new Set((row.cells[at] ?? '').split(/[^A-Za-z0-9]+|(?<=php)-/)))
      if (
        part.length >= 2 &&
        (lower.includes(part.toLowerCase().replace(/(?<=\w{4})d$/, '')) ||
          WORK.some(([called, own]) => called.test(question) && own.test(part))) &&
        !GENERAL.test(part) &&
        !/^\d$/.test(part) &&
        !grid.meanings.some((one) => one?.asked.test(part))
      )
        parts.set(part, (parts.get(part) ?? new Set()).add(row));
  return [...parts].filter(
    ([part]) =>
      WORK.some(([called, own]) => called.test(question) && own.test(part)) ||
      // mysqld is the program that people call mysql.
      new RegExp(`(?<![A-Za-z0-9])${part.replace(/(?<=\w{4})d$/, 'd?')}s?(?![A-Za-z0-9])`, 'i').test(question),
  );
}

const SERVICES: Record<string, string> = { ssh: '22', dns: '53', http: '80', https: '443' };

/** The port of a service that a question about sockets calls by name. */
function portOf(question: string, sockets: boolean): RegExpExecArray | null {
  const service = sockets ? /(?<![a-z])(ssh|dns|https?)(?![a-z])/i.exec(question) : null;
  if (service) service[1] = SERVICES[service[1]!.toLowerCase()]!;
  return service;
}

/** A port alone names the rows whose address ends in it; in a table of sockets any number may be one. */
function portNamed({ grid, question }: Reading): NamedRows | null {
  const sockets = columnOf(grid, 'local') >= 0;
  const match =
    /(?:端口|\bport)\s*(?:是|号)?\s*(\d{1,5})|(\d{2,5})\s*(?:号)?端口/i.exec(question) ??
    portOf(question, sockets) ??
    (sockets ? /(?<![\d.:])(\d{2,5})(?![\d.:%])/.exec(question) : null);
  if (!match) return null;
  const number = match[1] ?? match[2]!;
  const rows = grid.rows.filter(({ cells }) =>
    cells.some(
      (value, at) =>
        /^(?:local|ports)$/.test(grid.meanings[at]?.id ?? '') &&
        new RegExp(`(?::|^|,)${number}(?:[/,>:-]|$|\\D)`).test(value),
    ),
  );
  return { rows, words: [match[0]], byName: false };
}

/** The row of the least age. */
export function youngest(grid: Grid): { row: GridRow; seconds: number } | undefined {
  const age = columnOf(grid, 'age');
  if (age < 0) return undefined;
  const aged = grid.rows.flatMap((row) => {
    const seconds = cellAmount(grid.meanings[age]!, row, age);
    return seconds === null ? [] : [{ row, seconds }];
  });
  return aged.sort((a, b) => a.seconds - b.seconds)[0];
}

/** "The new one", of the ReplicaSets of a Deployment: the youngest. */
function newestNamed({ grid, question }: Reading): NamedRows | null {
  const said = /新(?:版本?|的(?:那个)?|那个|副本集)|\bthe new(?:er|est)? (?:one|replica ?set|version)\b/i.exec(
    question,
  );
  if (!said || !['desired', 'current', 'ready'].every((title) => grid.titles.includes(title))) return null;
  const newest = youngest(grid);
  return newest ? { rows: [newest.row], words: [said[0]], byName: true } : null;
}

/** Rows that the question names: by a cell, by a part of a name, by the end of a generated name. */
export function rowsNamed(reading: Reading): NamedRows | null {
  const { grid, question } = reading;
  const sets: NamedRows[] = [];
  for (const [at, meaning] of grid.meanings.entries()) {
    if (meaning?.kind !== 'text' || NO_NAMES.test(meaning.id)) continue;
    const values = [...new Set(grid.rows.map(({ cells }) => cells[at] ?? ''))].filter(
      (value) => value.length > 1 && !/^</.test(value) && !GENERAL.test(value),
    );
    const byName = OF_NAMES.test(meaning.id);
    const exact = valuesNamed(question, values);
    const parts = exact.length === 0 && OF_PARTS.test(meaning.id) ? partsNamed(reading, at) : [];
    if (exact.length + parts.length === 0) continue;
    const words =
      exact.length > 0
        ? exact.flatMap((value) => [value, value.replace(/^[a-z.]+\//, ''), value.replace(/\.service$/, '')])
        : parts.map(([part]) => part);
    const any = grid.rows.filter((row) =>
      exact.length > 0 ? exact.includes(row.cells[at]!) : parts.some(([, own]) => own.has(row)),
    );
    const all = any.filter((row) => parts.every(([, own]) => own.has(row)));
    const rows = all.length > 0 ? all : any;
    sets.push(
      isDenied(question, words)
        ? { rows: grid.rows.filter((row) => !rows.includes(row)), words, byName: false }
        : { rows, words, byName },
    );
  }
  sets.push(...[portNamed(reading), newestNamed(reading)].filter((set) => set !== null));
  if (sets.length === 0) return null;
  return {
    rows: grid.rows.filter((row) => sets.every((set) => set.rows.includes(row))),
    words: sets.flatMap(({ words }) => words),
    byName: sets.some(({ byName }) => byName),
  };
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
