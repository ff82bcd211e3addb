import { gpio } from '../analyzers/gpio/index.ts';
import { compilePattern } from '../analyzers/journal/match/pattern.ts';
import { COMMON_PLACEHOLDERS, Matcher, placeholdersOf } from '../analyzers/journal/match.ts';
import { compileHead, headingOf } from '../analyzers/journal/read/header.ts';
import { readLine } from '../analyzers/journal/read/line.ts';
import { indexFacts, parseFacts } from '../analyzers/pod/claims/facts.ts';
import { type Checks, findClaims } from '../analyzers/pod/claims.ts';
import { answerQuestion } from '../analyzers/pod/index.ts';
import type { Sample } from '../knowledge/chip.ts';
import type { Domain, Entry } from '../knowledge/domains.ts';
import { CauseIds } from '../knowledge/journal-causes.ts';
import type { JournalRule } from '../knowledge/journal-rule.ts';
import { loadKnowledge } from '../knowledge/load.ts';
import { linesOf } from '../knowledge/pod-fact.ts';
import { detectLanguage } from '../language/language.ts';

/** What came of one sample: the text it stands as in the file, whether it is as it should be, and what was found. */
export interface Trial {
  sample: string;
  good: boolean;
  found: string;
}

/** Tries the samples of an entry that `tryEntry` has put into the knowledge. */
export async function trySamples<D extends Domain>(domain: D, entry: Entry<D>): Promise<Trial[]> {
  const trial = TRIALS[domain] as ((entry: Entry<D>) => Promise<Trial[]> | Trial[]) | undefined;
  return (await trial?.(entry)) ?? [];
}

const TRIALS: { [D in Domain]?: (entry: Entry<D>) => Promise<Trial[]> | Trial[] } = {
  'journal-rules': tryRule,
  'journal-formats': (format) => {
    const head = compileHead(format);
    return [
      ...format.samples.map(({ line, fields }) => {
        const heading = headingOf(line, head.outer, [head]);
        if (!heading) return { sample: line, good: false, found: 'the head does not match' };
        const groups: Record<string, string | undefined> = heading.groups;
        const wrong = Object.entries(fields).filter(([name, value]) => {
          const got =
            name === 'message'
              ? line.slice(heading.length)
              : (groups[name] ?? (name === 'program' || name === 'level' ? format[name] : undefined));
          return got !== value;
        });
        return {
          sample: line,
          good: wrong.length === 0,
          found: wrong.length === 0 ? 'read' : `not so: ${wrong.map(([name]) => name).join(', ')}`,
        };
      }),
      ...format.not.map((line) => {
        const found = headingOf(line, head.outer, [head]) !== null;
        return { sample: line, good: !found, found: found ? 'the head matches' : 'left alone' };
      }),
    ];
  },
  chips: (chip) => tryPrograms(chip.samples),
  'vendor-calls': (library) => tryPrograms(library.samples),
  families: async (family) => {
    const trials: Trial[] = [];
    for (const code of family.samples) {
      const found = (await gpio.analyze(code, { lineOffset: 0 })).family;
      trials.push({ sample: code, good: found === family.id, found });
    }
    return trials;
  },
  boards: ({ id, samples }) => tryPrograms(samples, id),
  mistakes: async (mistake) => {
    const tryProgram = async (code: string, wanted: string): Promise<Trial> => {
      const { findings } = await gpio.analyze(code, { lineOffset: 0 });
      const found = findings.map(({ kind, line }) => `${kind}@${line}`).join(', ');
      return { sample: code, good: found === wanted, found: found || 'no mistake' };
    };
    const trials: Trial[] = [];
    for (const { code, line } of mistake.samples.find) trials.push(await tryProgram(code, `${mistake.id}@${line}`));
    for (const code of mistake.samples.pass) trials.push(await tryProgram(code, ''));
    return trials;
  },
  idioms: async ({ samples }) => {
    const tried = async (code: string, asks: string): Promise<string> => {
      const facts = await gpio.analyze(code, { lineOffset: 0 });
      return gpio.ask(asks, facts, detectLanguage(asks, 1) ?? 'en')?.answer ?? 'no answer';
    };
    const trials: Trial[] = [];
    for (const { code, asks, says } of samples.find) {
      const found = await tried(code, asks);
      trials.push({ sample: asks, good: new RegExp(says, 'i').test(found), found });
    }
    return trials;
  },
  'pod-notes': (note) =>
    (['zh', 'en'] as const).flatMap((language) =>
      note.questions[language].map((question) => {
        const { notes } = answerQuestion(question, {}, language);
        return { sample: question, good: notes[0] === note.id, found: notes[0] ?? 'no note' };
      }),
    ),
  'pod-facts': (file) => {
    const facts = indexFacts(parseFacts([file]));
    return file.facts.flatMap((fact) => [
      ...linesOf(fact.flag).map((sample) => tryClaim(sample, true, { facts })),
      ...linesOf(fact.pass).map((sample) => tryClaim(sample, false, { facts })),
    ]);
  },
  'pod-misconceptions': ({ samples }) => [
    ...samples.match.map((each) => tryClaim(each, true, {})),
    ...samples.noMatch.map((each) => tryClaim(each, false, {})),
  ],
};

