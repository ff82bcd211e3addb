import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalCase } from '../test/support/journal-case.ts';
import { truthsTold } from '../test/support/journal-truth.ts';
import { yamlCases } from './files.ts';
import { gradeGpio } from './gpio.ts';
import type { Graded } from './grade.ts';
import { gradeJournal } from './journal.ts';
import { type Peer, peers } from './peers.ts';
import { gradePod } from './pod.ts';
import { gradeRoute } from './route.ts';
import { markdown, matrix, type Row, rowsOf } from './table.ts';

// npm run score [-- ANALYZER...] [--check | --update] [--misses]
//   --quick   only as pasted, without the mutations
//   --only=TEXT  shows and checks only the cases and forms whose name holds it; nothing can be updated from that
//   --peers   measures other programs on the same cases as well (those that are installed)
//   --check   exits with 1 where a figure is below score/figures.json
//   --update  writes the figures there and the table into README.md and README.zh.md; analyzers that were not run keep theirs
// Wrong answers are listed whatever is asked for, what was only missed with --misses.
const ROOT = join(import.meta.dirname, '..');
const FIGURES = join(import.meta.dirname, 'figures.json');
const GRADERS: Record<string, (quick: boolean) => Promise<Graded[]>> = {
  gpio: gradeGpio,
  journal: gradeJournal,
  pod: gradePod,
  route: gradeRoute,
};

const words = process.argv.slice(2);
const flags = new Set(words.filter((word) => word.startsWith('--')));
const wanted = words.filter((word) => !word.startsWith('--'));
const unknown = [
  ...wanted.filter((word) => !GRADERS[word]),
  ...[...flags].filter((flag) => !/^--(?:check|update|misses|peers|quick|only=.+)$/.test(flag)),
  ...(flags.has('--update') && words.some((word) => word.startsWith('--only=')) ? ['--update with --only'] : []),
];
if (unknown.length > 0) {
  console.error(
    `Not known: ${unknown.join(' ')}. Usage: npm run score -- [${Object.keys(GRADERS).join('|')}] [--check|--update] [--misses] [--peers] [--quick] [--only=TEXT]`,
  );
  process.exit(2);
}

const graded: Graded[] = [];
for (const [name, grade] of Object.entries(GRADERS))
  if (wanted.length === 0 || wanted.includes(name)) graded.push(...(await grade(flags.has('--quick'))));
const only = words.find((word) => word.startsWith('--only='))?.slice('--only='.length);
const chosen = only ? graded.filter(({ id, mutation }) => id.includes(only) || mutation.includes(only)) : graded;
const rows = rowsOf(chosen);
const HEADS: [string, string, string, string, string] = ['', 'cases', 'wrong', 'missed', 'right'];
for (const outcome of flags.has('--misses') ? (['wrong', 'missed'] as const) : (['wrong'] as const))
  for (const each of chosen.filter((one) => one.outcome === outcome))
    console.log(`${outcome}  ${each.analyzer}  ${each.language}  ${each.mutation}  ${each.id}: ${each.why ?? ''}`);
console.log(markdown(rows, HEADS));
const truths = truthsTold(yamlCases<JournalCase>('journal').map(({ truth }) => truth));
if (graded.some(({ analyzer }) => analyzer === 'journal')) console.log(truths.en);
const beside: Peer[] = flags.has('--peers') ? peers() : [];
for (const { name, text } of beside) console.log(`${name.en}: ${text.en}`);

if (flags.has('--update')) {
  const all = withTheOthers(rows);
  writeFileSync(
    FIGURES,
    `${JSON.stringify(Object.fromEntries(all.map(({ name, ...figures }) => [name, figures])), null, 2)}\n`,
  );
  writeInto('README.md', 'score', `${matrix(all, 'en')}\n\n${truths.en}`);
  writeInto('README.zh.md', 'score', `${matrix(all, 'zh')}\n\n${truths.zh}`);
}
if (flags.has('--update') && beside.length > 0)
  for (const [file, language] of [
    ['README.md', 'en'],
    ['README.zh.md', 'zh'],
  ] as const)
    writeInto(file, 'peers', beside.map(({ name, text }) => `- ${name[language]}: ${text[language]}`).join('\n'));
if (flags.has('--check')) {
  const before = recorded();
  const worse = rows.filter((row) => {
    const was = before[row.name];
    // More cases may bring more misses: the shares decide, not the counts.
    return (
      was !== undefined &&
      (row.right / row.cases < was.right / was.cases - 1e-9 || row.wrong / row.cases > was.wrong / was.cases + 1e-9)
    );
  });
  for (const row of worse) {
    const was = before[row.name]!;
    console.error(
      `worse: ${row.name}: ${row.right} of ${row.cases} right (was ${was.right} of ${was.cases}), ${row.wrong} wrong (was ${was.wrong})`,
    );
  }
  if (worse.length > 0) process.exitCode = 1;
  else console.log('no figure is below score/figures.json');
}

/** The figures of the last update. */
function recorded(): Record<string, Omit<Row, 'name'>> {
  return existsSync(FIGURES) ? (JSON.parse(readFileSync(FIGURES, 'utf8')) as Record<string, Omit<Row, 'name'>>) : {};
}

/** The rows of this run, and those of the analyzers and forms that were left out as they were; in the order of the table. */
function withTheOthers(own: Row[]): Row[] {
  const known = new Set(own.map(({ name }) => name));
  const heads = ['gpio', 'journal', 'pod', 'articles', 'routing'];
  const place = ({ name }: Row): number => heads.indexOf(name.split(', ')[0]!);
  const ran = new Set(own.map(place));
  const kept = Object.entries(recorded())
    .map(([name, figures]) => ({ name, ...figures }))
    .filter((row) => !known.has(row.name) && (flags.has('--quick') || !ran.has(place(row))));
  return [...own, ...kept].sort((a, b) => place(a) - place(b));
}

/** Puts a table or a list between its two marks in a README. */
function writeInto(file: string, place: 'score' | 'peers', table: string): void {
  const path = join(ROOT, file);
  const text = readFileSync(path, 'utf8');
  const marks = new RegExp(`(<!-- ${place} -->\\n)[\\s\\S]*?(<!-- /${place} -->)`);
  if (!marks.test(text)) throw new Error(`${file} has no place for it (<!-- ${place} --> ... <!-- /${place} -->)`);
  writeFileSync(
    path,
    text.replace(marks, (_, start: string, end: string) => `${start}${table}\n${end}`),
  );
}
