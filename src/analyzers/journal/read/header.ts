import type { JournalFormat } from '../../../knowledge/journal-format.ts';
import { loadKnowledge } from '../../../knowledge/load.ts';
import { type Entry, levelOf } from './entry.ts';
import { MONTH_ABROAD } from './time.ts';

/** The short words that stand for the usual expressions in a format's head. */
const WORDS: [RegExp, string][] = [
  [/MONTH_ABROAD/g, MONTH_ABROAD],
  [/MONTH/g, '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)'],
  [/WEEKDAY/g, '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'],
  [/CLOCK/g, '\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?'],
];

export interface Head {
  id: string;
  /** Anchored at the start. */
  start: RegExp;
  /** Anywhere in a text; null where the header is too common to begin an entry in the middle of one. */
  anywhere: RegExp | null;
  outer: boolean;
  inner: boolean;
  program: string | null;
  /** A tool's mark: part of the message. */
  mark: boolean;
  level: string | null;
  weak: boolean;
}

/** Compiles one format file. */
export function compileHead(format: JournalFormat): Head {
  const source = WORDS.reduce((text, [word, expression]) => text.replace(word, expression), format.head);
  return {
    id: format.id,
    start: new RegExp(`^(?:${source})`),
    anywhere: format.splits ? new RegExp(`(?<![\\w/:.=<"'\`([-])(?:${source})`, 'g') : null,
    outer: format.place !== 'inner',
    inner: format.place !== 'outer',
    program: format.program ?? null,
    mark: format.mark,
    level: format.level ?? null,
    weak: format.weak,
  };
}

let heads: Head[] | null = null;
let marks: { any: RegExp; heads: Head[] } | null = null;

/** The marks of tools, and one expression for all of them: most lines have none. */
function allMarks(): { any: RegExp; heads: Head[] } {
  if (!marks) {
    const own = allHeads().filter((head) => head.mark);
    const sources = own.map((head) => `(?:${head.start.source.replaceAll(/\(\?<\w+>/g, '(?:')})`);
    marks = { any: new RegExp(sources.join('|') || '(?!)'), heads: own };
  }
  return marks;
}

/** The mark of a tool that a line begins with: it needs no header to be a log line. */
export function markOf(line: string): Head | null {
  const probe = line.slice(0, 700);
  const { any, heads: own } = allMarks();
  return any.test(probe) ? (own.find((head) => head.start.test(probe)) ?? null) : null;
}

/** Every known header, the most telling first. */
export function allHeads(): Head[] {
  heads ??= loadKnowledge('journal-formats')
    .toSorted((a, b) => b.weight - a.weight)
    .map(compileHead);
  return heads;
}

/** What one header says, and where it ends. */
export interface Heading {
  head: Head;
  length: number;
  groups: Record<string, string | undefined>;
}

/** The header a text begins with, or null. */
export function headingOf(text: string, outer: boolean, among: readonly Head[] = allHeads()): Heading | null {
  const probe = text.length > 700 ? text.slice(0, 700) : text;
  let marked: boolean | null = null;
  for (const head of among) {
    if (head.mark && among === heads) {
      marked ??= allMarks().any.test(probe);
      if (!marked) continue;
    }
    if (outer ? !head.outer : !head.inner) continue;
    const found = head.start.exec(probe);
    if (found) return { head, length: head.mark ? 0 : found[0].length, groups: found.groups ?? {} };
  }
  return null;
}

const LOGFMT_PAIR = /([A-Za-z_][\w.()-]{0,60})=("(?:[^"\\]|\\.){0,4000}"?|[^\s"]{0,2000})/g;

/** The values of a logfmt text, quotes undone. */
export function logfmtFields(text: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [, name, value] of text.slice(0, 8_000).matchAll(LOGFMT_PAIR))
    fields[name!.toLowerCase()] ??= unquote(value!);
  return fields;
}

/** A quoted value as its program meant it. */
function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  return value
    .slice(1, value.length > 1 && value.endsWith('"') ? -1 : undefined)
    .replace(/\\([nt"\\])/g, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char));
}

/** Formats whose program is a container: what it prints may be a tool's. */
const RUNS_OTHERS = /^(?:compose|docker-time|cri|kubectl-prefix|stern|tool-docker-build-step)$/;
const STACK = /^\s+(?:at |File "|\.\.\. \d+ more)/;
const ANY_LEVEL = /\b(?:level|lvl|severity)="?([A-Za-z]{3,9})\b/;

/**
 * Reads the headers inside a message: a program's own time and level, logfmt, klog, a uptime the kernel wrote.
 * Fills `core`, `level` and what the outer header left open.
 */
export function readInner(entry: Entry): void {
  let rest = entry.message;
  for (let depth = 0; depth < 3 && !STACK.test(rest); depth += 1) {
    const heading = headingOf(rest, false);
    if (!heading) break;
    const { head, groups } = heading;
    // What a program with a name of its own says is no tool's output: "kvm: no hardware support" of the kernel.
    if (
      head.mark ? head.weak || !(entry.program === null || RUNS_OTHERS.test(entry.format ?? '')) : heading.length === 0
    )
      break;
    entry.level = levelOf(groups['level'] ?? head.level ?? undefined) ?? entry.level;
    entry.pid ??= groups['pid'] ?? null;
    if (entry.program === null || /^(?:env|sh|bash)$/.test(entry.program))
      entry.program = head.program ?? groups['program'] ?? entry.program;
    entry.host ??= head.id === 'access-log' ? null : (groups['host'] ?? null);
    entry.stamp ??= groups['time'] ?? null;
    rest = rest.slice(heading.length);
    if (head.id.startsWith('logfmt') || head.mark) break;
  }
  const level = ANY_LEVEL.exec(rest.slice(0, 400));
  if (level) entry.level ??= levelOf(level[1]);
  entry.level ??= levelOf(/^(ERROR|FATAL|CRITICAL|SEVERE|PANIC)(?::? |: ?)(?!in line\b)\S/.exec(rest)?.[1]);
  // Programs of one binary say their own name again: "slurmd: error: ...".
  const name = `${entry.program}: `;
  const said = entry.program !== null && rest.startsWith(name) ? rest.slice(name.length) : rest;
  entry.level ??= levelOf(/^(?:error|fatal|panic): \S/.exec(said) ? 'error' : undefined);
  entry.core = rest;
  // A record of the audit system has its msg= in front of what it says.
  if (/^type=[A-Z_]+ msg=audit\(/.test(rest)) return;
  if (/(?:^|\s)(?:msg|message|err|error)="?\S/.test(rest) && /^[\w.()-]+=/.test(rest)) {
    entry.fields = { ...entry.fields, ...logfmtFields(rest) };
    const { msg, message, err, error } = entry.fields;
    entry.core = [msg ?? message, err ?? error].filter((value) => value && value !== '<nil>').join(': ') || rest;
  }
}
