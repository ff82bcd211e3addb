import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalCase } from '../test/support/journal-case.ts';
import { truthsTold } from '../test/support/journal-truth.ts';
import { yamlCases } from './files.ts';
import { gradeGpio } from './gpio.ts';
import { ALL, AS_PASTED_ONLY, type Graded, type Outcome, QUARTER, type Takes } from './grade.ts';
import { gradeJournal } from './journal.ts';
import { type Peer, peers } from './peers.ts';
import { gradePod } from './pod.ts';
import { gradeRoute } from './route.ts';
import { markdown, matrix, type Row, rowNameOf, rowsOf } from './table.ts';

// npm run score [-- ANALYZER...] [--check | --update] [--misses]
//   --quick   only as pasted, without the mutations
//   --quarter  each case as pasted and in a quarter of its forms; nothing can be updated from that
//   --only=TEXT  shows and checks only the cases and forms whose name holds it; nothing can be updated from that
//   --peers   measures other programs on the same cases as well (those that are installed)
//   --check   exits with 1 where a case fails that score/figures.json does not name, or is wrong that was only missed there
//   --update  writes the figures there and the table into README.md and README.zh.md; analyzers that were not run keep theirs
// Wrong answers are listed whatever is asked for, what was only missed with --misses.
const ROOT = join(import.meta.dirname, '..');
const FIGURES = join(import.meta.dirname, 'figures.json');
const GRADERS: Record<string, (takes: Takes) => Promise<Graded[]>> = {
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
  ...[...flags].filter((flag) => !/^--(?:check|quarter|update|misses|peers|quick|only=.+)$/.test(flag)),
  ...words
    .filter((word) => flags.has('--update') && /^--(?:quarter$|only=)/.test(word))
    .map((word) => `--update with ${word}`),
];
if (unknown.length > 0) {
  console.error(
    `Not known: ${unknown.join(' ')}. Usage: npm run score -- [${Object.keys(GRADERS).join('|')}] [--check|--update] [--misses] [--peers] [--quick|--quarter] [--only=TEXT]`,
  );
  process.exit(2);
}

const takes = flags.has('--quick') ? AS_PASTED_ONLY : flags.has('--quarter') ? QUARTER : ALL;
/** A row, and which of its cases were not right. */
interface Recorded extends Row {
  failing: Record<string, Outcome>;
}

const graded: Graded[] = [];
for (const [name, grade] of Object.entries(GRADERS))
  if (wanted.length === 0 || wanted.includes(name)) graded.push(...(await grade(takes)));
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
  const all = withTheOthers(rows.map((row) => ({ ...row, failing: failingOf(row.name) })));
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
  const worse = chosen.filter((each) => {
    const row = before[rowNameOf(each)];
    const was = row?.failing[each.id] ?? 'right';
    return row !== undefined && each.outcome !== 'right' && was !== 'wrong' && was !== each.outcome;
  });
  for (const each of worse)
    console.error(`worse: ${rowNameOf(each)}: ${each.id} is ${each.outcome}: ${each.why ?? ''}`);
  if (worse.length > 0) process.exitCode = 1;
  else console.log('nothing is worse than score/figures.json');
}

/** What failed in a row of this run, by id. */
function failingOf(name: string): Recorded['failing'] {
  const own = graded.filter((each) => each.outcome !== 'right' && rowNameOf(each) === name);
  return Object.fromEntries(own.map(({ id, outcome }) => [id, outcome]));
}

/** The figures of the last update. */
function recorded(): Record<string, Omit<Recorded, 'name'>> {
  return existsSync(FIGURES)
    ? (JSON.parse(readFileSync(FIGURES, 'utf8')) as Record<string, Omit<Recorded, 'name'>>)
    : {};
}

/** The rows of this run, and those of the analyzers and forms that were left out as they were; in the order of the table. */
function withTheOthers(own: Recorded[]): Recorded[] {
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
