import type { Domain } from '../knowledge/domains.ts';
import type { JournalRule } from '../knowledge/journal-rule.ts';
import { tryEntry } from '../knowledge/load.ts';
import { parseEntry } from '../knowledge/read.ts';
import { layInChanged } from './changed.ts';
import { lineOf, type Problem, problemsIn } from './problems.ts';
import { matchesInLog, type Trial, trySamples } from './samples.ts';

export { fileOf, placeOf } from './place.ts';

export interface Checked {
  problems: Problem[];
  /** Each sample, with its line in the file; empty where the file does not fit its schema. */
  trials: (Trial & { line: number })[];
  /** What a rule matches in the log given; null where none was. */
  matches: { line: number; text: string; others: string[] }[] | null;
}

/** A knowledge file to be checked. */
export interface KnowledgeFile {
  domain: Domain;
  id: string;
  text: string;
}

/**
 * Checks knowledge files: their schema, then their samples with everything else that is known, then a log. All sound files
 * are laid in before the first sample runs, so that a chip and the library for it can be tried together; once a process.
 */
export async function checkFiles(files: KnowledgeFile[], log?: string): Promise<Checked[]> {
  layInChanged();
  const read = files.map(({ domain, id, text }) => {
    const problems = problemsIn(domain, id, text);
    const entry = problems.length === 0 ? parseEntry(domain, id, text.replace(/\r\n/g, '\n')).entry : undefined;
    if (entry) tryEntry(domain, entry);
    return { problems, entry };
  });
  const checked: Checked[] = [];
  for (const [at, { domain, text }] of files.entries()) {
    const { problems, entry } = read[at]!;
    const trials = entry ? await trySamples(domain, entry) : [];
    checked.push({
      problems,
      trials: trials.map((trial) => ({ ...trial, line: lineOf(text, trial.sample) })),
      matches:
        entry && log !== undefined && domain === 'journal-rules' ? matchesInLog(entry as JournalRule, log) : null,
    });
  }
  return checked;
}
