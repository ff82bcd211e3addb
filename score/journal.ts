import { explain } from '../src/index.ts';
import {
  failuresOf,
  type JournalCase,
  type JournalPart,
  judgeCause,
  judgeLog,
  type Outcome,
} from '../test/support/journal-case.ts';
import { yamlCases } from './files.ts';
import { AS_IT_IS, type Graded, type Takes } from './grade.ts';
import { LOG_MUTATIONS, PROGRAM } from './mutations.ts';

const journalParts = async (paste: string, language: 'zh' | 'en'): Promise<[JournalPart[], string[]]> => {
  const { report } = await explain(paste, { language });
  return [
    report.parts.filter((each) => each.analyzer === 'journal') as unknown as JournalPart[],
    report.parts.map((each) => each.analyzer),
  ];
};
const first = (parts: JournalPart[]): JournalPart | undefined =>
  parts.find((each) => each.verdict === 'root-cause') ??
  parts.find((each) => each.verdict === 'symptom-only') ??
  parts[0];

/** Two logs in one message: a failure stays itself beside another, and a quiet log beside a healthy one. */
async function besideAnother(expected: JournalCase, other: JournalCase): Promise<[Outcome, string]> {
  const paste = `${expected.paste.trimEnd()}\n\n${other.paste.trimEnd()}`;
  const [parts] = await journalParts(paste, 'en');
  if (expected.verdict !== 'root-cause') return judgeLog(expected, paste, first(parts));
  const failures = parts.flatMap(failuresOf);
  const judged = failures.map((failure) => judgeCause(expected, paste, 'root-cause', failure));
  return judged.find(([outcome]) => outcome === 'right') ?? judgeLog(expected, paste, first(parts));
}

/** A log and a program in one message: both are seen, and the log's verdict stays. */
async function besideProgram(expected: JournalCase): Promise<[Outcome, string]> {
  const paste = `${expected.paste.trimEnd()}\n\n${PROGRAM}`;
  const [parts, analyzers] = await journalParts(paste, 'en');
  return analyzers.includes('gpio') ? judgeLog(expected, paste, first(parts)) : ['missed', 'the program was not seen'];
}

/** Every log as it is in both languages, and in every mutation once. */
export async function gradeJournal(takes: Takes): Promise<Graded[]> {
  const graded: Graded[] = [];
  const cases = yamlCases<JournalCase>('journal');
  const failing = cases.filter(({ verdict }) => verdict === 'root-cause');
  const healthy = cases.filter(({ verdict }) => verdict === 'healthy');
  for (const [at, expected] of cases.entries()) {
    const add = (language: 'zh' | 'en', mutation: string, [outcome, why]: [Outcome, string]): void => {
      graded.push({ analyzer: 'journal', id: expected.id, language, mutation, outcome, why });
    };
    const asPasted = (['zh', 'en'] as const).map((language) => ({
      name: AS_IT_IS,
      language,
      mutate: (log: string) => log,
      cut: false,
    }));
    for (const { name, language, mutate, cut } of [
      ...asPasted,
      ...LOG_MUTATIONS.filter((_, form) => takes(at, form + 1)),
    ]) {
      const paste = mutate(expected.paste.trimEnd());
      const [parts] = await journalParts(paste, language);
      // Patterns of advice are written for the English words; the Chinese ones come from the same rule.
      const asked = language === 'zh' ? { ...expected, fix: undefined } : expected;
      add(language, name, judgeLog(asked as JournalCase, paste, first(parts), cut));
    }
    const others = expected.verdict === 'root-cause' ? failing : healthy;
    const other = others[(others.indexOf(expected) + 1 || at) % others.length]!;
    const forms = LOG_MUTATIONS.length;
    if (takes(at, forms + 1)) add('en', 'beside another log', await besideAnother(expected, other));
    if (takes(at, forms + 2)) add('en', 'beside a program', await besideProgram(expected));
  }
  return graded;
}
