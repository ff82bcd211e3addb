import { type Entry, newEntry } from './entry.ts';

/** Column titles of the tables people paste, by the first title. */
const TITLES = [
  'NAMESPACE',
  'NAME',
  'READY',
  'STATUS',
  'RESTARTS',
  'AGE',
  'IP',
  'NODE',
  'NOMINATED NODE',
  'READINESS GATES',
  'ROLES',
  'VERSION',
  'INTERNAL-IP',
  'EXTERNAL-IP',
  'OS-IMAGE',
  'KERNEL-VERSION',
  'CONTAINER-RUNTIME',
  'VOLUME',
  'CAPACITY',
  'ACCESS MODES',
  'STORAGECLASS',
  'VOLUMEATTRIBUTESCLASS',
  'UP-TO-DATE',
  'AVAILABLE',
  'DESIRED',
  'CURRENT',
  'CONTAINERS',
  'IMAGES',
  'SELECTOR',
  'TYPE',
  'CLUSTER-IP',
  'PORT(S)',
  'COMPLETIONS',
  'SCHEDULE',
  'TIMEZONE',
  'SUSPEND',
  'LAST SCHEDULE',
  'DURATION',
  'CONTAINER ID',
  'IMAGE',
  'COMMAND',
  'CREATED',
  'PORTS',
  'NAMES',
  'CONTAINER',
  'STATE',
  'ATTEMPT',
  'POD ID',
  'POD',
  'UNIT',
  'LOAD',
  'ACTIVE',
  'SUB',
  'DESCRIPTION',
  'LAST SEEN',
  'REASON',
  'OBJECT',
  'MESSAGE',
  'RECLAIM POLICY',
  'CLAIM',
  'SERVICE',
  'REVISION',
  'ID',
  'DESIRED STATE',
  'CURRENT STATE',
  'ERROR',
  'MODE',
  'REPLICAS',
  'HOSTNAME',
  'AVAILABILITY',
  'MANAGER STATUS',
  'NEXT',
  'LEFT',
  'LAST',
  'PASSED',
  'ACTIVATES',
  'UNIT FILE',
  'PRESET',
  'PHASE',
  'HEALTH',
  'HEALTH STATUS',
  'SYNC STATUS',
  'CONDITION',
  'REFERENCE',
  'TARGETS',
  'MINPODS',
  'MAXPODS',
  'CLASS',
  'HOSTS',
  'ADDRESS',
  'ENDPOINTS',
  'SECRET',
  'ISSUER',
  'NODE SELECTOR',
  'RUNTIME',
  'UPDATED',
  'CHART',
  'APP VERSION',
  'ENGINE VERSION',
  'RUNNING FOR',
  'SIZE',
  'LABELS',
  'KEYS',
  'DATA',
  'IMAGE ID',
  'TAG',
  'REPOSITORY',
  'ALLOWED DISRUPTIONS',
  'MIN AVAILABLE',
  'MAX UNAVAILABLE',
  'KIND',
  'CONFIG FILES',
  'PROVISIONER',
  'RECLAIMPOLICY',
  'VOLUMEBINDINGMODE',
  'ALLOWVOLUMEEXPANSION',
  'CPU(CORES)',
  'CPU(%)',
  'CPU%',
  'MEMORY(BYTES)',
  'MEMORY(%)',
  'MEMORY%',
];
const KNOWN = new Set(TITLES);
const LONGEST_FIRST = [...TITLES].sort((a, b) => b.length - a.length);
/** The first titles of such tables; `docker ps --format` and `-o custom-columns` may begin with any of them. */
const TITLE_ROW =
  /^\s*(?:NAMESPACE|NAMES?|CONTAINER ID|CONTAINER|UNIT(?: FILE)?|POD ID|POD|LAST SEEN|NEXT|ID|IMAGE|STATUS|STATE|REVISION|SERVICE|NODE|KIND|REPOSITORY|HOSTNAME|CREATED)(?:\s+|\t)[A-Z]/;
/** The titles that say how a row fares: two columns are a table where one of them is such. */
const STATE_TITLE = /^(?:STATUS|STATE|READY|ACTIVE|PHASE|HEALTH(?: STATUS)?|CURRENT STATE|AVAILABLE)$/;
/** `docker-compose ps` of version 1, and tables drawn with lines: pm2, lxc, openstack. */
const OLD_COMPOSE = /^\s*Name\s{2,}Command\s{2,}State\s{2,}Ports\s*$/;
const DRAWN = /^\s*[\u2502|]\s{0,3}(?:id|name|NAME|ID|App name|Name)\s+[\u2502|].*[\u2502|]\s*$/;

