import { type Entry, levelOf, newEntry } from './entry.ts';
import { type Heading, headingOf, readInner } from './header.ts';
import { isCutRecord, readRecord } from './record.ts';

/** `Warning  FailedMount  12s (x11 over 6m)  kubelet  MountVolume...`, also after its columns lost their spaces. */
const EVENT =
  /^\s*(?:(?<object>(?:pod|node|replicaset|deployment|statefulset|job|cronjob|daemonset|persistentvolumeclaim|horizontalpodautoscaler|service|ingress|endpoints)\/\S{1,253})\s+)?(?<type>Normal|Warning)\s+(?<reason>[A-Z][A-Za-z0-9]{2,40})\s+(?:(?<age>(?:<unknown>|<invalid>|[\dydhms]{2,12})(?:\s\(x(?<count>\d{1,9}) over [\dydhms]{2,12}\))?)\s+)(?<from>[a-z][\w.-]{1,60}(?:,\s?[\w.-]{1,253})?)\s+(?<message>\S.*)$/s;

/** `3m12s  Warning  BackOff  pod/web-1  Back-off restarting...`: kubectl get events. */
const EVENT_ROW =
  /^\s*(?:(?<namespace>[a-z0-9][\w-]{0,62})\s+)?(?<age>(?:<unknown>|[\dydhms]{2,12})(?:\s\(x(?<count>\d{1,9}) over [\dydhms]{2,12}\))?)\s+(?<type>Normal|Warning)\s+(?<reason>[A-Z][A-Za-z0-9]{2,40})\s+(?<object>[a-z]{2,40}\/\S{1,253})\s+(?<message>\S.*)$/s;

/** Formats that only say where a line came from. */
const IN_FRONT = /^(?:docker-time|cri|compose|kubectl-prefix)$/;
/** Formats of loggers that say which program speaks. */
const PASSED_ON = /^(?:journal-short|syslog)/;

/** Whether a line is an event of kubectl. */
export const isEvent = (text: string): boolean => EVENT.test(text) || EVENT_ROW.test(text);

