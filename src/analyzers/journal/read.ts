import { readBlock } from './read/blocks.ts';
import { isChat } from './read/chat.ts';
import { cutLine, type Piece, withoutCatalog } from './read/collapse.ts';
import { diskIn } from './read/disks.ts';
import { cutEdge, type Edge } from './read/edge.ts';
import { type Entry, newEntry } from './read/entry.ts';
import { headingOf } from './read/header.ts';
import { readLine } from './read/line.ts';
import { type Line, mendLines, type Repair } from './read/mend.ts';
import { quotedMessage } from './read/question.ts';
import { structureOf, subjectOf } from './read/status.ts';
import { collapsedRows, columnStarts, POD_ROW, readRow, SUPERVISOR_ROW, tableTitles } from './read/table.ts';
import { parseTime } from './read/time.ts';
import { markTruncated } from './read/truncate.ts';
import { joinWrapped } from './read/wrap.ts';

/** Entries that are looked at for the disk that a log is about. */
const LIMIT_DISKS = 5_000;

/** A paste read as a log. */
export interface Log {
  entries: Entry[];
  /** The format most entries have. */
  format: string;
  /** The paste with its line breaks put back, where any had to be; entries count their lines in it. */
  restoredText: string | null;
  repairs: Repair[];
  /** What `-- Logs begin at` says, and a year for times that have none. */
  begin: string | null;
  year: number | null;
  /** `-- No entries --` was all there is. */
  noEntries: boolean;
  /** Catalog paragraphs of journalctl -x that were set aside. */
  catalogs: number;
  /** What the commands in the paste asked about. */
  subject: { unit?: string; pod?: string; namespace?: string; container?: string; disk?: string };
  /** Entries before which the machine or journal began anew. */
  boots: number[];
  assumed: ('year' | 'zone' | 'day')[];
}

const UNIT_TITLES = ['UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'];
const SUPERVISOR_TITLES = ['SUPERVISED', 'STATE'];
const POD_TITLES = ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'];
/** The dot in front of a unit's name. */
const UNIT_MARK = /^(\s*)[●○×*↻] /;
const INDENT = /^(?:\s{2,}|\t)/;

/** The unit that a sentence of systemd is about. */
function unitNamed(message: string): string | null {
  return /([\w@:.\\-]{2,120}\.(?:service|socket|mount|timer|swap))\b/.exec(message)?.[1] ?? null;
}

/**
 * Reads any paste of logs. Never throws: what cannot be read is an entry without a header.
 * @param knows tells of a line without a header whether it is the message of a program, however much it sounds like a person.
 */
export function readLog(text: string, now: Date = new Date(), knows: (entry: Entry) => boolean = () => false): Log {
  const { lines, repairs } = mendLines(text);
  const found = cutEdge(lines);
  const joined = joinWrapped(lines, repairs, found?.sure);
  // What a mail program broke at one column was not cut there.
  const edge = found?.sure && joined.length < lines.length ? null : found;
  const reading = new Reading(repairs, edge, knows);
  const headed = joined.filter((line) => headingOf(line.text.trimStart(), true) !== null).length;
  let at = 0;
  while (at < joined.length) {
    const block = readBlock(joined, at);
    if (block) {
      reading.block(block.entry, joined.slice(at, block.next));
      at = block.next;
      continue;
    }
    reading.line(joined[at]!, headed > 0, at, joined.length);
    at += 1;
  }
  if (reading.entries.every((entry) => entry.kind === 'line' && entry.format === null)) {
    const message = quotedMessage(text);
    if (message) return quotedLog(message, text, now);
  }
  return reading.finish(now);
}

/** A single message that stands quoted in a question, with the program the question names. */
function quotedLog(message: string, text: string, now: Date): Log {
  const reading = new Reading(new Set(['chat']), null, () => true);
  const line = text.slice(0, text.indexOf(message)).split('\n').length;
  const entry = readLine(message, [line, line]);
  entry.program ??=
    /\b(dockerd|containerd|kubelet|systemd|kernel|nginx|redis(?:-server)?|postgres|mysqld|mariadbd|sshd|etcd|coredns|haproxy)\b/.exec(
      text,
    )?.[1] ?? null;
  reading.take(entry);
  return reading.finish(now);
}

/** Where in a block of structure the reader is: below a unit's title, a table's titles, a key of kubectl describe. */
class Reading {
  readonly entries: Entry[] = [];
  readonly #repairs: Set<Repair>;
  readonly #boots: number[] = [];
  readonly #restored: string[] = [];
  /** Of each entry, the line of the restored text on which it begins. */
  readonly #restoredAt: number[] = [];
  #subject: Log['subject'] = {};
  #begin: string | null = null;
  #noEntries = false;
  #catalogs = 0;
  #titles: string[] | null = null;
  /** Where the columns below the titles begin. */
  #columns: number[] | null = null;
  #unit: string | null = null;
  #path: { name: string; value: string; indent: number }[] = [];
  #inCatalog = false;
  #cut = false;

