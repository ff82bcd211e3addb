import type { JournalFacts } from './facts.ts';
import { ByteFilter, kindOfLine } from './match/bytes.ts';
import { readLine } from './read/line.ts';
import { readLog } from './read.ts';
import { showsSuccess } from './reason/signs.ts';
import { isMessage, reason, sharedMatcher } from './reason.ts';
import { inWholeLog } from './whole.ts';

/** A log up to this size is kept and read as a whole; only a larger one is sifted. */
const WHOLE_BYTES = 2 * 1024 * 1024;
const BUFFER_BYTES = 1 << 20;
/** A line longer than this is cut; logs of that size are read for what fails in them, not for their data. */
const LONGEST_LINE = 4_000;
/** Different kinds of lines that are kept: altogether, of one rule, of no rule. */
const MOST_KINDS = 4_000;
const MOST_OF_RULE = 60;
const MOST_OF_SYSTEMD = 400;
const MOST_UNNAMED = 400;
/** Of each kind the first ones and the last one are kept. */
const FIRST_OF_KIND = 3;
/** Lines kept around the first of a kind: a message may take several. */
const BEFORE = 2;
const AFTER = 3;
/** Busy logs put other programs between: of the same process this many more, not further away than so many lines. */
const MORE_OF_PROCESS = 4;
const NEARBY = 40;
/** Where in a line its program's name can stand. */
const HEADER_BYTES = 160;
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
/** Words with which programs say that they work again, and systemd what it does with a unit. */
const GOOD = [
  'ready',
  'listening',
  'connected',
  'established',
  'recovered',
  'successful',
  'up and running',
  'startup complete',
  'systemd[1]: stopp',
  'systemd[1]: start',
  'systemd[1]: reload',
];

interface Kept {
  line: number;
  text: string;
}

/** Lines that differ in numbers only; null where nothing in them matters. */
interface Kind {
  count: number;
  first: Kept[];
  last: { line: number; bytes: Uint8Array } | null;
  /** Where in the buffer its last line stands; 0 to 0 where `last` has it. */
  start: number;
  end: number;
  line: number;
}

let shared: ByteFilter | null = null;

/** The words that a line must hold before anybody looks at it. */
function watched(): ByteFilter {
  if (shared) return shared;
  const words = sharedMatcher().wordsOf(({ role }) => role !== 'noise' && role !== 'context');
  const common = sharedMatcher()
    .rules.flatMap((rule) => rule.samples.noMatch)
    .join('\n');
  shared = new ByteFilter([...words, ...STRUCTURE, ...GOOD], common);
  return shared;
}

/** What a stream has seen so far. */
export interface Progress {
  bytes: number;
  lines: number;
}

/** A log of any size, read piece by piece in bounded memory. */
export class LogStream {
  readonly #filter = watched();
  readonly #kinds = new Map<number, Kind | null>();
  readonly #ofRule = new Map<string, number>();
  readonly #around = new Map<number, string>();
  readonly #bytes = new Uint8Array(BUFFER_BYTES + 4);
  readonly #halves = new Uint16Array(this.#bytes.buffer);
  #whole: Uint8Array[] | null;
  /** How much of the buffer is filled, and from where it is not yet read. */
  #filled = 0;
  #unread = 0;
  #starts: number[] = [];
  /** Kinds whose last line is still in the buffer only. */
  #fresh: Kind[] = [];
  #size = 0;
  #lines = 0;
  #kept = 0;
  #after = 0;
  /** Processes whose next lines belong to what was met, and how many of them are wanted up to which line. */
  #awaited: { tag: Uint8Array; more: number; until: number }[] = [];
  #skipping = false;
  #first: Kept | null = null;
  #last: Kept | null = null;
  /** How often something bad was seen that no line before it was like. */
  #news = 0;

  /** @param wholeBytes up to this size nothing is sifted out. */
  constructor(wholeBytes = WHOLE_BYTES) {
    this.#whole = wholeBytes > 0 ? [] : null;
    this.#limit = wholeBytes;
  }
  readonly #limit: number;

