import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DOMAINS, type Domain } from './domains.ts';
import { projectRoot } from './load.ts';
import { readDomain } from './read.ts';

/**
 * Checks all of knowledge/ and writes one JSON a domain to dist/knowledge/, so that start-up parses no YAML.
 * @returns the flaws found; a file with a flaw is left out.
 */
export function bundleKnowledge(): string[] {
  const target = join(projectRoot(), 'dist', 'knowledge');
  mkdirSync(target, { recursive: true });
  const problems: string[] = [];
  for (const domain of Object.keys(DOMAINS) as Domain[]) {
    const { entries, flaws } = readDomain(domain);
    // Written beside and renamed: a reader in another process never sees half a file.
    const file = join(target, `${domain}.json`);
    const text = JSON.stringify(entries);
    // What stays as it was stays as old as it was: what was found out from it (build/pack.ts) still holds.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      writeFileSync(`${file}.${process.pid}`, text);
      renameSync(`${file}.${process.pid}`, file);
    }
    problems.push(...flaws.map((flaw) => `${flaw.file}: ${flaw.problem}`));
  }
  return problems;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problems = bundleKnowledge();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
