import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { tellsOfFailure } from './failing.ts';
import { msOf, spanWords } from './lifetime.ts';
import { quoted, reply } from './reply.ts';
import { contentWords } from './topics.ts';

/** A step of a build or of a job, as the log of a builder tells it. */
interface Step {
  name: string;
  entries: EntryFact[];
  ms: number | null;
  cached: boolean;
  skipped: boolean;
  failed: boolean;
  /** The line that says that it failed, or how it went on. */
  shown: EntryFact;
}

const LAYER = /^#(\d{1,3}) /;
const LAYER_NAME = /^#\d{1,3} \[([^\]]{1,80})\] (.+)$/;
const OLD_LAYER = /^Step (\d{1,3})\/(\d{1,3}) : (.+)$/;
const STAGE = /^\[Pipeline\] \{ \((.+)\)$/;
const GROUP = /^##\[group\]Run (.+)$/;
const COMMAND = /^\$ (\S.*)$/;
const FAILS =
  /^##\[error\]|^ERROR: |\bFAILURE\b|\b(?:returned|exited with|exit) (?:a non-zero )?(?:code|status):? [1-9]|\bfailed with exit code\b/i;
const BAD =
  /^##\[error\]|^(?:.{0,12}\b)?(?:ERROR|FAIL(?:ED|URE)?|fatal|denied)\b|\berror(?:\[\w+\])?:|✖|: command not found|npm ERR!|\bBUILD FAILURE\b/;
const OWN_SECONDS = /\b(?:in|took|after) (\d+(?:\.\d+)?) ?(ms|s|m|min)\b/;
const IN_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, min: 60_000 };

/** Entries cut where a step begins; what stands before the first belongs to none. */
function cutAt(entries: readonly EntryFact[], name: RegExp): { name: string; entries: EntryFact[] }[] {
  const steps: { name: string; entries: EntryFact[] }[] = [];
  for (const entry of entries) {
    const match = name.exec(entry.text.trim());
    if (match) steps.push({ name: match.at(-1)!.trim(), entries: [entry] });
    else steps.at(-1)?.entries.push(entry);
  }
  return steps;
}

/** The step in which a run that failed stopped: the last that has a bad line of its own, else the last that was begun. */
function withFailure(steps: { name: string; entries: EntryFact[] }[], failed: boolean): Step[] {
  const ran = steps.map(
    ({ entries }) => !entries.some(({ text }) => /skipped due to|^Stage ".{1,60}" skipped/i.test(text)),
  );
  const own = steps.map(({ entries }, index) => ran[index]! && entries.some(({ text }) => BAD.test(text)));
  const last = ran.lastIndexOf(true);
  // A job's own last word stands behind its last step, whichever of them it was.
  const at = failed
    ? own.slice(0, last).lastIndexOf(true) >= 0 && !aboutItself(steps[last]!.entries)
      ? own.slice(0, last).lastIndexOf(true)
      : last
    : -1;
  return steps.map(({ name, entries }, index) => {
    const bad = entries.find(({ text }) => BAD.test(text)) ?? entries.at(-1)!;
    return {
      name,
      entries,
      ms: lasted(entries, steps[index + 1]?.entries[0]),
      cached: entries.some(({ text }) => /^ ?---> Using cache$/.test(text)),
      skipped: !ran[index],
      failed: index === at,
      shown: index === at ? bad : entries[0]!,
    };
  });
}

/** Whether the bad lines of the last step are its own and not the job's. */
const aboutItself = (entries: readonly EntryFact[]): boolean =>
  entries.some(
    ({ text }) =>
      BAD.test(text) &&
      !/^ERROR: (?:Job failed|script returned)|^Finished: |^(?:Job failed|script returned)/.test(text),
  );

/** From the first line to the next step's, or what the step itself says. */
function lasted(entries: readonly EntryFact[], next: EntryFact | undefined): number | null {
  const [from, to] = [msOf(entries[0]), msOf(next ?? entries.at(-1))];
  if (from !== null && to !== null && entries[0] !== (next ?? entries.at(-1))) return to - from;
  for (const { text } of entries) {
    const own = OWN_SECONDS.exec(text);
    if (own) return Number(own[1]) * IN_MS[own[2]!]!;
  }
  return null;
}