  get progress(): Progress {
    return { bytes: this.#size, lines: this.#lines };
  }

  /** Counts up when a kind of bad line appears for the first time. */
  get news(): number {
    return this.#news;
  }

  /** Takes the next piece; it may end anywhere, even inside a character. */
  write(chunk: Uint8Array): void {
    this.#size += chunk.length;
    if (this.#whole) {
      if (this.#size <= this.#limit) this.#whole.push(chunk.slice());
      else this.#whole = null;
    }
    let taken = 0;
    while (taken < chunk.length) {
      const room = BUFFER_BYTES - this.#filled;
      const piece = chunk.subarray(taken, taken + room);
      this.#bytes.set(piece, this.#filled);
      this.#filled += piece.length;
      taken += piece.length;
      this.#read();
      if (this.#filled === BUFFER_BYTES) this.#makeRoom();
    }
  }

  /** Reads all whole lines in the buffer. */
  #read(): void {
    const bytes = this.#bytes;
    while (true) {
      const start = this.#unread;
      const end = bytes.indexOf(10, start);
      if (end < 0 || end >= this.#filled) return;
      this.#unread = end + 1;
      if (this.#skipping) {
        this.#skipping = false;
        continue;
      }
      this.#line(start, end);
    }
  }

  #line(start: number, end: number): void {
    this.#lines += 1;
    if (this.#lines === 1) this.#first = { line: 1, text: this.#text(start, end) };
    const stop = Math.min(end, start + LONGEST_LINE);
    if (this.#after > 0) {
      this.#around.set(this.#lines, this.#text(start, stop));
      this.#after -= 1;
    }
    if (this.#awaited.length > 0) this.#keepAwaited(start, stop);
    if (this.#filter.holds(this.#bytes, this.#halves, start, stop)) this.#touched(start, stop);
    this.#starts.push(start);
    if (this.#starts.length >= 2 * NEARBY) this.#starts.splice(0, NEARBY);
  }

  #touched(start: number, end: number): void {
    const key = kindOfLine(this.#bytes, start, end);
    const kind = this.#kinds.get(key);
    if (kind === null) return;
    if (kind === undefined) {
      this.#meet(key, start, end);
      return;
    }
    kind.count += 1;
    if (kind.first.length < FIRST_OF_KIND) kind.first.push({ line: this.#lines, text: this.#text(start, end) });
    else {
      if (kind.end === 0) this.#fresh.push(kind);
      kind.line = this.#lines;
      kind.start = start;
      kind.end = end;
    }
  }

  /** The first line of its kind: rules say whether it matters. */
  #meet(key: number, start: number, end: number): void {
    const text = this.#text(start, end);
    const entry = readLine(text.trimStart(), [1, 1]);
    const best = sharedMatcher().match(entry)[0];
    const rule = best?.rule.id ?? '';
    const counted = this.#ofRule.get(rule) ?? 0;
    const ofSystemd = entry.program === 'systemd';
    const good = best?.rule.role === 'healthy' || (ofSystemd && best?.rule.role === 'context') || showsSuccess(entry);
    const dull = !good && (best ? best.rule.role === 'noise' || best.rule.role === 'context' : !isBad(text));
    const most = ofSystemd ? MOST_OF_SYSTEMD : best ? MOST_OF_RULE : MOST_UNNAMED;
    if (dull || counted >= most || this.#kept >= MOST_KINDS) {
      this.#kinds.set(key, null);
      return;
    }
    this.#kept += 1;
    this.#ofRule.set(rule, counted + 1);
    this.#kinds.set(key, { count: 1, first: [{ line: this.#lines, text }], last: null, start: 0, end: 0, line: 0 });
    if (good) return;
    this.#news += 1;
    if (entry.program) {
      const tag = Buffer.from(entry.pid ? `${entry.program}[${entry.pid}]` : `${entry.program}:`);
      this.#keepNearby(tag);
      this.#awaited.push({ tag, more: MORE_OF_PROCESS, until: this.#lines + NEARBY });
    }
    for (let back = 1; back <= BEFORE; back += 1) {
      const from = this.#starts.at(-back);
      const to = back === 1 ? start : this.#starts.at(-back + 1);
      if (from === undefined || to === undefined || from < 0) break;
      this.#around.set(this.#lines - back, this.#text(from, to - 1));
    }
    this.#after = AFTER;
  }

  /** Lines of the same process just above. */
  #keepNearby(tag: Uint8Array): void {
    let more = MORE_OF_PROCESS;
    for (let back = 1; back <= Math.min(NEARBY, this.#starts.length) && more > 0; back += 1) {
      const start = this.#starts.at(-back)!;
      if (!this.#speaks(tag, start, start + HEADER_BYTES)) continue;
      this.#around.set(this.#lines - back, this.#text(start, this.#bytes.indexOf(10, start)));
      more -= 1;
    }
  }

  #keepAwaited(start: number, end: number): void {
    for (const waiting of this.#awaited) {
      if (!this.#speaks(waiting.tag, start, end)) continue;
      this.#around.set(this.#lines, this.#text(start, end));
      waiting.more -= 1;
    }
    this.#awaited = this.#awaited.filter(({ more, until }) => more > 0 && this.#lines < until);
  }

  #speaks(tag: Uint8Array, start: number, end: number): boolean {
    const head = Buffer.from(this.#bytes.buffer, start, Math.min(end - start, HEADER_BYTES));
    const line = head.indexOf(10);
    const at = head.indexOf(tag);
    return at >= 0 && (line < 0 || at < line);
  }

  /** Drops what is read, but for the lines just before; a line without an end keeps its head only. */
  #makeRoom(): void {
    const from = Math.max(0, this.#starts.at(-Math.min(NEARBY, this.#starts.length)) ?? this.#unread);
    this.#keepLast();
    if (from === 0) {
      if (!this.#skipping && this.#unread === 0) this.#line(0, LONGEST_LINE);
      this.#skipping = true;
      this.#filled = 0;
      this.#unread = 0;
      this.#starts = [];
      return;
    }
    this.#bytes.copyWithin(0, from, this.#filled);
    this.#filled -= from;
    this.#unread -= from;
    this.#starts = this.#starts.filter((start) => start >= from).map((start) => start - from);
  }

  /** Copies what may be wanted later before the buffer forgets it. */
  #keepLast(): void {
    for (const kind of this.#fresh) {
      kind.last = { line: kind.line, bytes: this.#bytes.slice(kind.start, kind.end) };
      kind.end = 0;
    }
    this.#fresh = [];
    const start = this.#starts.at(-1);
    if (start !== undefined && start >= 0)
      this.#last = { line: this.#lines, text: this.#text(start, this.#bytes.indexOf(10, start)) };
  }

  #text(start: number, end: number): string {
    const stop = Math.min(end, start + LONGEST_LINE);
    return Buffer.from(this.#bytes.buffer, start, Math.max(0, stop - start))
      .toString('utf8')
      .trimEnd();
  }

  /** The facts so far; entry numbers and lines count in the whole log. */
  facts(lineOffset = 0): JournalFacts {
    if (this.#whole) {
      const text = Buffer.concat(this.#whole).toString('utf8');
      return reason(
        readLog(text, new Date(), isMessage),
        [lineOffset + 1, lineOffset + text.split('\n').length],
        lineOffset,
      );
    }
    this.#keepLast();
    const kept = new Map<number, string>(this.#around);
    if (this.#first) kept.set(this.#first.line, this.#first.text);
    if (this.#last) kept.set(this.#last.line, this.#last.text);
    for (const kind of this.#kinds.values()) {
      for (const one of kind?.first ?? []) kept.set(one.line, one.text);
      if (kind?.last) kept.set(kind.last.line, Buffer.from(kind.last.bytes).toString('utf8').trimEnd());
    }
    const order = [...kept.keys()].sort((a, b) => a - b);
    const log = readLog(order.map((line) => kept.get(line)!).join('\n'), new Date(), isMessage);
    const lineOf = new Map(log.entries.map((entry) => [entry.at, order[entry.lines[0] - 1] ?? entry.lines[0]]));
    const facts = reason(log, [lineOffset + 1, lineOffset + Math.max(1, this.#lines)], 0);
    return inWholeLog(facts, lineOf, this.#lines, lineOffset);
  }

  /** The facts of everything that was written, also of a last line without an end. */
  end(lineOffset = 0): JournalFacts {
    if (this.#unread < this.#filled && !this.#whole) this.write(new Uint8Array([10]));
    return this.facts(lineOffset);
  }
}

function isBad(text: string): boolean {
  const lower = text.toLowerCase();
  return STRUCTURE.some((word) => lower.includes(word));
}
