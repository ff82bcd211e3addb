import { type Condition, cell, columnOf, STATES } from './conditions.ts';
import type { GridRow } from './grid.ts';
import type { GridAnswer, Reading } from './grid-answer.ts';
import { groupAsked } from './grid-groups.ts';
import { comparedRows, figuresAsked, type NamedRows, ofType, rowsNamed } from './grid-rows.ts';

/** An answer; null where the question is understood and the table cannot tell; undefined where another way of asking is meant. */
export type Found = GridAnswer | null | undefined;

/** What a question takes out of a table. */
export interface Selection {
  reading: Reading;
  /** The question without the words that named rows or states. */
  words: string;
  named: NamedRows | null;
  states: Condition[];
  /** The rows that are left when every limit holds. */
  rows: GridRow[];
  /** Whether the question limits the rows at all, by name or by condition. */
  limited: boolean;
  /** Whether it limits them by what their cells hold. */
  conditioned: boolean;
  /** Columns with figures that it asks for, by index. */
  figures: number[];
  /** The column it groups by. */
  group: number | null;
  statusAt: number;
}

const STATUS_WORD = /\b[A-Z][a-z]+(?:[A-Z][A-Za-z]+)+\b/;
const BAD_STATUS = /(?:BackOff|Error|Killed|Creating|Initializing|Pull|Evicted|NotReady|Disabled)$/;

function withoutNames(question: string, names: readonly string[]): string {
  return names.reduce(
    (words, name) => words.replaceAll(new RegExp(name.replace(/[^\w]/g, '\\$&'), 'gi'), ' '),
    question,
  );
}

/** The states that a question names, and its words without them. */
function statesNamed({ grid }: Reading, words: string, statusAt: number): { states: Condition[]; words: string } {
  const states: Condition[] = [];
  let left = words;
  const status = STATUS_WORD.exec(left)?.[0];
  if (status && statusAt >= 0 && BAD_STATUS.test(status)) {
    states.push({
      words: new RegExp(status),
      holds: (of, row) => cell(of, row, 'status').toLowerCase().includes(status.toLowerCase()),
    });
    left = left.replace(status, ' ');
  }
  for (const state of STATES) {
    if (!state.words.test(left)) continue;
    if (grid.rows.every((row) => state.holds(grid, row) === null)) continue;
    states.push(state);
    left = left.replace(state.words, ' ');
  }
  return { states, words: left };
}

const NOTHING = /^(?:|<(?:none|pending|unset|nodes)>|<unknown>.*|none|-|n\/a)$/i;
const WITHOUT =
  "(?:\\b(?:no|without(?: an?y?)?|lacks?(?: an?)?|missing(?: an?)?|(?:has|have|does|do|is|are)(?: ?not|n't) (?:yet )?(?:have |got |get |gotten )?(?:an?y? )?|wait(?:s|ing)? for (?:an?y? |its )?)|没有?|没分到|没拿到|还没有?|缺少?|等(?:待|着)?(?:分配)?(?:一个)?)\\s*";

/** "Which has no IP yet", "没有 limit 的": the columns said to be empty. */
function emptied({ grid }: Reading, words: string): { states: Condition[]; words: string } {
  for (const [at, meaning] of grid.meanings.entries()) {
    if (!meaning || /^(?:name|object|restarts|message)$/.test(meaning.id)) continue;
    const said = new RegExp(`${WITHOUT}(?:${meaning.asked.source})`, 'i').exec(words);
    if (!said || !grid.rows.some(({ cells }) => NOTHING.test((cells[at] ?? '').trim()))) continue;
    const waited =
      /^(?:wait|等)/i.test(said[0]) ||
      (/还没|\byet\b|\bstill\b/i.test(words) &&
        grid.rows.some(({ cells }) => /^<pending>$/i.test((cells[at] ?? '').trim())));
    const state: Condition = {
      words: new RegExp(said[0].replace(/[^\w\s]/g, '\\$&')),
      holds: (_, row) => (waited ? /^<pending>$/i : NOTHING).test((row.cells[at] ?? '').trim()),
    };
    return { states: [state], words: words.replace(said[0], ' ') };
  }
  return { states: [], words };
}

/** Reads which rows and figures of the table the question means. */
export function select(reading: Reading): Selection {
  const { grid, question } = reading;
  const named = rowsNamed(reading);
  const unnamed = withoutNames(question, named?.words ?? []);
  const compared = comparedRows(reading, unnamed);
  const statusAt = columnOf(grid, 'status');
  const empty = emptied(reading, unnamed);
  const { states: told, words } = statesNamed(reading, empty.words, statusAt);
  const states = [...empty.states, ...told];
  const chosen = ofType(reading, words);
  const limits = [named, compared, chosen].flatMap((limit) =>
    limit ? [(row: GridRow) => limit.rows.includes(row)] : [],
  );
  limits.push(...states.map((state) => (row: GridRow) => state.holds(grid, row) === true));
  const restarted = states.some(({ words: own }) => own.test(question) && /restart|重启/.test(own.source));
  const ofFigures = restarted && !/次|times/.test(question) ? words : question.replace(/重启过/g, ' ');
  return {
    reading,
    words,
    named,
    states,
    rows: grid.rows.filter((row) => limits.every((limit) => limit(row))),
    limited: limits.length > 0,
    conditioned: compared !== null || states.length > 0 || chosen !== null,
    figures: compared ? [] : figuresAsked(reading, ofFigures),
    group: groupAsked(reading, words),
    statusAt,
  };
}
