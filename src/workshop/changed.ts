import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DOMAINS, type Domain } from '../knowledge/domains.ts';
import { projectRoot, tryEntry } from '../knowledge/load.ts';
import { parseEntry } from '../knowledge/read.ts';
import { placeOf } from './place.ts';

let done = false;

/**
 * Lays in the knowledge files that changed since the last build, so that a new chip is known to the library that is written
 * for it next. Once a process; a file with a flaw is left out, checking it says why.
 */
export function layInChanged(): void {
  if (done) return;
  done = true;
  for (const domain of Object.keys(DOMAINS) as Domain[]) {
    const folder = join(projectRoot(), 'knowledge', DOMAINS[domain].folder);
    const bundled = changedAt(join(projectRoot(), 'dist', 'knowledge', `${domain}.json`));
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      const place = placeOf(path);
      if (!place || place.domain !== domain || changedAt(path) <= bundled) continue;
      const { entry } = parseEntry(domain, place.id, readFileSync(path, 'utf8'));
      if (entry) tryEntry(domain, entry);
    }
  }
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
