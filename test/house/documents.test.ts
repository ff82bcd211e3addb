// What a document names is there: a test that shows a promise, a file, a command.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const DOCUMENTS = [
  ...['README.md', 'README.zh.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...readdirSync(join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
/** A path of ours in backticks; one with a placeholder or a pattern is none. */
const PATH = /`((?:\.ci|bench|deploy|docs|examples|fuzz|prompts|score|src|test)\/[\w./-]*\w)`/g;

describe.each(DOCUMENTS)('%s', (document) => {
  it('names only files and folders that are there', () => {
    const missing = [...read(document).matchAll(PATH)]
      .map(([, path]) => path!)
      .filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });

  it('names only commands that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const parts = (folder: string) =>
      readdirSync(join(ROOT, folder)).flatMap((file) => /^(\w+)\.(?:bench|fuzz)\.ts$/.exec(file)?.[1] ?? []);
    for (const [, script, part] of read(document).matchAll(/`npm run ([\w-]+)(?: -- (\w+))?/g)) {
      expect(Object.keys(scripts)).toContain(script);
      if (part && (script === 'bench' || script === 'fuzz')) expect(parts(script)).toContain(part);
    }
  });
});

describe('the threat model', () => {
  const rows = [...read('SECURITY.md').matchAll(/^\| (\*\*.+?) \| .+ \| (.+) \|$/gm)].map(
    ([, who, shown]) => [who!, shown!] as const,
  );

  it('has its rows', () => expect(rows.length).toBeGreaterThanOrEqual(10));

  it.each(rows)('%s: what shows it is a test with a test in it, or a file', (_, shown) => {
    const proofs = [...shown.matchAll(/`([^`]+)`/g)].map(([, proof]) => proof!);
    expect(proofs.length).toBeGreaterThan(0);
    for (const proof of proofs) {
      if (proof.endsWith('.test.ts')) expect(/\b(?:it|test)(?:\.|\()/.test(read(proof)), proof).toBe(true);
      else if (!proof.startsWith('npm run ')) expect(existsSync(join(ROOT, proof)), proof).toBe(true);
    }
  });
});