  readonly #edge: Edge | null;
  readonly #knows: (entry: Entry) => boolean;

  constructor(repairs: Set<Repair>, edge: Edge | null, knows: (entry: Entry) => boolean) {
    this.#repairs = repairs;
    this.#cut = repairs.has('line-breaks');
    this.#edge = edge;
    this.#knows = knows;
  }

  take(entry: Entry): void {
    this.entries.push(entry);
    this.#restoredAt.push(this.#restored.length);
  }

  /** A record that took whole lines of the paste. */
  block(entry: Entry, lines: readonly Line[]): void {
    this.#restored.push(...lines.map((line) => line.text));
    this.entries.push(entry);
    this.#restoredAt.push(this.#restored.length - lines.length + 1);
  }

  line(line: Line, headed: boolean, index: number, of: number): void {
    const pieces = cutLine(line);
    if (pieces.length > 1) {
      this.#repairs.add('line-breaks');
      this.#cut = true;
    }
    for (const [at, piece] of pieces.entries()) {
      if (this.#collapsedTable(piece)) continue;
      this.#restore(piece.text);
      const edge =
        (index === 0 && at === 0) || (index === of - 1 && at === pieces.length - 1) || this.entries.length === 0;
      this.#piece(piece, headed || pieces.length > 1, edge);
    }
  }

  /** A table that lost its line breaks: its rows begin where a `1/1` or a `Bound` says so. */
  #collapsedTable({ text, line, last }: Piece): boolean {
    const titles = tableTitles(text);
    const collapsed = titles && collapsedRows(text, titles);
    if (!collapsed) return false;
    this.#titles = titles;
    this.#columns = null;
    this.#repairs.add('line-breaks');
    this.#cut = true;
    this.#restore(text.slice(0, collapsed.head).trim());
    for (const [at, start] of collapsed.rows.entries()) {
      const row = text.slice(start, collapsed.rows[at + 1]).trim();
      this.#restore(row);
      const read = readRow(row, row.replace(UNIT_MARK, '$1'), titles, [line, last]);
      if (titles.includes('UNIT')) read.unit = read.fields['unit'] ?? null;
      this.take(read);
    }
    return true;
  }

