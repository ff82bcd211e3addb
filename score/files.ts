import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const CASES = join(import.meta.dirname, '..', 'test', 'cases');

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(CASES, folder))
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => join(CASES, folder, file));

/** All cases of a folder of YAML lists. */
export const yamlCases = <T>(folder: string): T[] =>
  filesIn(folder, '.yaml').flatMap((file) => (parse(readFileSync(file, 'utf8')) ?? []) as T[]);

/** All cases of the JSON-lines files of a folder whose names begin so. */
export const lineCases = <T>(folder: string, beginning = ''): T[] =>
  filesIn(folder, '.jsonl')
    .filter((file) => file.split('/').at(-1)!.startsWith(beginning))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as T),
    );
