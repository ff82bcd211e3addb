import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';

const ASKS_ONE =
  /哪(?:一)?个.{0,8}版本|什么版本|版本(?:是|号)?(?:多少|几|哪|什么)|(?:哪|什么|几).{0,6}(?:java|jdk|jre|node|python|php|glibc)|\b(?:which|what)\b.{0,20}\b(?:version|java|jdk|jre|node|python|php|release)\b/i;
const OTHERWISE = /为什么|为何|为啥|怎么|升级|\bwhy\b|\bhow (?:do|can|to)\b|\bupgrade/i;
const WANTS_PRESENT =
  /现在|当前|目前|装的|装了|用的|有的|跑的|\b(?:current(?:ly)?|now|running|installed|have|has|got|using|actual\w*)\b/i;
/** The version that is wanted is asked for, and not the one that is there. */
export const WANTS_NEEDED =
  /需要|要求|应该|至少|该装|要装|得装|要用|\b(?:need|needs|needed|require\w*|expect\w*|should|must|at least)\b/i;

/** What stands before a version that is there, and before one that is wanted. */
const PRESENT =
  /(?:\b(?:only )?recognizes\b|\bup to\b|\bcurrent(?:ly)?\b|\bgot\b|\bactual(?:ly)?\b|\bfound\b|\binstalled\b|\brunning\b|\bhave\b|\bhas\b|\byou(?:'re| are) (?:on|using)\b|\bfrom version\b)[^\d]{0,50}$/i;
const NEEDED =
  /(?:\bcompiled (?:by|for|with)\b|\brequires?\b|\brequired\b|\bexpected\b|\bneeds?\b|\bneeded\b|\bwanted\b|\bat least\b|>=?|\bor (?:newer|later)\b)[^\d]{0,90}$/i;
const VERSION = /(?<![\w.:/-])v?(\d+(?:\.\d+)+|(?<=Java |java |version )\d+)(?![\w]|\.\d)/g;

interface Pair {
  entry: EntryFact;
  present: string;
  needed: string;
}

/** A line that sets the version that is there against the one that is wanted. */
function pairIn(entry: EntryFact): Pair | null {
  const text = entry.text.slice(0, 1_500);
  let [present, needed]: (string | undefined)[] = [];
  let from = 0;
  for (const match of text.matchAll(VERSION)) {
    const before = text.slice(from, match.index);
    if (PRESENT.test(before)) present ??= match[1];
    else if (NEEDED.test(before)) needed ??= match[1];
    from = match.index + match[0].length;
  }
  return present !== undefined && needed !== undefined && present !== needed ? { entry, present, needed } : null;
}

/** Of what Java numbers its class files with: 52 is Java 8. */
const shown = (version: string, { text }: EntryFact): string => {
  const java = /class file version/i.test(text) ? Number.parseInt(version, 10) - 44 : 0;
  return java >= 5 ? `\`${version}\` (Java ${java})` : `\`${version}\``;
};

/** "Which version is it now", "which Java does it need", of a line that names both: the one that is meant, or both. */
export function aboutTwoVersions(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKS_ONE.test(question) || OTHERWISE.test(question)) return null;
  const bad = new Set(facts.causes.flatMap(({ at }) => at));
  const pairs = facts.quotable.map(pairIn).filter((pair) => pair !== null);
  const pair = pairs.find(({ entry }) => bad.has(entry.at));
  if (!pair) return null;
  const { entry } = pair;
  const [present, needed] = [shown(pair.present, entry), shown(pair.needed, entry)];
  const wantsNeeded = WANTS_NEEDED.test(question);
  const told =
    wantsNeeded !== WANTS_PRESENT.test(question)
      ? wantsNeeded
        ? needed
        : present
      : pick(language, `需要 ${needed}，现有的到 ${present}`, `it needs ${needed}, and what is there is ${present}`);
  return reply(facts, `${told}${pick(language, '：', ': ')}${quoted(entry, 400)}`, [entry.at], 0.91);
}
