import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { reply } from './reply.ts';

const MOST =
  /最(?:多|大|高|久|长|老|早|频繁|忙|旧)|\b(?:most|highest|largest|biggest|longest|oldest|max(?:imum)?|busiest|top)\b/i;
const LEAST =
  /最(?:少|小|低|短|新|晚|闲|年轻)|\b(?:least|fewest|lowest|smallest|shortest|newest|youngest|latest|min(?:imum)?|idlest)\b/i;
/** Columns with figures, and how they are asked for; what is asked in plain words comes last. */
const COLUMNS: [title: RegExp, asked: RegExp][] = [
  [/^cpu(?:\(cores\)|%)?$|^%cpu$/, /\bcpus?\b|处理器|\bbusi|最忙|最闲/i],
  [/^mem(?:ory)?(?:\(bytes\)|%)?$|^%mem$|^mem usage/, /内存|\bmem(?:ory)?\b|\bram\b/i],
  [/^restarts$/, /重启|\brestart/i],
  [/^(?:capacity|size|storage)$/, /容量|大小|多大|\bcapacity|\bsize\b|\bbig|\blarge/i],
  [/^replicas$|^desired$|^current$/, /副本|\breplicas?\b/i],
  [/^attempt$/, /次|\battempt/i],
  [
    /^(?:age|created|duration|up ?time)$/,
    /老|久|新|早|晚|长|短|年轻|\bold|\bnew|\blong|\byoung|\bage\b|\blatest\b|\bshort/i,
  ],
];

const UNITS: Record<string, number> = {
  m: 1e-3,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
  ti: 1024 ** 4,
  k: 1e3,
  g: 1e9,
  t: 1e12,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};
const SPANS: Record<string, number> = { y: 31_536_000, w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };

/** `910m`, `1873Mi`, `12 (5m ago)`, `45%`, `204d` as a number; null where a cell is none. */
function figure(cell: string, isSpan: boolean): number | null {
  const text = cell.trim().toLowerCase();
  if (isSpan) {
    const parts = [...text.matchAll(/(\d+) ?(y|w|d|h|m|s)(?![a-z]{4})/g)];
    return parts.length === 0 ? null : parts.reduce((sum, [, count, unit]) => sum + Number(count) * SPANS[unit!]!, 0);
  }
  const match = /^(\d+(?:\.\d+)?) ?([a-z]+|%)?/.exec(text);
  if (!match) return null;
  return Number(match[1]) * (match[2] && match[2] !== '%' ? (UNITS[match[2]] ?? 1) : 1);
}

/** "Which of them uses the most CPU": the row with the highest or lowest figure in the column that is asked about. */
export function aboutExtreme(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const most = MOST.test(question);
  if (most === LEAST.test(question)) return null;
  const rows = facts.quotable.filter(
    (entry): entry is EntryFact & { cells: Record<string, string> } => entry.cells !== undefined,
  );
  if (rows.length < 2) return null;
  for (const [title, asked] of COLUMNS) {
    if (!asked.test(question)) continue;
    const column = Object.keys(rows[0]!.cells).find((key) => title.test(key.toLowerCase()));
    if (!column) continue;
    const isSpan = /age|created|duration|up ?time/i.test(column);
    const figures = rows.flatMap((row) => {
      const value = figure(row.cells[column] ?? '', isSpan);
      return value === null ? [] : [{ row, value }];
    });
    if (figures.length < 2) continue;
    // The newest is the one with the least age.
    const best = figures.reduce((top, next) => ((most ? next.value > top.value : next.value < top.value) ? next : top));
    const same = figures.filter(({ value }) => value === best.value);
    if (same.length > 3) return null;
    const name = (row: (typeof rows)[number]): string =>
      row.cells['name'] ?? row.cells['names'] ?? row.cells['pod'] ?? Object.values(row.cells)[0] ?? '';
    return reply(
      facts,
      same
        .map(
          ({ row }) =>
            `${inline(name(row))}${pick(language, '：', ': ')}${inline(row.cells[column]!)} (${inline(row.raw.replace(/\s+/g, ' ').trim(), 160)})`,
        )
        .join('\n'),
      same.map(({ row }) => row.at),
      0.9,
    );
  }
  return null;
}
