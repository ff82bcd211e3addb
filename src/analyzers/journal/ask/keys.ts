import { takeThings, thingsOf } from '../../../knowledge/things.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { reply } from './reply.ts';
import { search } from './search.ts';
import { valuesAsked } from './values.ts';

/** `storage-driver=overlay2`, `module="libcontainerd"`. */
const PAIR = /(?<![\w.-])([A-Za-z][\w.-]{2,40})=("[^"]{1,200}"|[^\s"=,;)]{1,120})/g;
const WANTS_VALUE = /哪|什么|啥|多少|几|谁|是\s*$|\b(?:what|which|whose|how (?:much|many|long))\b/i;
const WANTS_ELSE = /为什么|为何|为啥|怎么|什么意思|\b(?:why|mean|should)\b/i;
/** Keys that every structured log has. */
const EVERYDAY = /^(?:level|lvl|msg|message|time|ts|error|err|code|status|caller|logger)$/i;

interface Pair {
  entry: EntryFact;
  value: string;
  worth: number;
}

/** "Which storage driver": the value of the key that a structured line calls so. */
export function aboutKey(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WANTS_VALUE.test(question) || WANTS_ELSE.test(question)) return null;
  const lower = question.toLowerCase();
  const things = takeThings(question, thingsOf('journal-asked')).named;
  const near = new Map(search(question, facts).map(({ entry, coverage }) => [entry.at, coverage]));
  let best: Pair | null = null;
  for (const entry of facts.quotable.slice(0, 2_000))
    for (const [, key, text] of entry.raw.slice(0, 2_000).matchAll(PAIR)) {
      if (EVERYDAY.test(key!)) continue;
      const words = key!.toLowerCase().split(/[._-]/);
      const asksKey =
        words.length === 1 &&
        /^[a-z]{4,20}$/.test(words[0]!) &&
        new RegExp(`(?:\\b(?:which|what) |哪个 ?)${words[0]}\\b`).test(lower);
      const spoken = asksKey || (words.length > 1 && words.every((word) => new RegExp(`\\b${word}`).test(lower)));
      // Of a thing said in Chinese the whole key has to be its name.
      const named =
        spoken || things.some(({ written }) => words.length > 1 && written.exec(key!)?.[0].length === key!.length);
      const worth = (named ? 1 : 0) + (near.get(entry.at) ?? 0);
      if (named && (!best || worth > best.worth)) best = { entry, value: text!.replace(/^"|"$/g, ''), worth };
    }
  if (!best) return null;
  return reply(
    facts,
    `${inline(best.value)}${pick(language, '：', ': ')}${inline(best.entry.raw, 220)}`,
    [best.entry.at],
    0.86,
  );
}

const SAME =
  /(?:一样|相同|同一个?|变(?:了|过)|不同|换了)(?:的)?(?:吗|么|没有?|过)?\s*[?？]?$|\b(?:same|different|change[ds]?|differ)\b/i;

/** "Is the pid the same each time?": the values that the lines name, side by side. */
export function sameValue(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!SAME.test(question) || /原因|错误|报错|reason|cause|error/i.test(question)) return null;
  const values = [...new Set(valuesAsked(question, facts))];
  if (values.length === 0) return null;
  // Several programs have several pids; the ones of the program that failed are meant.
  const failed = facts.runs
    .map(({ reason }) => facts.quotable.find(({ at }) => at === reason))
    .filter((entry) => entry !== undefined);
  const own = [...new Set(valuesAsked(question, { ...facts, quotable: failed }))];
  const told = own.length > 0 ? own : values;
  const shown = told
    .slice(0, 6)
    .map((value) => inline(value))
    .join(pick(language, '、', ', '));
  const entry = (own.length > 0 ? failed : facts.quotable).find(({ raw }) => raw.includes(told.at(-1)!));
  return reply(
    facts,
    told.length === 1
      ? pick(language, `一样，都是 ${shown}`, `The same, always ${shown}`)
      : pick(language, `不一样：${shown}`, `No, it changes: ${shown}`),
    [entry?.at],
    0.84,
  );
}
