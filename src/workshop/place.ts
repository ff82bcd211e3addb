import { relative, resolve } from 'node:path';
import { DOMAINS, type Domain } from '../knowledge/domains.ts';
import { projectRoot } from '../knowledge/load.ts';

/** Which kind of knowledge a file holds, and its id, by where it lies; null outside of `knowledge/<folder>/`. */
export function placeOf(path: string): { domain: Domain; id: string } | null {
  const whole = resolve(path).replaceAll('\\', '/');
  for (const [domain, { folder, format }] of Object.entries(DOMAINS)) {
    const ending = format === 'markdown' ? '.md' : '.yaml';
    const mark = `/knowledge/${folder}/`;
    const at = whole.lastIndexOf(mark);
    if (at < 0 || !whole.endsWith(ending) || whole.endsWith('README.md')) continue;
    return { domain: domain as Domain, id: whole.slice(at + mark.length, -ending.length) };
  }
  return null;
}

/** Where the file of an entry lies, from here. */
export function fileOf(domain: Domain, id: string, root = projectRoot()): string {
  const { folder, format } = DOMAINS[domain];
  return relative(process.cwd(), resolve(root, 'knowledge', folder, `${id}.${format === 'markdown' ? 'md' : 'yaml'}`));
}