  #restore(text: string): void {
    this.#restored.push(text);
  }

  #piece(piece: Piece, headed: boolean, edge: boolean): void {
    const { text, catalog } = withoutCatalog(piece.text);
    if (catalog) this.#catalogs += 1;
    if (text.trim() === '') return;
    const lines: [number, number] = [piece.line, piece.last];
    const raw = catalog ? piece.raw.slice(0, text.length).trim() : piece.raw.trim();
    const titles = tableTitles(text);
    if (titles) {
      this.#titles = titles;
      this.#columns = columnStarts(text, titles);
      return;
    }
    if (!this.#titles && (POD_ROW.test(text) || SUPERVISOR_ROW.test(text))) {
      this.#columns = null;
      this.#titles = SUPERVISOR_ROW.test(text)
        ? SUPERVISOR_TITLES
        : /^\s*\S+ +\d/.test(text)
          ? POD_TITLES
          : ['NAMESPACE', ...POD_TITLES];
    }
    if (this.#titles && this.#row(text, raw, lines)) return;
    const heading = headingOf(text.trimStart(), true);
    if (!heading || heading.head.id === 'level-word' || heading.head.id === 'compose') {
      const structure = structureOf(text);
      if (structure && !(structure.kind === 'unit-field' && structure.name === 'Error' && this.#unit === null)) {
        this.#structure(structure, text, raw, lines);
        return;
      }
    }
    if (this.#inCatalog && !heading) {
      // Catalog paragraphs are wrapped: their lines go on until the next header.
      if (!/^(?:Traceback|\s+at |[\w.]+(?:Error|Exception):)/.test(text)) return;
    }
    this.#inCatalog = catalog;
    const entry = readLine(raw, lines);
    if (raw !== text) {
      const mended = readLine(text, lines);
      Object.assign(entry, mended, { raw });
    }
    if (heading?.head.id === 'journal-cat') this.#bare = unitNamed(entry.message) ?? this.#bare;
    else if (heading) this.#bare = null;
    if (!heading && entry.kind === 'line' && entry.format === null) {
      if (isChat(text, headed) && (edge || headed) && !this.#knows(entry)) {
        this.#repairs.add('chat');
        return;
      }
      this.#inherit(entry, text);
    } else if (entry.kind !== 'event') this.#path = [];
    entry.restored = piece.cut;
    if (entry.kind !== 'event') this.#titles = null;
    if (this.#unit && entry.format?.startsWith('journal') && entry.program !== 'systemd') entry.unit ??= this.#unit;
    this.take(entry);
  }

  #row(text: string, raw: string, lines: [number, number]): boolean {
    const titles = this.#titles!;
    const event = titles.includes('REASON') ? readLine(text, lines) : null;
    if (event?.kind === 'event') {
      this.take({ ...event, raw });
      return true;
    }
    // The end of a row that a narrow terminal broke.
    if (/^\S{1,12}$/.test(text.trim())) return true;
    const structure = structureOf(text);
    if (structure?.kind === 'ruler' && !/[\p{L}\d]/u.test(text)) return true;
    // "error-collector   sentry/relay" is a name, "| web | RUNNING |" a row.
    const spaced = /^\s*\S+(?: {2,}|\t) *\S/.test(text);
    const heading = headingOf(text.trimStart(), true)?.head.id;
    const drawn = heading === 'compose' && /^\s*[|\u2502].*[|\u2502]\s*$/.test(text);
    const named = heading === 'level-word' && spaced;
    if ((heading && !drawn && !named) || text.trim().split(/\s+/).length < 2) {
      this.#titles = null;
      return false;
    }
    const failedUnit = structure?.kind === 'unit-title' && titles.includes('UNIT');
    if ((!spaced && isChat(text, true)) || (structure && !failedUnit)) {
      this.#titles = null;
      return false;
    }
    const row = readRow(raw, text.replace(UNIT_MARK, '$1  '), titles, lines, this.#columns);
    if (titles.includes('UNIT')) row.unit = row.fields['unit'] ?? null;
    this.take(row);
    return true;
  }

  /** The unit of a log without headers (`journalctl -o cat`). */
  #bare: string | null = null;

  /** A line without a header goes on where the line above it stopped. */
  #inherit(entry: Entry, text: string): void {
    const before = this.entries.at(-1);
    if (this.#bare) {
      // Without headers what stands between systemd's own sentences is what its unit printed.
      entry.unit = this.#bare;
      entry.program = this.#bare.replace(/(?:@.*)?\.\w+$/, '');
      return;
    }
    if (before && before.kind === 'line' && before.format !== null && before.format !== 'table') {
      entry.program = before.program;
      entry.pid = before.pid;
      entry.host = before.host;
      entry.unit = before.unit;
      entry.stamp = before.stamp;
      entry.format = INDENT.test(text) ? 'continuation' : null;
    }
  }

  #structure(
    structure: NonNullable<ReturnType<typeof structureOf>>,
    text: string,
    raw: string,
    lines: [number, number],
  ): void {
    this.#inCatalog = structure.kind === 'catalog';
    switch (structure.kind) {
      case 'catalog':
        if (/Subject|主题|标题/.test(text)) this.#catalogs += 1;
        return;
      case 'ruler':
        return;
      case 'mark':
        if (structure.mark === 'begin') this.#begin = text.trim();
        else if (structure.mark === 'boot') this.#boots.push(this.entries.length + 1);
        else this.#noEntries = true;
        return;
      case 'command':
        // In a job's log the commands are what the job ran, not what somebody typed to see it.
        if (this.entries.some(({ program }) => program === 'gitlab-runner')) {
          const entry = newEntry(raw, lines);
          entry.program = 'gitlab-runner';
          entry.message = text.trim();
          entry.core = entry.message;
          this.take(entry);
          return;
        }
        this.#repairs.add('prompt');
        this.#subject = { ...this.#subject, ...subjectOf(structure.command) };
        this.#titles = null;
        this.#path = [];
        return;
      case 'unit-title':
        // A row of `systemctl --failed` whose titles were not pasted.
        if (/\s(?:loaded|not-found|masked)\s+failed\s+failed\b/.test(text)) {
          const row = readRow(raw, text.replace(UNIT_MARK, '$1'), UNIT_TITLES, lines);
          row.unit = structure.unit;
          this.take(row);
          return;
        }
        this.#unit = structure.unit;
        this.#subject.unit ??= structure.unit;
        return;
      case 'unit-field':
        this.take(this.#field(structure, text, raw, lines));
        return;
      case 'describe':
        this.#describe(structure, text, raw, lines);
    }
  }

  #field(field: { name: string; value: string }, text: string, raw: string, lines: [number, number]): Entry {
    const entry = newEntry(raw, lines, 'status');
    entry.format = 'status';
    entry.program = 'systemd';
    entry.unit = this.#unit;
    entry.message = text.trim();
    entry.core = entry.message;
    entry.fields = { name: field.name, value: field.value };
    const since = /since (?:\w{3}|(?:周|星期)?[一二三四五六日]) (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?: [A-Z]{2,5})?)/.exec(
      field.value,
    );
    if (since) entry.stamp = since[1]!;
    return entry;
  }

  #describe(
    line: { name: string; value: string; indent: number },
    text: string,
    raw: string,
    lines: [number, number],
  ): void {
    while (this.#path.length > 0 && this.#path.at(-1)!.indent >= line.indent && line.indent > 0) this.#path.pop();
    if (line.indent === 0 && !/^(?:State|Last State|Reason|Exit Code)$/.test(line.name)) this.#path = [];
    // Without indentation (a collapsed paste) a reason belongs to the state in front of it.
    if (/^(?:State|Last State)$/.test(line.name))
      this.#path = this.#path.filter((parent) => !/State$/.test(parent.name));
    if (line.name === 'Name' && line.indent === 0) this.#subject.pod = line.value;
    if (line.name === 'Namespace') this.#subject.namespace = line.value;
    const parent = this.#path.findLast((above) => /State$/.test(above.name));
    const entry = newEntry(raw, lines, 'status');
    entry.format = 'describe';
    entry.program = 'kubelet';
    entry.message = text.trim();
    entry.core =
      parent && /^(?:Reason|Exit Code|Message|Signal|Started|Finished)$/.test(line.name)
        ? `${parent.name}: ${parent.value} ${line.name}: ${line.value}`
        : entry.message;
    entry.fields = { name: line.name, value: line.value, ...(parent ? { parent: parent.name } : {}) };
    this.#path.push(line);
    this.take(entry);
  }

  finish(now: Date): Log {
    const { entries } = this;
    for (const [index, entry] of entries.entries()) entry.at = index + 1;
    markTruncated(entries, this.#edge, this.#repairs.has('full-width'));
    const year = this.#placeInTime(now);
    if (this.#cut) this.#renumber();
    const counts = new Map<string, number>();
    for (const entry of entries) counts.set(entry.format ?? 'plain', (counts.get(entry.format ?? 'plain') ?? 0) + 1);
    const format = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'plain';
    const disk = diskIn(entries.slice(0, LIMIT_DISKS).map(({ core }) => core));
    return {
      entries,
      format,
      restoredText: this.#cut ? this.#restored.join('\n') : null,
      repairs: [...this.#repairs],
      begin: this.#begin,
      year,
      noEntries: this.#noEntries,
      catalogs: this.#catalogs,
      subject: { ...this.#subject, ...(disk ? { disk } : {}) },
      boots: this.#boots,
      assumed: this.#assumed,
    };
  }

  /** Line numbers of a restored paste count in the restored text. */
  #renumber(): void {
    for (const [index, entry] of this.entries.entries()) {
      const first = this.#restoredAt[index]!;
      const took = entry.format === 'journal-fields' ? entry.lines[1] - entry.lines[0] : 0;
      entry.lines = [first, first + took];
    }
  }

  readonly #assumed: Log['assumed'] = [];

  #placeInTime(now: Date): number | null {
    const begin = this.#begin && /(\d{4})-\d\d-\d\d/.exec(this.#begin);
    const written = this.entries.map(yearWritten).find(Boolean);
    const year = begin ? Number(begin[1]) : written ? Number(written) : now.getUTCFullYear();
    for (const entry of this.entries) {
      if (!entry.stamp) continue;
      const instant = parseTime(entry.stamp, year);
      if (!instant) continue;
      entry.time = instant.ms;
      entry.sinceBoot = instant.sinceBoot;
      entry.offset = instant.offset ?? null;
      for (const what of instant.assumed) {
        const known = what === 'year' && (begin || written);
        if (!known && !this.#assumed.includes(what)) this.#assumed.push(what);
      }
    }
    return begin || written ? year : null;
  }
}

/** The year of a full date in a message, where that is the day of its stamp: other dates are of something else. */
function yearWritten(entry: Entry): string | undefined {
  const [, year, month, day] = /\b((?:19|20)\d\d)-(\d\d)-(\d\d)[T ]\d\d:/.exec(entry.message.slice(0, 200)) ?? [];
  const stamp = year && entry.stamp ? parseTime(entry.stamp, Number(year)) : null;
  if (!year || !stamp) return undefined;
  const apart = Math.abs(stamp.ms - Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return apart <= 2 * 86_400_000 ? year : undefined;
}
