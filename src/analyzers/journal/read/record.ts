/** Fields of a JSON log record, nested names joined with dots, all names in lower case; null where it is none. */
export function readRecord(text: string): Record<string, string> | null {
  if (text.length > 200_000) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return cutRecord(text);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields: Record<string, string> = {};
  flatten(value as Record<string, unknown>, '', fields, 0);
  return isLogRecord(fields) ? fields : null;
}

function isLogRecord(fields: Record<string, string>): boolean {
  const names = Object.keys(fields);
  const has = (...wanted: string[]) => wanted.some((name) => names.includes(name));
  return (
    has('message', 'msg', 'log', 'short_message', 'text', 'event', 'error', 'err', 'textpayload', '@m', '@mt', 'm') &&
    (has(
      'time',
      'ts',
      'timestamp',
      '@timestamp',
      't',
      't.$date',
      'level',
      'severity',
      'lvl',
      's',
      'stream',
      'priority',
      'date',
      'datetime',
      'log.level',
      'levelname',
      'asctime',
      '@t',
      'l',
    ) ||
      names.some((name) => name.startsWith('__') || name.startsWith('_systemd')))
  );
}

function flatten(value: Record<string, unknown>, prefix: string, into: Record<string, string>, depth: number): void {
  for (const [name, item] of Object.entries(value)) {
    if (Object.keys(into).length > 200) return;
    const key = prefix + name.toLowerCase();
    if (typeof item === 'string') into[key] = item;
    else if (typeof item === 'number' || typeof item === 'boolean') into[key] = String(item);
    // journalctl writes bytes that are no UTF-8 as an array of numbers.
    else if (
      Array.isArray(item) &&
      item.length > 0 &&
      item.every((byte) => typeof byte === 'number' && byte >= 0 && byte < 256)
    ) {
      into[key] = Buffer.from(item as number[]).toString('utf8');
    } else if (Array.isArray(item))
      into[key] = item.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ');
    else if (item && typeof item === 'object' && depth < 3)
      flatten(item as Record<string, unknown>, `${key}.`, into, depth + 1);
  }
}

const CUT_PAIR = /"([A-Za-z_@$][\w.@$-]{0,60})":(?:"((?:[^"\\]|\\.){0,8000})(?:"|$)|(-?[\d.]{1,24}|true|false|null))/g;

const STARTS_AS_RECORD =
  /^\s*\{"log":"|^\s*\{\s*"(?:level|t|ts|time|timestamp|@timestamp|severity)":\s*(?:\{"\$date":\s*)?"[\w:.+-]{3,40}"/;

/** True where a record was cut. Docker puts nothing behind what a program said but the stream and the time. */
export function isCutRecord(text: string): boolean {
  return !text.trimEnd().endsWith('}') && !/^\s*\{"log":"(?:[^"\\]|\\.){0,16000}"/.test(text);
}

/** What can still be read of a record that was cut off. */
function cutRecord(text: string): Record<string, string> | null {
  const fields: Record<string, string> = {};
  for (const [, name, quoted, bare] of text.slice(0, 20_000).matchAll(CUT_PAIR)) {
    fields[name!.toLowerCase()] ??=
      quoted !== undefined ? quoted.replace(/\\(["\\/])/g, '$1').replace(/\\n/g, '\n') : bare!;
  }
  // Cut before its message: when and how bad is all that is left, and still says that it is a log.
  if (fields['$date'] !== undefined) fields['t.$date'] ??= fields['$date'];
  return isLogRecord(fields) || STARTS_AS_RECORD.test(text) ? fields : null;
}
