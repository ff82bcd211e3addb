import type { Entry } from './entry.ts';
import { newEntry } from './entry.ts';
import { readInner } from './header.ts';
import { readLine } from './line.ts';
import type { Line } from './mend.ts';

const VERBOSE = /^\s*(?:\w{3} )?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [A-Z+\d:-]{1,6} \[s=[0-9a-f]/;
const FIELD = /^\s*([A-Z_][A-Z0-9_]{0,63})=(.*)$/;

function fromFields(fields: Record<string, string>, lines: Line[]): Entry {
  const message = lines.find((line) => /^\s*MESSAGE=/.test(line.text));
  const own = message ?? lines[0]!;
  const entry = newEntry(own.raw.trim(), [lines[0]!.number, lines.at(-1)!.number]);
  entry.fields = fields;
  entry.format = 'journal-fields';
  entry.stamp = fields['__realtime_timestamp'] ?? fields['_source_realtime_timestamp'] ?? null;
  entry.host = fields['_hostname'] ?? null;
  entry.program =
    fields['syslog_identifier'] ?? fields['_comm'] ?? (fields['_transport'] === 'kernel' ? 'kernel' : null);
  entry.pid = fields['syslog_pid'] ?? fields['_pid'] ?? null;
  entry.unit =
    fields['unit'] ??
    fields['object_systemd_unit'] ??
    (fields['_systemd_unit'] === 'init.scope' ? null : (fields['_systemd_unit'] ?? null));
  entry.message = fields['message'] ?? '';
  entry.core = entry.message;
  const priority = Number(fields['priority'] ?? Number.NaN);
  readInner(entry);
  if (priority <= 2) entry.level ??= 'fatal';
  else if (priority === 3) entry.level ??= 'error';
  else if (priority === 4) entry.level ??= 'warning';
  return entry;
}

/** One record of `journalctl -o verbose` or `-o export`, or of pretty-printed JSON, with the lines it took. */
export interface Block {
  entry: Entry;
  next: number;
}

/** Reads the block that begins at a line, or null where none does. */
export function readBlock(lines: Line[], from: number): Block | null {
  const text = lines[from]!.text;
  if (VERBOSE.test(text))
    return fieldBlock(
      lines,
      from,
      from + 1,
      /^\s*(?:\w{3} )?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [A-Z]{1,6})/.exec(text)?.[1],
    );
  if (/^__CURSOR=/.test(text)) return fieldBlock(lines, from, from);
  if (/^\s*[[{]\s*$/.test(text)) return jsonBlock(lines, from);
  return null;
}

function fieldBlock(lines: Line[], from: number, first: number, stamp?: string): Block | null {
  const fields: Record<string, string> = {};
  let at = first;
  for (; at < lines.length; at += 1) {
    const { text } = lines[at]!;
    if (at > first && /^__CURSOR=/.test(text)) break;
    const field = FIELD.exec(text);
    if (!field) break;
    fields[field[1]!.toLowerCase()] ??= field[2]!;
  }
  if (fields['message'] === undefined && Object.keys(fields).length < 3) return null;
  if (stamp) fields['__realtime_timestamp'] = stamp;
  return { entry: fromFields(fields, lines.slice(from, at)), next: at };
}

function jsonBlock(lines: Line[], from: number): Block | null {
  let at = from;
  if (/^\s*\[\s*$/.test(lines[at]!.text)) at += 1;
  let depth = 0;
  for (let end = at; end < Math.min(lines.length, at + 300); end += 1) {
    const bare = lines[end]!.text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    for (const char of bare) depth += char === '{' ? 1 : char === '}' ? -1 : 0;
    if (depth !== 0) continue;
    const block = lines.slice(at, end + 1);
    const text = block
      .map((line) => line.text)
      .join(' ')
      .trim()
      .replace(/,$/, '');
    const entry = readLine(text, [block[0]!.number, block.at(-1)!.number]);
    if (entry.format === null) return null;
    // The record takes many lines; the one that holds the message is what a reader would point at.
    entry.raw = (block.find((line) => /"(?:MESSAGE|message|msg|log)"\s*:/.test(line.text)) ?? block[0]!).raw.trim();
    return { entry, next: end + 1 };
  }
  return null;
}
