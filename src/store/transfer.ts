import { META } from './migrate.ts';
import type { Store, StoredRow } from './store.ts';

const ROWS_AT_ONCE = 500;

/** Every entry as a line of JSON, the version first. */
export async function* exportLines(store: Store): AsyncGenerator<string> {
  const version = await store.shelf<number>(META).get('version');
  yield JSON.stringify({ unpaste: 'store', version });
  for await (const row of store.rows()) if (row.shelf !== META) yield JSON.stringify(row);
}

/**
 * Reads lines that `exportLines` wrote into a store; what is there already under the same name is replaced, what has
 * expired meanwhile is left out.
 * @returns how many entries were written.
 * @throws Error naming the first line that is none, or where the lines are of another version.
 */
export async function importLines(store: Store, lines: AsyncIterable<string>): Promise<number> {
  const version = await store.shelf<number>(META).get('version');
  let rows: StoredRow[] = [];
  let count = 0;
  let at = 0;
  for await (const line of lines) {
    at += 1;
    if (line.trim() === '') continue;
    const read = parsed(line);
    if (at === 1) {
      const head = read as { unpaste?: unknown; version?: unknown } | null;
      if (head?.unpaste !== 'store') throw new Error('line 1 is not the beginning of an exported store');
      if (head.version !== version)
        throw new Error(
          `the export is of version ${head.version}, this store of ${version}: export it with this unpaste`,
        );
      continue;
    }
    const row = read as Partial<StoredRow> | null;
    const sound = typeof row?.shelf === 'string' && typeof row.key === 'string' && row.value !== undefined;
    if (!sound || !/^[a-z][\w-]*$/.test(row.shelf!) || row.shelf === META)
      throw new Error(`line ${at} is no entry of a store; nothing after line ${at - rows.length - 1} was written`);
    const expires = typeof row.expires === 'number' ? row.expires : null;
    if (expires !== null && expires <= Date.now()) continue;
    rows.push({ shelf: row.shelf!, key: row.key!, value: row.value, expires });
    count += 1;
    if (rows.length === ROWS_AT_ONCE) await store.writeRows(rows.splice(0));
  }
  if (at === 0) throw new Error('there is nothing in it');
  await store.writeRows(rows);
  rows = [];
  return count;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/**
 * Deletes whatever belongs to a person: entries that name them as their author, or in their own name (a place, a budget).
 * @returns how many entries.
 */
export async function forgetPerson(store: Store, person: string): Promise<number> {
  const gone: StoredRow[] = [];
  for await (const { shelf, key, value } of store.rows()) {
    const isTheirs = (value as { author?: unknown } | null)?.author === person || key.split(':').includes(person);
    if (isTheirs) gone.push({ shelf, key, expires: null });
  }
  for (let at = 0; at < gone.length; at += ROWS_AT_ONCE) await store.writeRows(gone.slice(at, at + ROWS_AT_ONCE));
  return gone.length;
}
