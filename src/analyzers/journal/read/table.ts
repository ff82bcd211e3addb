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
];
const TITLE_ROW = /^\s*(?:NAMESPACE|NAME|CONTAINER ID|CONTAINER|UNIT|POD ID|LAST SEEN|NEXT|ID)\s+[A-Z]/;

/** A row of `kubectl get pods` whose titles were not pasted. */
export const POD_ROW =
  /^\s*(?:[a-z0-9][\w-]{0,62} +)?[a-z0-9][\w.-]{0,252} +\d{1,3}\/\d{1,3} +(?:Running|Pending|Error|CrashLoopBackOff|ImagePullBackOff|ErrImagePull|Evicted|Completed|Terminating|Unknown|ContainerCreating|PodInitializing|OOMKilled|CreateContainer\w*Error|RunContainerError|Init:\S+) +\d{1,6}(?:\s|$)/;

/** The titles of a table row, or null where it is none. */
export function tableTitles(text: string): string[] | null {
  if (!TITLE_ROW.test(text)) return null;
  const titles: string[] = [];
  // A pager's mark for "goes on to the right" is no title.
  let rest = text.replace(/[>\u2026]\s*$/, '').trim();
  while (rest !== '') {
    const title = TITLES.filter((name) => rest.startsWith(name) && /^(?:\s|$)/.test(rest.slice(name.length))).sort(
      (a, b) => b.length - a.length,
    )[0];
    // The last title may be cut at the terminal's edge.
    if (!title)
      return titles.length >= 3 && (rest.includes(' ') || TITLES.some((name) => name.startsWith(rest))) ? titles : null;
    titles.push(title);
    rest = rest.slice(title.length).trimStart();
  }
  return titles.length >= 3 ? titles : null;
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
export function readRow(raw: string, text: string, titles: string[], lines: [number, number]): Entry {
  const entry = newEntry(raw, lines, 'row');
  entry.format = 'table';
  const cells = text.trim().split(/\s{2,}|\t+/);
  const values = cells.length >= titles.length - 1 ? cells : looseCells(text.trim(), titles);
  for (const [index, title] of titles.entries())
    if (values[index] !== undefined) entry.fields[title.toLowerCase()] = values[index]!;
  entry.message = text.trim();
  entry.core = entry.message;
  entry.program = titles.includes('UNIT')
    ? 'systemd'
    : titles.includes('CONTAINER ID') || titles[0] === 'CONTAINER' || titles.includes('SERVICE')
      ? 'docker'
      : 'kubectl';
  return entry;
}

/** Cells where the columns have single spaces: RESTARTS may be `11 (2m3s ago)`, everything else is one word. */
function looseCells(text: string, titles: string[]): string[] {
  const words = text.match(/\d+ \([^)]*\)|\S+/g) ?? [];
  return words.slice(0, Math.max(titles.length, words.length));
}
