import { askGrid } from '../../../asking/ask-grid.ts';
import { type Grid, gridOf, readGrids } from '../../../asking/grid.ts';
import { readRecords } from '../../../asking/records.ts';
import type { Language } from '../../../language/language.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { reply } from './reply.ts';

/** The table that was pasted: read already, or still as its lines; null where most of the paste is none. */
function tableOf(facts: JournalFacts): Grid | null {
  const rows = facts.quotable.filter(
    (entry): entry is EntryFact & { cells: Record<string, string> } =>
      entry.cells !== undefined && !PROMPT.test(entry.raw),
  );
  if (rows.length > 0 && rows.length * 2 >= facts.quotable.length)
    return gridOf(rows.map(({ cells, raw, at }) => ({ cells: withoutPorts(cells), raw, line: at })));
  if (facts.quotable.length > LIMIT_LINES) return null;
  const lines = facts.quotable.map(({ raw, at }) => ({ text: raw, line: at }));
  const events = eventsIn(lines);
  if (events) return events;
  const [grid] = readGrids(lines);
  return grid && (grid.rows.length + 1) * 2 >= facts.quotable.length ? grid : readRecords(lines);
}

/** A command that was typed between two tables is no row of either. */
const PROMPT = /^\s*(?:\[[^\]]{1,60}\]|[\w.@~:-]{1,40})?\s?[$#%❯➜] ?[a-z]/;

/** What `kubectl get a,b` puts before names, and how people call those kinds. */
const KINDS: [asked: RegExp, prefix: RegExp][] = [
  [/\bpods?\b/i, /^pods?\//],
  [/\bservices?\b|\bsvc\b|服务/i, /^(?:service|svc)\//],
  [/\bdeploy(?:ment)?s?\b/i, /^deployment(?:\.apps)?\//],
  [/\bpvcs?\b|\bclaims?\b|持久卷声明/i, /^persistentvolumeclaim\//],
  [/\bpvs?\b|持久卷(?!声明)/i, /^persistentvolume\//],
  [/\bnodes?\b|节点/i, /^nodes?\//],
];
const PREFIXED = /^[a-z]+(?:\.[a-z0-9.]+)?\/[a-z0-9]/;

/** Of several kinds of objects in one output those that the question names; null where it names some that are not there. */
function ofTheKind(question: string, grid: Grid): Grid | null {
  if (!grid.rows.some(({ cells }) => PREFIXED.test(cells[0] ?? ''))) return grid;
  const asked = KINDS.filter(([pattern]) => pattern.test(question));
  const kinds = new Set(grid.rows.map(({ cells }) => /^[a-z]+/.exec(cells[0] ?? '')?.[0]));
  if (asked.length !== 1 || kinds.size < 2) {
    const [only] = asked;
    return only && asked.length === 1 && !grid.rows.some(({ cells }) => only[1].test(cells[0] ?? '')) ? null : grid;
  }
  const rows = grid.rows.filter(({ cells }) => asked[0]![1].test(cells[0] ?? ''));
  return rows.length > 0 ? { ...grid, rows } : null;
}

/** A thing that is listed twice is one, and stands as it was listed last. */
function onceEach(grid: Grid): Grid {
  if (grid.titles[0] !== 'name') return grid;
  const last = new Map(grid.rows.map((row) => [row.cells[0], row]));
  return last.size < grid.rows.length ? { ...grid, rows: [...last.values()] } : grid;
}

const EVENT =
  /^\s*(?:(\S+)\s+)?(\d[\dhmsd]{1,9})(?: \(x\d+ over \w+\))?\s+(Normal|Warning)\s+([A-Z]\w+)\s+([a-z]+\/[\w.-]+)\s+(.+)$/;

/** `kubectl get events`, whose titles were read already. */
function eventsIn(lines: readonly { text: string; line: number }[]): Grid | null {
  const rows = lines.flatMap(({ text, line }) => {
    const match = EVENT.exec(text);
    if (!match) return [];
    const [, namespace, seen, type, reason, object, message] = match;
    const cells: Record<string, string> = {
      'last seen': seen!,
      type: type!,
      reason: reason!,
      object: object!,
      message: message!,
    };
    return [{ cells: namespace === undefined ? cells : { namespace, ...cells }, raw: text, line }];
  });
  return rows.length * 2 > lines.length ? gridOf(rows) : null;
}

/** `docker ps` leaves PORTS empty for what has ended: what stands there then is the name. */
function withoutPorts(cells: Record<string, string>): Record<string, string> {
  const { ports, names } = cells;
  return ports !== undefined && !names && /^[A-Za-z][\w.-]*$/.test(ports)
    ? { ...cells, ports: '', names: ports }
    : cells;
}

const LIMIT_LINES = 600;

/** What was read of a paste: several questions are asked about one. */
const tables = new WeakMap<JournalFacts, Grid | null>();

/** "How many are not ready", "which node has the most": counted, summed and compared over the rows of a pasted table. */
export function aboutTable(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const known = tables.get(facts);
  const grid = known === undefined ? tableOf(facts) : known;
  if (known === undefined) tables.set(facts, grid);
  const own = grid && ofTheKind(question, onceEach(grid));
  const found = own ? askGrid(question, own, language) : null;
  return found ? reply(facts, found.text, found.lines, 0.92) : null;
}
