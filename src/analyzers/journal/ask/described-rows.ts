import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';

/** One labelled value of a description: `Limits/memory: 512Mi` of the container `server`. */
export interface Row {
  container: string | null;
  /** Of an init container. */
  init: boolean;
  label: string;
  value: string;
  entry: EntryFact;
}

/** Headings below which labels mean something of their own. */
const SECTIONS = /^(?:limits|requests|state|last state|environment|mounts|args|command)$/;
const ROW = /^\s*([A-Za-z][\w -]{0,40}?):(?:\s+(.*\S))?\s*$/;
/** A description holds at least these: one labelled line in a log is none. */
const ENOUGH = 4;

/** The labelled values of `kubectl describe`, `systemctl status` and the like; empty for any other log. */
export function rowsOf(facts: JournalFacts): Row[] {
  const rows: Row[] = [];
  let container: string | null = null;
  let section = '';
  let inContainers = false;
  let init = false;
  for (const entry of facts.quotable) {
    if (entry.time !== null || entry.uptime !== null) continue;
    const state = /^\s*((?:Last )?State):\s+(\w+)\s+([A-Z][\w ]+?):\s+(.*\S)/.exec(entry.text);
    if (state) {
      rows.push({ container, init, label: `${state[1]}/${state[3]}`.toLowerCase(), value: state[4]!, entry });
      continue;
    }
    const match = ROW.exec(entry.text);
    if (!match) continue;
    const label = match[1]!.toLowerCase();
    const value = match[2] ?? '';
    if (/^(?:init |ephemeral )?containers$/.test(label) && value === '') {
      inContainers = true;
      init = label.startsWith('init');
      continue;
    }
    if (/^(?:conditions|volumes|qos class|events|tolerations)$/.test(label)) [inContainers, container] = [false, null];
    if (inContainers && value === '' && !SECTIONS.test(label)) {
      [container, section] = [match[1]!, ''];
      continue;
    }
    if (SECTIONS.test(label)) section = label;
    else if (!/^(?:limits|requests)$/.test(section) || !/^(?:cpu|memory|ephemeral-storage|hugepages-\S+)$/.test(label))
      section = '';
    if (value !== '')
      rows.push({
        container,
        init,
        label: section !== '' && section !== label ? `${section}/${label}` : label,
        value,
        entry,
      });
  }
  return rows.length >= ENOUGH ? rows : [];
}

/** An entry as it stands. */
export const line = (entry: EntryFact): string => inline(entry.raw.trim());
/** The containers that rows belong to. */
export const names = (rows: Row[]): string[] => [...new Set(rows.flatMap(({ container }) => container ?? []))];

/** Containers the question names; else those that are in trouble, else all. */
export function containersAsked(question: string, rows: Row[]): { named: boolean; containers: string[] } {
  const ofInit = /\binit|初始化/i.test(question);
  const all = names(rows.filter((row) => row.init === ofInit || row.container === null));
  if (ofInit && all.length > 0) return { named: true, containers: all };
  const named = all.filter((name) =>
    new RegExp(`(?<![\\w-])${name.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`, 'i').test(question),
  );
  if (named.length > 0) return { named: true, containers: named };
  if (/每个|各个?|所有|分别|都|哪些|\b(?:each|every|all|both)\b/i.test(question))
    return { named: true, containers: all };
  const troubled = all.filter((name) =>
    rows.some(
      ({ container, label, value }) =>
        container === name &&
        ((label === 'ready' && value === 'False') || (label === 'restart count' && !/^0\b/.test(value))),
    ),
  );
  return { named: false, containers: troubled.length > 0 ? troubled : all };
}

/** The container's own rows of one of these labels, in their order. */
export const rowsAt = (rows: Row[], container: string, labels: string[]): Row[] =>
  labels.flatMap((label) => rows.find((row) => row.container === container && row.label === label) ?? []);
