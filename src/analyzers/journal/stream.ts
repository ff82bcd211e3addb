import { loadKnowledge } from '../../knowledge/load.ts';
import type { JournalFacts } from './facts.ts';
import { Grams } from './match/grams.ts';
import { compilePattern } from './match/pattern.ts';
import { readLog } from './read.ts';
import { reason } from './reason.ts';

/** A line longer than this is cut; logs of that size are read for what fails in them, not for their data. */
const LONGEST_LINE = 4_000;
/** Different kinds of lines that are kept; a log with more says nothing new with the next. */
const MOST_KINDS = 3_000;
/** Of each kind the first ones and the last one are kept. */
const FIRST_OF_KIND = 3;
/** Lines kept around the first of a kind: a message may take several. */
const BEFORE = 2;
const AFTER = 3;
/** Words of failure that no rule needs to know. */
const STRUCTURE = [
  'panic:',
  'fatal',
  '[emerg]',
  '[crit]',
  'traceback (most',
  'level=err',
  'level=fatal',
  '[error]',
  ' error:',
  'process exited, code=',
  'segfault',
  'caused by:',
  '"level":"error"',
  '"level":"fatal"',
  'unhandled exception',
];

interface Kept {
  line: number;
  text: string;
}

interface Kind {
  count: number;
  first: Kept[];
  last: Kept | null;
}

let shared: Grams | null = null;

/** The pieces of four letters that a line about a failure can hold. */
function watched(): Grams {
  if (shared) return shared;
  const rules = loadKnowledge('journal-rules').filter(
    (rule) => rule.role === 'cause' || rule.role === 'symptom' || rule.role === 'consequence',
  );
  const literals = rules
    .flatMap((rule) => rule.match.map((source) => compilePattern(source).literals))
    .filter((words) => words.length > 0);
  shared = new Grams(
    [...literals, ...STRUCTURE.map((word) => [word])],
    loadKnowledge('journal-rules')
      .flatMap((rule) => rule.samples.noMatch)
      .join('\n'),
  );
  return shared;
}

/** A log of any size, read piece by piece in bounded memory. */
export class LogStream {
  readonly #grams = watched();
  readonly #kinds = new Map<string, Kind>();
  readonly #around = new Map<number, string>();
  #rest: Uint8Array = new Uint8Array(0);
  #lines = 0;
  #first: Kept | null = null;
  #last: Kept | null = null;
  #skipping = false;

  /** Takes the next piece; it may end anywhere, even inside a character. */
  write(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const { lines, rest } = this.#grams.scan(bytes, bytes.length, (start, end, line) =>
      this.#touched(bytes, start, end, this.#lines + line + 1),
    );
    if (lines > 0) {
      if (!this.#first) this.#first = { line: 1, text: textOf(bytes, 0, bytes.indexOf(10)) };
      const end = rest - 1;
      this.#last = { line: this.#lines + lines, text: textOf(bytes, bytes.lastIndexOf(10, end - 1) + 1, end) };
      this.#skipping = false;
    }
    this.#lines += lines;
    const open = bytes.length - rest;
    // A line without an end would grow for ever: its head is kept, the rest is dropped.
    if (open > LONGEST_LINE * 4) {
      if (!this.#skipping) this.#rest = bytes.slice(rest, rest + LONGEST_LINE * 4);
      this.#skipping = true;
    } else this.#rest = bytes.slice(rest);
  }

  #touched(bytes: Uint8Array, start: number, end: number, line: number): void {
    const text = textOf(bytes, start, end);
    const key = text.replace(/\d+|\b[0-9a-f]{8,}\b/g, '0').slice(0, 300);
    const kind = this.#kinds.get(key);
    if (kind) {
      kind.count += 1;
      if (kind.first.length < FIRST_OF_KIND) kind.first.push({ line, text });
      else kind.last = { line, text };
      return;
    }
    if (this.#kinds.size >= MOST_KINDS) return;
    this.#kinds.set(key, { count: 1, first: [{ line, text }], last: null });
    let from = start;
    for (let back = 1; back <= BEFORE && from > 0; back += 1) {
      const before = bytes.lastIndexOf(10, from - 2);
      this.#around.set(line - back, textOf(bytes, before + 1, from - 1));
      from = before + 1;
    }
    let to = end;
    for (let ahead = 1; ahead <= AFTER; ahead += 1) {
      const next = bytes.indexOf(10, to + 1);
      if (next < 0) break;
      this.#around.set(line + ahead, textOf(bytes, to + 1, next));
      to = next;
    }
  }

  /** The facts of everything that was written; entry numbers and lines count in the whole log. */
  end(): JournalFacts {
    if (this.#rest.length > 0) this.write(new Uint8Array([10]));
    const kept = new Map<number, string>(this.#around);
    if (this.#first) kept.set(this.#first.line, this.#first.text);
    if (this.#last) kept.set(this.#last.line, this.#last.text);
    for (const kind of this.#kinds.values())
      for (const one of [...kind.first, ...(kind.last ? [kind.last] : [])]) kept.set(one.line, one.text);
    const order = [...kept.keys()].sort((a, b) => a - b);
    const log = readLog(order.map((line) => kept.get(line)!).join('\n'));
    const lineOf = new Map(log.entries.map((entry) => [entry.at, order[entry.lines[0] - 1] ?? entry.lines[0]]));
    const facts = reason(log, [1, Math.max(1, this.#lines)], 0);
    return inWholeLog(facts, lineOf, this.#lines);
  }
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  const stop = Math.min(end, start + LONGEST_LINE);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, stop - start))
    .toString('utf8')
    .trimEnd();
}

/** Puts entry numbers of the kept lines back to where they stand in the whole log. */
function inWholeLog(facts: JournalFacts, lineOf: ReadonlyMap<number, number>, lines: number): JournalFacts {
  const at = (number: number) => lineOf.get(number) ?? number;
  const skipped = Math.max(0, lines - facts.entries);
  return {
    ...facts,
    entries: lines,
    restoredText: null,
    coverage: { understood: facts.coverage.understood + skipped, of: facts.coverage.of + skipped },
    causes: facts.causes.map((cause) => ({ ...cause, at: cause.at.map(at) })),
    labels: facts.labels.map((label) => ({ ...label, at: at(label.at), ...(label.of ? { of: at(label.of) } : {}) })),
    noise: facts.noise.map((line) => ({
      ...line,
      at: at(line.at),
      clearedBy: line.clearedBy === null ? null : at(line.clearedBy),
    })),
    symptoms: facts.symptoms.map((symptom) => ({ ...symptom, at: at(symptom.at) })),
    loops: facts.loops.map((loop) => ({ ...loop, at: loop.at.map(at) })),
    runs: facts.runs.map((run) => ({
      ...run,
      from: at(run.from),
      end: at(run.end),
      reason: run.reason === null ? null : at(run.reason),
    })),
    story: facts.story.map((step) => ({ ...step, at: at(step.at) })),
    quotable: facts.quotable.map((entry) => ({
      ...entry,
      at: at(entry.at),
      lines: [at(entry.at), at(entry.at)] as [number, number],
    })),
  };
}

/** Analyses a log of any size from a stream of bytes (a file, a pipe) in bounded memory. */
export async function readStream(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<JournalFacts> {
  const stream = new LogStream();
  for await (const chunk of chunks) stream.write(chunk);
  return stream.end();
}