/** A row or a ruler of a table that is drawn with lines. */
export const DRAWN_LINE =
  /^\s*(?:\u2502.*\u2502|[\u250c\u251c\u2514\u256d\u2570][\u2500\u252c\u253c\u2534\u2510\u2524\u2518\u256e\u256f]{3,}|\+(?:-+\+){2,})\s*$/;

/** A row of `supervisorctl status`, which has no titles. */
export const SUPERVISOR_ROW =
  /^\s*[a-z][\w.:-]{0,80}\s+(?:RUNNING\s+pid \d{1,9}, uptime |(?:FATAL|BACKOFF)\s{2,}\S|STOPPED\s+(?:Not started|[A-Z][a-z]{2} \d)|EXITED\s+[A-Z][a-z]{2} \d|STARTING\s*$)/;

/** A row of `kubectl get pods` whose titles were not pasted. */
export const POD_ROW =
  /^\s*(?:[a-z0-9][\w-]{0,62} +)?[a-z0-9][\w.-]{0,252} +\d{1,3}\/\d{1,3} +(?:Running|Pending|Error|CrashLoopBackOff|ImagePullBackOff|ErrImagePull|Evicted|Completed|Terminating|Unknown|ContainerCreating|PodInitializing|OOMKilled|CreateContainer\w*Error|RunContainerError|Init:\S+) +\d{1,6}(?:\s|$)/;

/** The titles of a table row, or null where it is none. */
export function tableTitles(text: string): string[] | null {
  if (OLD_COMPOSE.test(text)) return ['NAME', 'COMMAND', 'STATE', 'PORTS'];
  if (DRAWN.test(text)) {
    const titles = drawnCells(text).map((title) => title.toUpperCase());
    return titles.some((title) => STATE_TITLE.test(title)) ? titles : null;
  }
  if (!TITLE_ROW.test(text)) return null;
  // A pager's mark for "goes on to the right" is no title.
  const row = text
    .replace(/[>\u2026]\s*$/, '')
    .trim()
    // kubectl's top alone writes its units in small letters.
    .replace(/(?<=\bCPU)\(cores\)|(?<=\bMEMORY)\(bytes\)/g, (unit) => unit.toUpperCase());
  const apart = row.split(/\s{2,}|\t+/).map((cell) => cell.trim());
  // Columns of somebody's own choice: all in capitals, one of them a state.
  if (
    apart.length >= 2 &&
    apart.every((cell) => /^[A-Z][A-Z0-9 ()%/._-]{0,40}$/.test(cell)) &&
    apart.some((cell) => STATE_TITLE.test(cell))
  )
    return apart.flatMap((cell) => (KNOWN.has(cell) ? cell : (titlesIn(cell) ?? cell)));
  const titles = titlesIn(row);
  return titles && titles.length >= 3 ? titles : null;
}

/** The known titles a text consists of, whatever stands between them; null where it holds anything else. */
function titlesIn(text: string): string[] | null {
  const titles: string[] = [];
  let rest = text;
  while (rest !== '') {
    const title = LONGEST_FIRST.find((name) => rest.startsWith(name) && /^(?:\s|$)/.test(rest.slice(name.length)));
    // The last title may be cut at the terminal's edge.
    if (!title)
      return titles.length >= 3 && (rest.includes(' ') || TITLES.some((name) => name.startsWith(rest))) ? titles : null;
    titles.push(title);
    rest = rest.slice(title.length).trimStart();
  }
  return titles;
}

function drawnCells(text: string): string[] {
  return text
    .trim()
    .replace(/^[\u2502|]|[\u2502|]$/g, '')
    .split(/[\u2502|]/)
    .map((cell) => cell.trim());
}

/** Where each column begins, for tables whose columns stand below their titles; null where they need not. */
export function columnStarts(text: string, titles: readonly string[]): number[] | null {
  if (/\t/.test(text.trim())) return null;
  const starts: number[] = [];
  let at = 0;
  for (const title of titles) {
    const found = text.toUpperCase().indexOf(title, at);
    if (found < 0 || (at > 0 && !/^\s{2,}$/.test(text.slice(at, found)))) return null;
    starts.push(found);
    at = found + title.length;
  }
  return starts;
}

