import { readFileSync } from 'node:fs';
import { explain } from '../src/index.ts';
import { type JournalCase, type JournalPart, judgeLog } from '../test/support/journal-case.ts';
import { yamlCases } from './files.ts';

// npm run reproduce -- all >FILE; npm run reproduced -- FILE
// The cases' verdicts on what the real programs printed, and which lines of a case its program did not print that way.
const heard = readFileSync(process.argv[2]!, 'utf8')
  .split(/^== (\S+)\n/m)
  .slice(1);
const cases = new Map(yamlCases<JournalCase>('journal').map((each) => [each.id, each]));

/** A line's own words: without what stands before the message, without numbers, names of files and marks. */
const wordsOf = (line: string): Set<string> =>
  new Set(
    line
      .replace(/^.{0,60}?(?:\[\d+\]|\bkernel): /, '')
      .replace(/\/[\w./@-]+/g, ' ')
      .toLowerCase()
      .match(/[a-z]{3,}/g) ?? [],
  );
/** A line counts as printed where most of its words stand in one line. */
const ENOUGH = 0.7;
const isIn = (line: string, printed: Set<string>[]): boolean => {
  const words = [...wordsOf(line)];
  return printed.some((others) => words.filter((word) => others.has(word)).length >= ENOUGH * words.length);
};

const COLOURS = /\x1b\[[\d;]*m/g;

let right = 0;
for (let at = 0; at < heard.length; at += 2) {
  const id = heard[at]!;
  const text = heard[at + 1]!.replace(COLOURS, '');
  const expected = cases.get(id);
  if (!expected) throw new Error(`${id} is no case`);
  const { report } = await explain(text, { language: 'en' });
  const parts = report.parts.filter(({ analyzer }) => analyzer === 'journal') as unknown as JournalPart[];
  const part = parts.find(({ verdict }) => verdict === 'root-cause') ?? parts[0];
  const lines = text.split('\n');
  const printed = lines.map(wordsOf);
  // Names and numbers are others here: the printed line with a cite's words stands for it.
  const cite = [expected.cite ?? []].flat().map((words) => lines.find((line) => isIn(words, [wordsOf(line)])) ?? words);
  const [outcome, why] = judgeLog({ ...expected, cite }, text, part);
  if (outcome === 'right') right += 1;
  // systemd's lines are only there where the recipe starts a unit.
  const unsaid = expected.paste
    .split('\n')
    .filter((line) => (/systemd\[1\]/.test(text) || !/systemd\[1\]/.test(line)) && !isIn(line, printed));
  console.log(`${outcome}  ${id}  ${why}${unsaid.map((line) => `\n    not printed: ${line}`).join('')}`);
}
console.log(`${right} of ${heard.length / 2} verdicts are right on what the real program printed`);
