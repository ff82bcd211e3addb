/** How bad its writer called a line, made one scale from all the programs' own words. */
export type Level = 'fatal' | 'error' | 'warning' | 'info' | 'debug';

/** What a piece of a paste is: a log line, a stack trace, a table row, an event, a line of a status block, a mark. */
export type EntryKind = 'line' | 'trace' | 'row' | 'event' | 'status' | 'mark';

/** One log entry of a paste. */
export interface Entry {
  /** Counts from 1. */
  at: number;
  /** First and last line in the paste, or in the restored text. */
  lines: [number, number];
  /** As pasted, word for word, without what hangs below it. */
  raw: string;
  kind: EntryKind;
  /** Milliseconds since 1970, or since boot where `sinceBoot`; null where it has none. */
  time: number | null;
  sinceBoot: boolean;
  /** Minutes east of UTC; null where the log does not say. */
  offset: number | null;
  /** The time as it was written. */
  stamp: string | null;
  host: string | null;
  program: string | null;
  pid: string | null;
  unit: string | null;
  level: Level | null;
  /** Behind the outermost header. */
  message: string;
  /** Behind every header there is, quotes of logfmt and JSON undone. */
  core: string;
  /** Format of the outermost header, null where it has none. */
  format: string | null;
  /** Cut at the terminal's edge: what it says may go on. */
  truncated: boolean;
  /** The cut fell behind a word: the last one that is left is whole. */
  wholeWords: boolean;
  /** It ends where a terminal may have ended, and nothing else says that it is cut. */
  maybeCut: boolean;
  /** Its line break had to be put back. */
  restored: boolean;
  /** Named values: those of a JSON record, of logfmt, of a table row (column titles in lower case). */
  fields: Record<string, string>;
  /** How many times this very line was said to repeat ("last message repeated 3 times", "x12 over 5m"). */
  count: number;
}

const LEVELS: [Level, RegExp][] = [
  ['fatal', /^(?:f|ftl|fatal|emerg|alert|crit|critical|dpanic|panic|0|1|2|60)$/],
  ['error', /^(?:e|err|eror|error|severe|fail|3|50)$/],
  ['warning', /^(?:w|warn|warning|wrn|4|40|!)$/],
  ['debug', /^(?:d|debug|dbg|trace|trc|trce|dbug|t|7|\.|detail|hint|statement|context|query|trace\d|debug\d|10|20)$/],
  ['info', /^(?:i|info|inf|notice|note|log|system|normal|information|5|6|30|[*-])$/],
  // logrus on a terminal: four letters
  ['fatal', /^(?:fata|pani|pnc)$/],
  ['error', /^erro$/],
  ['debug', /^(?:debu|trac)$/],
  ['fatal', /^(?:致命|致命错误|严重|严重错误)$/],
  ['error', /^(?:错误|异常)$/],
  ['warning', /^(?:告警|警告|注意)$/],
  ['info', /^(?:提示|信息|通知)$/],
  ['debug', /^(?:调试|跟踪)$/],
];

/** One scale for all programs' own level words, or null. */
export function levelOf(word: string | undefined): Level | null {
  if (!word) return null;
  const lower = word.toLowerCase();
  return LEVELS.find(([, words]) => words.test(lower))?.[0] ?? null;
}

/** A blank entry to be filled by a reader. */
export function newEntry(raw: string, lines: [number, number], kind: EntryKind = 'line'): Entry {
  return {
    at: 0,
    lines,
    raw,
    kind,
    time: null,
    sinceBoot: false,
    offset: null,
    stamp: null,
    host: null,
    program: null,
    pid: null,
    unit: null,
    level: null,
    message: raw,
    core: raw,
    format: null,
    truncated: false,
    wholeWords: false,
    maybeCut: false,
    restored: false,
    fields: {},
    count: 1,
  };
}