/** A sentence that must be flagged, or left alone. */
function tryClaim(sample: string, wanted: boolean, checks: Checks): Trial {
  const found = findClaims(sample, checks).length > 0;
  return { sample, good: found === wanted, found: found ? 'flagged' : 'left alone' };
}

/** Programs with the changes they must give, and the board that must be thought of for the names they leave open. */
async function tryPrograms(samples: Sample[], board?: string): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const { code, events, loop } of samples) {
    const facts = await gpio.analyze(code, { lineOffset: 0 });
    const names = new Map(facts.outputs.map((output) => [output.pin, [output.pin, ...output.aliases]]));
    const happened = facts.events.map((changes) =>
      changes.map(({ pin, level }) => ({ names: names.get(pin) ?? [pin], level })),
    );
    const same = events.every((event, at) => {
      const wanted = event.split('+').map((change) => change.split('='));
      return (
        happened[at]?.length === wanted.length &&
        wanted.every(([pin, level]) =>
          happened[at]!.some((each) => each.names.includes(pin!) && String(each.level) === level),
        )
      );
    });
    const repeats = facts.loop ? `[${facts.loop.start}, ${facts.loop.period}]` : 'null';
    const sameLoop = repeats === (loop ? `[${loop[0]}, ${loop[1]}]` : 'null');
    const thought = board === undefined || facts.assumptions.some(({ name }) => name === board);
    const told = facts.events.map((changes) => changes.map(({ pin, level }) => `${pin}=${level}`).join('+'));
    const shown = told.slice(0, events.length + 2).join(', ');
    trials.push({
      sample: code,
      good: same && sameLoop && thought,
      found: `${facts.family}: ${shown || 'no change'}, loop ${repeats}${thought ? '' : `, not on the ${board}`}`,
    });
  }
  return trials;
}

function tryRule(rule: JournalRule): Trial[] {
  const rules = loadKnowledge('journal-rules');
  const matcher = new Matcher(rules);
  const found = (sample: string): string[] => {
    const entries = sample.split('\n').map((line, at) => readLine(line, [at + 1, at + 1]));
    const matches = entries.flatMap((entry) => [
      ...matcher.match(
        entry,
        entries.filter((other) => other !== entry),
      ),
      ...matcher.kindsOf(entry),
    ]);
    return [...new Set(matches.map((match) => match.rule.id))];
  };
  const trials = [
    ...rule.samples.match.map((sample) => ({ sample, ids: found(sample), wanted: true })),
    ...rule.samples.noMatch.map((sample) => ({ sample, ids: found(sample), wanted: false })),
  ].map(({ sample, ids, wanted }) => ({
    sample,
    good: ids.includes(rule.id) === wanted,
    found: ids.join(', ') || 'no rule',
  }));
  return [...wordTrials(rule, rules), ...trials];
}

/** What a rule names must exist: kinds of causes, other rules, and the groups its words take. */
function wordTrials(rule: JournalRule, rules: JournalRule[]): Trial[] {
  const wrong: Trial[] = [];
  const complain = (sample: string, found: string): void => {
    wrong.push({ sample, good: false, found });
  };
  const groups = new Set<string>(COMMON_PLACEHOLDERS);
  for (const source of [...rule.match, ...rule.near, ...(rule.unless ?? [])]) {
    try {
      for (const name of compilePattern(source).groups) groups.add(name);
    } catch (error) {
      complain(source, (error as Error).message);
    }
  }
  const words = [rule.title, rule.why, rule.fix].flatMap((text) => (text ? [text.zh, text.en] : []));
  for (const text of [...words, ...rule.next])
    for (const name of placeholdersOf(text))
      if (!groups.has(name)) complain(text, `no pattern has a group called ${name}`);
  if (rule.causeId && !(rule.causeId in CauseIds))
    complain(rule.causeId, 'no such kind of cause; knowledge/journal/README.md lists them');
  for (const other of [...rule.explains, ...rule.explainedBy]) {
    const known = rules.some(({ id }) => (other.endsWith('*') ? id.startsWith(other.slice(0, -1)) : id === other));
    if (!known) complain(other, 'there is no such rule');
  }
  return wrong;
}

/** The entries of a log that a rule matches, and the rules that match them as well. */
export function matchesInLog(rule: JournalRule, log: string): { line: number; text: string; others: string[] }[] {
  const matcher = new Matcher(loadKnowledge('journal-rules'));
  const entries = log
    .split(/\r?\n/)
    .flatMap((line, at) => (line.trim() === '' ? [] : [readLine(line, [at + 1, at + 1])]));
  return entries.flatMap((entry, at) => {
    const around = entries.slice(Math.max(0, at - 6), at + 7).filter((other) => other !== entry);
    const ids = [...matcher.match(entry, around), ...matcher.kindsOf(entry)].map((match) => match.rule.id);
    if (!ids.includes(rule.id)) return [];
    return [{ line: entry.lines[0], text: entry.raw, others: ids.filter((id) => id !== rule.id) }];
  });
}
