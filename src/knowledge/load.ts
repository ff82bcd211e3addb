import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Domain, Entry } from './domains.ts';

/** The project's own folder, whether this runs from src/ or from dist/src/. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!folder.endsWith('/src') && !folder.endsWith('\\src')) folder = dirname(folder);
  folder = dirname(folder);
  return folder.endsWith('dist') ? dirname(folder) : folder;
}

const loaded = new Map<Domain, unknown[]>();

/**
 * All entries of one kind of knowledge, as `npm run build` checked and bundled them.
 * @throws Error with the command to run where the bundle is missing.
 */
export function loadKnowledge<D extends Domain>(domain: D): Entry<D>[] {
  const known = loaded.get(domain);
  if (known) return known as Entry<D>[];
  const file = join(projectRoot(), 'dist', 'knowledge', `${domain}.json`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`The bundled knowledge is missing (${domain}). Run: npm run build`, { cause });
  }
  const entries = JSON.parse(text) as Entry<D>[];
  loaded.set(domain, entries);
  return entries;
}

/**
 * What the build found out about knowledge beyond bundling it (build/pack.ts). Null where it has to be found out again: where
 * the code that finds it out was compiled after it, or an entry of these domains is being tried.
 * @param domains what it was found out from
 * @param servesSources where it is found out slowly, by code that hardly changes: the sources use it as well, as they do the bundle
 */
export function loadDerived<T>(name: string, domains: Domain[] = [], servesSources = domains.length > 0): T | null {
  const fromSources = import.meta.url.endsWith('.ts');
  if ((fromSources && !servesSources) || domains.some((domain) => tried.has(domain))) return null;
  const built = join(projectRoot(), 'dist');
  const older = fromSources
    ? domains.map((domain) => join(built, 'knowledge', `${domain}.json`))
    : [join(built, 'src', 'index.js')];
  try {
    const file = join(built, 'pack', `${name}.json`);
    const { mtimeMs } = statSync(file);
    if (older.some((each) => mtimeMs < statSync(each).mtimeMs)) return null;
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return null;
  }
}

const tried = new Set<Domain>();

/**
 * Puts one entry into this process's knowledge, in place of the one of its id: a file is tried before it is bundled. Call it
 * before anything asks for knowledge; what was built from it already stays as it is.
 */
export function tryEntry<D extends Domain>(domain: D, entry: Entry<D>): void {
  tried.add(domain);
  loaded.set(domain, [...loadKnowledge(domain).filter(({ id }) => id !== entry.id), entry]);
}
