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
    (entry): entry is EntryFact & { cells: Record<string, string> } => entry.cells !== undefined,
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
  const found = grid ? askGrid(question, grid, language) : null;
  return found ? reply(facts, found.text, found.lines, 0.92) : null;
}
