import type { Store, StoredRow } from './store.ts';

/** One step of the stored shape: the version it leads to, and what becomes of each value (undefined: deleted). */
export interface Step {
  version: number;
  shelf: string;
  change(value: unknown, key: string): unknown;
}

/**
 * Steps of the stored shape, in order; a store that carries no version is version 1. Adding one: the next number, and a
 * `change` that gives the same again for what it has changed already, since two processes may start at once.
 */
const STEPS: Step[] = [];
const FIRST_VERSION = 1;
export const META = 'meta';

/**
 * Brings a store to this program's version, all values and the new version in one write.
 * @throws Error where a newer program wrote it: this one would misread it.
 */
export async function migrate(store: Store, steps: Step[] = STEPS): Promise<void> {
  const meta = store.shelf<number>(META);
  const known = steps.at(-1)?.version ?? FIRST_VERSION;
  const written = await meta.get('version');
  const found = written ?? FIRST_VERSION;
  if (found > known) {
    throw new Error(
      `The store was written by a newer unpaste (version ${found}, this one knows ${known}). Update unpaste, or set UNPASTE_STORE to another place.`,
    );
  }
  if (written === known) return;
  const changed: StoredRow[] = [];
  const due = steps.filter(({ version }) => version > found);
  const shelves = new Set(due.map(({ shelf }) => shelf));
  if (due.length > 0) {
    for await (const row of store.rows()) {
      if (!shelves.has(row.shelf)) continue;
      let { value } = row;
      for (const step of due) if (step.shelf === row.shelf && value !== undefined) value = step.change(value, row.key);
      changed.push({ ...row, value });
    }
  }
  await store.writeRows([...changed, { shelf: META, key: 'version', value: known, expires: null }]);
}
