import type { Condition } from './conditions.ts';
import type { GridRow } from './grid.ts';
import { cellAmount, code, type GridAnswer, LIMIT_SHOWN, label, type Reading, told, write } from './grid-answer.ts';
import { pick } from './pick.ts';

/** The noun of the groups: "which node", "每个命名空间". */
const GROUPED =
  /(?:哪(?:一)?(?:个|台|种|些|几个)?|每(?:一)?(?:个|台|种)|各(?:个)?|按)\s*([\p{Script=Han}A-Za-z]{2,10})|\b(?:which|what|each|every|per|by) ([a-z]+(?: code)?)\b/iu;

const ODD =
  /(?:不一样|不同|不一致|落后|例外)(?:的)?(?:是|有)?(?:哪|谁)|哪.{0,10}(?:不一样|不同|不一致)|\b(?:which|what|who)\b.{0,30}\b(?:different|differs?|odd|outlier|behind)\b/i;
const SAME =
  /(?:都|是不是)?(?:一样|相同|一致|同一个)(?:吗|么|的吗)?|\b(?:all|both)?\b.{0,20}\b(?:the same|identical)\b/i;

/** The column that "which node" or "per namespace" groups rows by; null where none is meant. */
export function groupAsked({ grid }: Reading, words: string): number | null {
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

/** Rows counted, or a figure of theirs summed, by the values of a column. */
export function byGroup(
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

/** The row that has most or least of a figure. */
export function extreme(reading: Reading, rows: readonly GridRow[], figures: readonly number[]): GridAnswer | null {
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
    // "The pid of the one that takes most": another cell of its row.
    const texts = grid.meanings.flatMap((other, column) =>
      other && /^(?:pid|node|namespace|ip|image|user|tag)$/.test(other.id) && other.asked.test(reading.question)
        ? [column]
        : [],
    );
    return told(
      reading,
      same
        .map(({ row }) =>
          [label(grid, row), ...texts.map((text) => code(row.cells[text]!)), code(row.cells[at]!)]
            .filter((part) => part !== '')
            .join(pick(reading, '：', ': ')),
        )
        .join(pick(reading, '；', '; ')),
      same.map(({ row }) => row),
    );
  }
  return null;
}

/** "Which one has another version", "are they all the same": the values of a column held against each other. */
export function oddOne(reading: Reading, rows: readonly GridRow[]): GridAnswer | null {
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