/** The layers of BuildKit, whose lines carry their number. */
function layers(entries: readonly EntryFact[]): Step[] {
  const found = new Map<string, EntryFact[]>();
  for (const entry of entries) {
    const number = LAYER.exec(entry.raw.trim())?.[1];
    if (number) found.set(number, [...(found.get(number) ?? []), entry]);
  }
  return [...found.values()].flatMap((own): Step[] => {
    const name = own.map(({ raw }) => LAYER_NAME.exec(raw.trim())).find((match) => match !== null);
    if (!name) return [];
    const done = own.map(({ raw }) => /^#\d+ DONE (\d+(?:\.\d+)?)s/.exec(raw.trim())?.[1]).find((seconds) => seconds);
    const error = own.find(({ raw }) => /^#\d+ ERROR/.test(raw.trim()));
    return [
      {
        name: `[${name[1]}] ${name[2]}`,
        entries: own,
        ms: done ? Number(done) * 1_000 : null,
        cached: own.some(({ raw }) => /^#\d+ CACHED/.test(raw.trim())),
        skipped: false,
        failed: error !== undefined,
        shown: error ?? own.at(-1)!,
      },
    ];
  });
}

/** `section_start:1717400000:build` and its end: sections of GitLab, with how long each took. */
function sections(entries: readonly EntryFact[]): { name: string; ms: number; entry: EntryFact }[] {
  const begun = new Map<string, { at: number; entry: EntryFact }>();
  return entries.flatMap((entry) => {
    const match = /section_(start|end):(\d{9,11}):([\w.-]+)/.exec(entry.text);
    if (!match) return [];
    const [, which, at, name] = match as unknown as [string, string, string, string];
    if (which === 'start') begun.set(name, { at: Number(at), entry });
    const start = begun.get(name);
    return which === 'end' && start ? [{ name, ms: (Number(at) - start.at) * 1_000, entry: start.entry }] : [];
  });
}

const SUMMARY = /^(\S.{0,80}?) \.{3,} ?(SUCCESS|FAILURE|SKIPPED)(?: \[ *(?:(\d+):)?(\d+(?:\.\d+)?) ?(?:s|min)\])?/;

/** The modules of a Maven build, as its summary tells them. */
function modules(entries: readonly EntryFact[]): Step[] {
  return entries.flatMap((entry): Step[] => {
    const match = SUMMARY.exec(entry.text.trim());
    if (!match) return [];
    const [, name, state, minutes, seconds] = match;
    return [
      {
        name: name!,
        entries: [entry],
        ms: seconds ? (Number(minutes ?? 0) * 60 + Number(seconds)) * 1_000 : null,
        cached: false,
        skipped: state === 'SKIPPED',
        failed: state === 'FAILURE',
        shown: entry,
      },
    ];
  });
}

/** The steps of a job or build; empty where the log tells of none. */
function stepsOf({ quotable }: JournalFacts): Step[] {
  const built = layers(quotable);
  if (built.length > 1) return built;
  const summed = modules(quotable);
  if (summed.length > 1) return summed;
  const failed = quotable.some(({ text, raw }) => FAILS.test(text) || FAILS.test(raw));
  for (const [name, own] of [
    [GROUP, quotable],
    [STAGE, quotable],
    [OLD_LAYER, quotable],
    [COMMAND, quotable.some(({ program }) => program === 'gitlab-runner') ? quotable : []],
  ] as const) {
    const steps = cutAt(own, name);
    if (steps.length > 1) return withFailure(steps, failed);
  }
  return [];
}

const OF_STEPS =
  /步|阶段|环节|命令|层|模块|\b(?:modules?|projects?|steps?|stages?|layers?|commands?|phases?|jobs?|sections?|part)\b/i;
const WRONG =
  /失败|没(?:编|过|通过|跑|成)|挂|错|断|停|卡|炸|红|\bfail\w*|\bbr[eo]k\w*|\berror\w*|\bwent wrong\b|\bstop\w*|\bred\b/i;
const CACHED = /缓存|\bcache[ds]?\b/i;
const RAN_WELL =
  /成功|通过|跑完|做完|完成|\b(?:succe\w*|pass\w*|ok|okay|finish\w*|complete\w*|work(?:ed)?|fine|done|go through)\b/i;

/** Words that stand for no step. */
const PLAIN_WORDS =
  /^(?:step|steps|stage|stages|fail|failed|succeed|succeeded|pass|passed|ok|itself|long|take|took|build|job|run|ran|did|hit|cache|cached|section|command|part)$/;

/** `deployed` is of the stage Deploy. */
const stemOf = (word: string): string => (/^[a-z]{6,}$/.test(word) ? word.replace(/(?:ing|ed|s)$/, '') : word);

/** The one step that the question names. */
function named(question: string, steps: readonly Step[]): Step | undefined {
  const words = contentWords(question).filter((word) => !PLAIN_WORDS.test(word));
  const bare = contentWords(question);
  for (const own of [words, bare]) {
    const scored = steps
      .map((step) => ({ step, hits: own.filter((word) => step.name.toLowerCase().includes(stemOf(word))).length }))
      .filter(({ hits }) => hits > 0)
      .sort((a, b) => b.hits - a.hits);
    const [best, next] = scored;
    if (best && best.hits > (next?.hits ?? 0)) return best.step;
  }
  return undefined;
}

const code = (text: string): string => `\`${text.replaceAll('`', "'").slice(0, 160)}\``;

/** "Which step failed", "how long did npm ci take", "how many came from the cache": of what a builder or a runner did. */
export function aboutJobSteps(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (asked.else) return null;
  const steps = stepsOf(facts);
  if (steps.length < 2) return null;
  const list = (own: readonly Step[]): string => own.map(({ name }) => code(name)).join(pick(language, '、', ', '));
  const colon = pick(language, '：', ': ');
  if (asked.howLong || /多久|多长/.test(question)) {
    const section = sections(facts.quotable).find(
      ({ name }) =>
        question.toLowerCase().includes(name) || new RegExp(`\\b${name.split('_').at(-1)}\\b`, 'i').test(question),
    );
    if (section)
      return reply(
        facts,
        `${spanWords(section.ms, language)}${colon}${quoted(section.entry)}`,
        [section.entry.at],
        0.91,
      );
    const step = named(question, steps);
    if (!step || asked.most || asked.least) return null;
    if (step.ms === null) return null;
    return reply(facts, `${spanWords(step.ms, language)}${colon}${code(step.name)}`, [step.entries[0]!.at], 0.9);
  }
  const ofSteps = OF_STEPS.test(question) && !/测试|\btests?\b/i.test(question);
  if (ofSteps && (asked.most || asked.least)) {
    const timed = steps.filter(({ ms }) => ms !== null);
    if (timed.length < 2 || !/[慢快久长]|时间|\b(?:long\w*|slow\w*|fast\w*|quick\w*|time)\b/i.test(question))
      return null;
    const best = timed.reduce((top, next) => ((asked.most ? next.ms! > top.ms! : next.ms! < top.ms!) ? next : top));
    const others = timed
      .map(({ name, ms }) => `${code(name)} ${spanWords(ms!, language)}`)
      .join(pick(language, '、', ', '));
    return reply(
      facts,
      `${code(best.name)}${pick(language, `，${spanWords(best.ms!, 'zh')}（${others}）`, `, ${spanWords(best.ms!, 'en')} (${others})`)}`,
      [best.entries[0]!.at],
      0.91,
    );
  }
  if (CACHED.test(question)) {
    const own = steps.filter(({ cached }) => cached);
    if (asked.count || (asked.which && !asked.yesNo))
      return reply(
        facts,
        `${asked.count ? `${own.length}${pick(language, ' 步', '')}${own.length > 0 ? colon : pick(language, '。', '.')}` : ''}${list(own)}`,
        own.slice(0, 4).map(({ shown }) => shown.at),
        0.9,
      );
    // "The COPY step" of several: each.
    const words = contentWords(question).filter((one) => !PLAIN_WORDS.test(one));
    const alike = steps.filter(({ name }) => words.some((word) => name.toLowerCase().includes(word)));
    if (alike.length === 0 || alike.length > 4 || !asked.yesNo) return null;
    return reply(
      facts,
      alike
        .map(
          (one) =>
            `${one.cached ? pick(language, '用了缓存', 'From the cache') : pick(language, '没有用缓存', 'Not from the cache')}${colon}${code(one.name)}`,
        )
        .join('\n'),
      alike.map(({ shown }) => shown.at),
      0.9,
    );
  }
  const failed = steps.find((step) => step.failed);
  if (asked.which && !asked.yesNo && ofSteps && WRONG.test(question)) {
    if (!failed) return null;
    return reply(facts, `${code(failed.name)}${colon}${quoted(failed.shown, 300)}`, [failed.shown.at], 0.91);
  }
  if (asked.count && ofSteps && !WRONG.test(question)) {
    return reply(
      facts,
      `${steps.length}${pick(language, ' 个：', ': ')}${list(steps)}`,
      [steps[0]!.entries[0]!.at],
      0.89,
    );
  }
  if (
    asked.yesNo &&
    !asked.count &&
    (WRONG.test(question) ||
      RAN_WELL.test(question) ||
      /\b(?:deploy|built?|compiled)(?:ed)?\b|部署|发布|编/i.test(question))
  ) {
    const step = named(question, steps);
    if (!step) return null;
    const bad = WRONG.test(question);
    if (step.skipped)
      return reply(
        facts,
        `${pick(language, '没有执行，被跳过了：', 'No, it was skipped: ')}${quoted(step.entries.find(({ text }) => /skipped/i.test(text)) ?? step.shown)}`,
        [step.shown.at],
        0.91,
      );
    // A step that others follow was got over, unless it has a bad line itself.
    const followed = steps.indexOf(step) < steps.length - 1 || /\bSUCCESS\b/.test(step.shown.text);
    if (!step.failed && (!followed || step.entries.some(({ text }) => BAD.test(text) || tellsOfFailure(text))))
      return null;
    const head = step.failed
      ? bad
        ? pick(language, '是，失败了：', 'Yes, it failed: ')
        : pick(language, '没有，失败了：', 'No, it failed: ')
      : bad
        ? pick(language, '没有失败，后面的步骤接着跑了：', 'No, it did not fail; the next steps ran: ')
        : pick(language, '成功了，后面的步骤接着跑了：', 'Yes, the next steps ran after it: ');
    const shown = step.failed
      ? step.shown
      : (step.entries.find(({ text }) =>
          /\b(?:added|done|success\w*|finished|passed|BUILD SUCCESS|CACHED|DONE)\b/i.test(text),
        ) ?? step.entries[0]!);
    return reply(facts, `${head}${quoted(shown, 260)}`, [shown.at], 0.9);
  }
  return null;
}