/** How rows begin in tables that have no such column. */
const ROW_STARTS: Record<string, RegExp> = {
  'CONTAINER ID IMAGE COMMAND': /(?<=\s|^)[0-9a-f]{12}(?=\s+\S+\s+")/g,
  'NAME IMAGE COMMAND': /(?<=\s|^)[a-z0-9][\w.-]{0,80}(?=\s+\S{2,200}\s+"[^"]{1,80}"\s)/g,
  'UNIT LOAD ACTIVE':
    /(?<=\s|^)(?:[●○×*] )?[\w@:.\\-]{1,200}\.(?:service|socket|mount|timer|target|path|device|swap|scope)(?=\s+(?:loaded|not-found|masked|bad-setting|error)\s)|(?<=\s)LOAD {2,}= /g,
};

/** Where the rows begin in a table that lost its line breaks: before the word in front of `1/1` or `Bound`. */
export function collapsedRows(text: string, titles: string[]): { head: number; rows: number[] } | null {
  const head = endOfTitles(text, titles);
  if (head === null || text.slice(head).trim() === '') return null;
  const first = ROW_STARTS[titles.slice(0, 3).join(' ')];
  if (first) {
    const starts = [...text.slice(head).matchAll(first)].map((row) => row.index + head);
    return starts.length > 0 ? { head, rows: starts } : null;
  }
  const second = titles[0] === 'NAMESPACE' ? '[a-z0-9][\\w.-]*\\s+' : '';
  const mark = titles.includes('READY')
    ? '\\d+/\\d+\\s'
    : titles[0] === 'NAME' && titles[1] === 'STATUS'
      ? '(?:Ready|NotReady|Bound|Pending|Lost|Active|Terminating)\\b'
      : null;
  if (!mark) return null;
  const rows = [
    ...text.slice(head).matchAll(new RegExp(`(?<=\\s|^)${second}[a-z0-9][\\w.-]*\\s+(?=${mark})`, 'g')),
  ].map((row) => row.index + head);
  return rows.length > 0 ? { head, rows } : null;
}

function endOfTitles(text: string, titles: string[]): number | null {
  let at = 0;
  for (const title of titles) {
    const found = text.indexOf(title, at);
    if (found < 0) return null;
    at = found + title.length;
  }
  return at;
}

/** One row below known titles. */
export function readRow(
  raw: string,
  text: string,
  titles: readonly string[],
  lines: [number, number],
  starts: readonly number[] | null = null,
): Entry {
  const entry = newEntry(raw, lines, 'row');
  entry.format = 'table';
  for (const [index, value] of cellsOf(text, titles, starts).entries()) {
    const title = titles[index];
    if (title !== undefined && value !== undefined && value !== '') entry.fields[title.toLowerCase()] = value;
  }
  entry.message = text.trim();
  entry.core = entry.message;
  entry.program = programOf(titles);
  return entry;
}

/** Who prints a table with such titles. */
function programOf(titles: readonly string[]): string {
  const has = (...names: string[]) => names.some((name) => titles.includes(name));
  if (has('UNIT', 'UNIT FILE')) return 'systemd';
  if (titles[0] === 'SUPERVISED') return 'supervisor';
  if (titles.includes('\u21ba')) return 'pm2';
  if (has('CHART', 'REVISION')) return 'helm';
  if (has('SNAPSHOTS')) return 'lxc';
  if (
    has('CONTAINER ID', 'SERVICE', 'NAMES', 'MANAGER STATUS', 'CURRENT STATE', 'COMMAND') ||
    titles[0] === 'CONTAINER'
  )
    return 'docker';
  return has('MODE') && has('REPLICAS') ? 'docker' : 'kubectl';
}

function cellsOf(text: string, titles: readonly string[], starts: readonly number[] | null): string[] {
  if (/^\s*[\u2502|]/.test(text)) return drawnCells(text);
  if (titles[0] === 'SUPERVISED') return text.trim().split(/\s+/, 2);
  if (text.trim().includes('\t')) return text.split('\t').map((cell) => cell.trim());
  // An empty cell only shows by what stands below which title.
  if (
    starts?.every(
      (start) => start === 0 || start > text.length || text.slice(Math.max(0, start - 2), start).trim() === '',
    )
  )
    return starts.map((start, index) => text.slice(start, starts[index + 1]).trim());
  const cells = text.trim().split(/\s{2,}|\t+/);
  return cells.length >= titles.length - 1 ? cells : looseCells(text.trim(), titles);
}

/** Cells where the columns have single spaces: RESTARTS may be `11 (2m3s ago)`, everything else is one word. */
function looseCells(text: string, titles: readonly string[]): string[] {
  const words = text.match(/\d+ \([^)]*\)|\S+/g) ?? [];
  return words.slice(0, Math.max(titles.length, words.length));
}

/** Columns that hold names somebody chose, of which no word says how the row fares. */
const CHOSEN =
  /^(?:name(?:space|s)?|images?|command|containers?|container id|pod(?: id)?|description|unit|activates|service|(?:node )?selector|hosts?|hostname|volume|claim|chart|reference|node|secret)$/;

/** What a row says without the names in it: `error-collector` has no error. */
export function rowWithoutNames({ fields, message }: Entry): string {
  const names = Object.entries(fields).filter(([title]) => CHOSEN.test(title));
  return names.reduce((said, [, name]) => said.replace(name, () => ''), ` ${message}`);
}
