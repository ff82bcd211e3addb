import { lostBreaks } from './breaks.ts';
import { allHeads, type Head, headingOf } from './header.ts';
import { type Line, rawSlice } from './mend.ts';

/** A stretch of a line that is one entry, a mark or words of a person. */
export interface Piece {
  text: string;
  raw: string;
  /** The lines of the paste it stands on. */
  line: number;
  last: number;
  /** It did not begin or end at a line break of the paste. */
  cut: boolean;
}

/** Marks that journalctl writes between entries, and where a catalog paragraph begins. */
const MARK =
  /-- (?:Logs begin at|Journal begins at|日志从|Boot [0-9a-f]{32}|Reboot|No entries|无条目|没有条目)[^\n]{0,160}? --|-- (?:No entries|Reboot) --/g;
const CATALOG = /(?:^|\s)(?:--|░░) ?(?:Subject|主题|标题): /;
/** Beginnings of what kubectl and systemctl print, where it lost its line breaks. */
const BLOCK_STARTS =
  /(?<=\s|^)(?=(?:Normal|Warning)\s+[A-Z][A-Za-z0-9]{2,40}\s+(?:<unknown>|[\dydhms]{2,12})(?:\s\(x\d+ over [\dydhms]+\))?\s)|(?<=\s)(?=(?:Loaded|Active|Docs|Process|Main PID|Tasks|Memory|CPU|CGroup|Drop-In|TriggeredBy|Status|Invocation): )|(?<=\s)(?=(?:Namespace|Priority|Node|Start Time|Labels|Annotations|IP|Containers|Init Containers|Conditions|Volumes|Events|Status|State|Last State|Reason|Exit Code|Restart Count|Limits|Requests|Ready|Image|Message|Started|Finished|Controlled By|QoS Class|Node-Selectors|Tolerations|Container ID|Image ID|Port|Service Account|Command|Args|Environment|Mounts|Liveness|Readiness):\s)|(?<=\s)(?=Type\s+Reason\s+Age\s+From\s+Message)|(?<=\s)(?=\[(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)\] )|(?<=\s)(?=[$#] (?:sudo )?(?:kubectl|docker|journalctl|systemctl|crictl|dmesg) )|(?<=\s)(?=(?:NAMESPACE +)?NAME +(?:READY|STATUS) )|(?<=\s)(?=-{4}\s+-{6})|(?<=\s)(?=[●○×] [\w@:.-]+\.(?:service|socket|mount|timer|target)\b)/g;

/** Rows of `kubectl get events`: age, type, reason, object. */
const EVENT_ROW =
  /(?<=\s|^)(?=[\dydhms]{2,12}(?:\s\(x\d+ over [\dydhms]+\))?\s+(?:Normal|Warning)\s+[A-Z][A-Za-z0-9]{2,40}\s+[a-z]+\/\S)/g;
/** How well-known programs begin a message that has no header, where the lines before it ran into it. */
const LAST_WORDS =
  /(?<=(?<!docker:)\s)(?=(?:docker: )?Error response from daemon: |(?:ERROR|FATAL|WARNING): [A-Z]|ERROR: (?:for|failed|Job)\b|Job for \S{1,80} failed because|See "systemctl status|System has not been booted with systemd|Failed to connect to bus: |nginx: (?:\[\w+\]|configuration file|the configuration)|dependency failed to start: |pg_ctl: |\*\*\* FATAL CONFIG FILE ERROR|Reading the configuration file, at line|>>> '|exec \/\S{1,200}: (?:no such file|exec format|permission denied)|\(\d{1,3}\)[A-Z][\w ]{1,60}: AH\d{5}: |(?<!: )AH\d{5}: |(?:ERRO|FATA|WARN)\[\d{4}\] |\[(?:INFO|WARNING|ERROR|FATAL)\] plugin\/|\[(?:ERROR|WARNING) [A-Z][A-Za-z]+(?:-[\w.-]{1,80})?\]: |\[preflight\] |error execution phase(?: |$)|error pulling image configuration: |failed to register layer: |(?:[✔✘⠿] )(?:Container|Network|Volume) )|(?<=(?:>>> '[^']{1,200}') )(?=[A-Z])/g;

/** A table's titles are enough on their own. */
const TABLE_START =
  /(?<=^|\s)(?:(?:NAMESPACE\s+)?NAME\s+READY\s+STATUS\s|CONTAINER ID\s+IMAGE\s+COMMAND\s|NAME\s+IMAGE\s+COMMAND\s+SERVICE\s|UNIT\s+LOAD\s+ACTIVE\s+SUB\s)/;

/** A line shorter than this did not swallow others. */
const LEAST_COLLAPSED = 100;
/** Nor did one without any header that is shorter than this. */
export const LEAST_WORDS = 60;
const LONGEST_SEARCHED = 200_000;
/** What looks like a header this close to the beginning is part of the line's own. */
const LEAST_HEADER = 50;
/** Shapes that no message quotes. */
const SURE = /^(?:journal-short|syslog|klog$)/;

/** Every place in a text where a header of this shape begins. */
function startsOf(text: string, head: Head): number[] {
  const starts: number[] = [];
  head.anywhere!.lastIndex = 0;
  for (let found = head.anywhere!.exec(text); found; found = head.anywhere!.exec(text)) {
    starts.push(found.index);
    if (found[0].length === 0) head.anywhere!.lastIndex += 1;
  }
  return starts;
}

/** The shape whose header comes first in a text, with all its places. */
export function firstShape(text: string): { head: Head; starts: number[] } | null {
  let best: { head: Head; starts: number[] } | null = null;
  for (const head of allHeads()) {
    if (!head.anywhere || !head.outer) continue;
    head.anywhere.lastIndex = 0;
    const found = head.anywhere.exec(best ? text.slice(0, best.starts[0]! + 200) : text);
    if (found && (!best || found.index < best.starts[0]!)) best = { head, starts: [found.index] };
  }
  return best && { head: best.head, starts: startsOf(text, best.head) };
}

function piece(line: Line, start: number, end: number): Piece | null {
  const text = line.text.slice(start, end);
  const trimmed = text.trimEnd();
  if (trimmed.trim() === '') return null;
  return {
    text: trimmed,
    raw: rawSlice(line, start, start + trimmed.length),
    line: line.number,
    last: line.last,
    cut: start > 0 || end < line.text.length,
  };
}

/** Cuts a line where log entries begin inside it. A line that is one entry comes back as one piece. */
export function cutLine(line: Line): Piece[] {
  const { text } = line;
  const cuts = new Set<number>([0]);
  const heading = headingOf(text.trimStart(), true);
  if (heading?.head.id === 'compose') for (const start of composeStarts(text)) cuts.add(start);
  if (heading?.head.anywhere) {
    for (const start of startsOf(text, heading.head)) cuts.add(start);
    // A line with a weak header of its own may still have swallowed lines that say who wrote them.
  } else if (heading && heading.head.id !== 'iso-plain') {
    const shape = text.length >= LEAST_COLLAPSED ? firstShape(text.slice(LEAST_HEADER)) : null;
    if (shape && SURE.test(shape.head.id)) for (const start of shape.starts) cuts.add(start + LEAST_HEADER);
  } else {
    const shape = firstShape(text);
    for (const start of shape?.starts ?? []) if (!quotes(text, shape!.head, start)) cuts.add(start);
    const objects = shape || text.length < 120 ? -1 : text.search(/(?:^|\s)\{"/);
    if (objects >= 0) for (const start of objectStarts(text.slice(objects))) cuts.add(objects + start);
    const first = shape ? shape.starts[0]! : text.length;
    for (const start of blockStarts(text.slice(0, first))) cuts.add(start);
    if (first >= LEAST_WORDS)
      for (const found of text.slice(0, Math.min(first, LONGEST_SEARCHED)).matchAll(LAST_WORDS)) cuts.add(found.index);
  }
  const headers = [...cuts].sort((a, b) => a - b);
  for (const start of lostBreaks(text, heading !== null)) if (!followsHeader(text, headers, start)) cuts.add(start);
  if (text.includes('-- ')) {
    for (const mark of text.matchAll(MARK)) {
      cuts.add(mark.index);
      cuts.add(mark.index + mark[0].length);
    }
  }
  const places = [...cuts].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (const [index, start] of places.entries()) {
    const made = piece(line, start, places[index + 1] ?? text.length);
    if (made) pieces.push(made);
  }
  return pieces;
}

/** "container runtime is not running: output: time=...": a message that quotes another program's line. */
function quotes(text: string, head: Head, start: number): boolean {
  return (
    head.id.startsWith('logfmt') &&
    /\b(?:output|std(?:out|err)|err|error|message|msg|log|reason): ?$/.test(text.slice(0, start))
  );
}

/** True where nothing but a header stands in front: what follows is its message. */
function followsHeader(text: string, headers: readonly number[], place: number): boolean {
  const before = text.slice(headers.findLast((header) => header < place) ?? 0, place).trimStart();
  const length = headingOf(`${before}x`, true)?.length ?? 0;
  return length > 0 && before.slice(length).trim() === '';
}

/** Where the name in front of the first line of `docker compose logs` comes again, and where compose itself speaks. */
function composeStarts(text: string): number[] {
  if (text.length < LEAST_COLLAPSED) return [];
  const starts = [...text.slice(0, LONGEST_SEARCHED).matchAll(/(?<=\s)[a-z0-9][\w.-]{0,60} {1,20}\|(?=\s|$)/g)];
  const names = new Set(starts.map((start) => start[0]));
  const first = /^\s*([a-z0-9][\w.-]{0,60} {1,20}\|)/.exec(text)?.[1];
  if (first === undefined || !names.has(first)) return [];
  const exits = text.slice(0, LONGEST_SEARCHED).matchAll(/(?<=\s)[a-z0-9][\w.-]{0,60} exited with code \d/g);
  return [...starts, ...exits].map((start) => start.index);
}

/** Places in a text without any header where kubectl or systemctl output goes on; fewer than three are chance. */
function blockStarts(text: string): number[] {
  if (text.length < 60) return [];
  const found = [...text.matchAll(BLOCK_STARTS)].map((match) => match.index);
  if (found.length >= 3) return found;
  const rows = [...text.matchAll(EVENT_ROW)].map((match) => match.index);
  if (rows.length > 0) return rows;
  const table = TABLE_START.exec(text);
  return table ? [table.index] : [];
}

/** Where JSON objects begin that stand one behind the other. */
function objectStarts(text: string): number[] {
  const starts: number[] = [];
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{') {
      if (depth === 0) starts.push(at);
      depth += 1;
    } else if (char === '}') depth = Math.max(0, depth - 1);
  }
  return starts;
}

/** Cuts the explanation of journalctl -x off a message; it explains in general and is evidence of nothing. */
export function withoutCatalog(text: string): { text: string; catalog: boolean } {
  const found = CATALOG.exec(text);
  return found ? { text: text.slice(0, found.index).trimEnd(), catalog: true } : { text, catalog: false };
}