/** One line of a paste as an entry: a record, an event of kubectl, or text behind whatever header it has. */
export function readLine(raw: string, lines: [number, number]): Entry {
  const entry = newEntry(raw, lines);
  const text = raw.trimEnd();
  if (/^\s*\{\s*"/.test(text)) {
    const record = readRecord(text);
    if (record) {
      fillFromRecord(entry, record);
      entry.truncated = isCutRecord(text);
      return entry;
    }
  }
  const event = EVENT.exec(text) ?? EVENT_ROW.exec(text);
  if (event) {
    fillFromEvent(entry, event.groups!);
    return entry;
  }
  const heading = headingOf(text.trimStart(), true);
  if (heading) fillFromHeading(entry, heading, text.trimStart());
  else {
    entry.message = text;
    entry.core = text;
  }
  if (IN_FRONT.test(entry.format ?? '')) {
    if (entry.message.startsWith('{"')) {
      const record = readRecord(entry.message);
      if (record) {
        fillFromRecord(entry, record);
        entry.truncated = isCutRecord(entry.message);
        return entry;
      }
    }
    // A container or a collector passed on what another logger wrote.
    const inside = headingOf(entry.message, true);
    if (inside && PASSED_ON.test(inside.head.id)) fillFromHeading(entry, inside, entry.message);
  }
  readInner(entry);
  if (entry.message.startsWith('{"') && entry.core === entry.message) {
    const record = readRecord(entry.message);
    if (record) {
      fillFromRecord(entry, record, true);
      entry.truncated = isCutRecord(entry.message);
    }
  }
  return entry;
}

function fillFromHeading(entry: Entry, heading: Heading, text: string): void {
  const { head, groups, length } = heading;
  entry.format = head.id;
  entry.stamp = groups['time'] ?? null;
  entry.host = groups['host'] ?? null;
  entry.program = groups['program'] ?? head.program;
  entry.pid = groups['pid'] ?? null;
  entry.level = levelOf(groups['level'] ?? head.level ?? undefined);
  entry.message = text.slice(length).trimEnd();
  if (entry.program === 'kernel') entry.message = entry.message.replace(/^\[ {0,6}\d{1,8}\.\d{6}\] /, '');
  // What these write to /dev/kmsg carries their own name; of other programs the kernel speaks like this ("a[7]: segfault").
  const own = head.id.startsWith('dmesg')
    ? /^(cloud-init|ignition|dracut[\w-]{0,20}|systemd(?:-[a-z-]{2,30})?)\[(\d{1,8})\]: /.exec(entry.message)
    : null;
  if (own) {
    entry.program = own[1]!;
    entry.pid = own[2]!;
    entry.message = entry.message.slice(own[0].length);
  }
  if (/^logfmt/.test(head.id) || head.id === 'klog') {
    // The program's own header: rules see it, as they would inside a syslog line.
    entry.message = text;
  }
  if (/\.service$/.test(entry.program ?? '') && head.id === 'journal-short-full') {
    entry.unit = entry.program;
    entry.program = entry.program!.slice(0, -'.service'.length);
  }
}

function fillFromEvent(entry: Entry, groups: Record<string, string | undefined>): void {
  entry.kind = 'event';
  entry.format = 'kubectl-event';
  entry.program = (groups['from'] ?? 'kubelet').split(',')[0]!;
  entry.level = groups['type'] === 'Warning' ? 'warning' : 'info';
  entry.message = groups['message']!.trim();
  entry.core = entry.message;
  entry.count = Number(groups['count'] ?? 1);
  entry.fields = { type: groups['type']!, reason: groups['reason']!, age: groups['age'] ?? '' };
  if (groups['object']) entry.fields['object'] = groups['object'];
}

/** What WiredTiger notes beside each of its messages: clocks, threads, categories. */
const KEPT_BY_WIREDTIGER =
  /\.(?:ts_u?sec|thread|session_name|session_dhandle_name|category|category_id|verbose_level|verbose_level_id)$/;

/** Takes over what a JSON record says. Inside another header (`nested`) only the message and the level are its own. */
function fillFromRecord(entry: Entry, record: Record<string, string>, nested = false): void {
  const pick = (...names: string[]) =>
    names.map((name) => record[name]).find((value) => value !== undefined && value !== '');
  entry.fields = record;
  entry.level =
    levelOf(pick('level', 'severity', 'lvl', 's', 'log.level', 'priority', 'loglevel', 'levelname', '@l', 'l')) ??
    entry.level;
  if (!nested) {
    entry.format = record['__realtime_timestamp'] || record['__cursor'] ? 'journal-json' : 'json';
    entry.stamp =
      pick(
        '__realtime_timestamp',
        '_source_realtime_timestamp',
        'time',
        'ts',
        'timestamp',
        '@timestamp',
        't',
        't.$date',
        'date',
        'datetime',
        'asctime',
        '@t',
        'instant.epochsecond',
        'eventtime',
      ) ?? entry.stamp;
    entry.host = pick('_hostname', 'hostname', 'host', 'host.name') ?? null;
    entry.program =
      pick('syslog_identifier', '_comm', 'program', 'app', 'service', 'logger_name', 'loggername', 'name') ?? null;
    entry.pid = pick('syslog_pid', '_pid', 'pid') ?? null;
    entry.unit = pick('unit', '_systemd_unit', 'object_systemd_unit') ?? null;
  }
  const text = pick('message', 'msg', 'log', 'text', 'short_message', 'event', 'textpayload', '@m', '@mt', 'm') ?? '';
  const error = pick(
    'error',
    'err',
    'err.message',
    'thrown.message',
    'exc_info',
    '@x',
    'attr.error',
    'attr.error.errmsg',
    'exception',
    'error.message',
    'reason',
    'stack',
    'stack_trace',
    'attr.reason',
  );
  const rest = Object.entries(record)
    .filter(([name, value]) => /^attr\./.test(name) && value !== error && !KEPT_BY_WIREDTIGER.test(name))
    .map(([, value]) => value)
    .slice(0, 8);
  entry.core = [text.trimEnd(), error, ...rest]
    .filter((part) => part !== undefined && part !== '' && part !== '<nil>')
    .join(': ');
  if (!nested) {
    entry.message = entry.format === 'journal-json' || record['log'] !== undefined ? text.trimEnd() : entry.raw.trim();
    if (record['log'] !== undefined || entry.format === 'journal-json') {
      const inside = entry.message.startsWith('{"') ? readRecord(entry.message) : null;
      if (inside) {
        const { format, stamp } = entry;
        fillFromRecord(entry, inside, true);
        Object.assign(entry, { format, stamp });
        return;
      }
      const level = entry.level;
      readInner(entry);
      entry.level ??= level;
    }
  }
}
