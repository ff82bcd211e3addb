/** A row of `kubectl get pods`. */
export interface PodRow {
  name: string;
  ready: string;
  status: string;
  restarts: number | null;
  /** Line of the text, from 1. */
  line: number;
}

const ROW =
  /^(?:[a-z0-9-]{1,63}\s+)?([a-z0-9][a-z0-9.-]{0,252})\s+(\d{1,3}\/\d{1,3})\s+([A-Z][\w:./-]{1,60})(?:\s+(\d{1,7}))?/;
const HEADER = /^(?:NAMESPACE\s+)?NAME\s+READY\s+STATUS\b/;

/** The Pods of a pasted `kubectl get pods`, with or without its header, at most 200; empty where it is none. */
export function readPodTable(text: string): PodRow[] {
  const rows: PodRow[] = [];
  let header = false;
  for (const [index, raw] of text.split('\n', 2_000).entries()) {
    const line = raw.trim().slice(0, 400);
    if (HEADER.test(line)) {
      header = true;
      continue;
    }
    const match = ROW.exec(line);
    if (!match || rows.length >= 200) continue;
    rows.push({
      name: match[1]!,
      ready: match[2]!,
      status: match[3]!,
      restarts: match[4] === undefined ? null : Number(match[4]),
      line: index + 1,
    });
  }
  return header ||
    rows.some((row) =>
      /^(?:Running|Pending|Init:|Error|Completed|CrashLoop|ImagePull|ErrImage|Evicted|Terminating|Unknown|OOM|Container|CreateContainer|Pod|Invalid|RunContainer|NotReady)/.test(
        row.status,
      ),
    )
    ? rows
    : [];
}

/** True where a row shows something to look into. */
export function isUnwell(row: PodRow): boolean {
  const [ready, of] = row.ready.split('/').map(Number) as [number, number];
  if (row.status === 'Completed' || row.status === 'Succeeded') return false;
  return row.status !== 'Running' || ready < of || (row.restarts ?? 0) >= 5;
}
