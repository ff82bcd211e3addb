import { SURNAMES } from '../language/surnames.ts';
import { inOtherLanguage, keysAcross, shared } from './across.ts';
import { pick } from './pick.ts';
import type { Clause, ProseAnswer, Reading } from './prose-clauses.ts';
import { hanShared } from './prose-moments.ts';

const NUMBERS: Record<string, string> = {
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  first: '1',
  second: '2',
  third: '3',
  fourth: '4',
  fifth: '5',
  sixth: '6',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
};
const UNITS: Record<string, string> = { 周: 'week', 天: 'day', 阶段: 'phase', 个月: 'month', 年: 'year' };
/** "第二周", "the second week", "week 2": the same stretch of time in both languages. */
const LABEL =
  /第 ?([一二三四五六七八]|\d) ?(周|天|阶段|个月|年)|\b(first|second|third|fourth|fifth|sixth) (week|day|phase|month|year)\b|\b(week|day|phase|month) (one|two|three|four|five|six|\d)\b/gi;

const labelsIn = (text: string): string[] =>
  [...text.matchAll(LABEL)].map((match) => {
    const number = (match[1] ?? match[3] ?? match[6])!.toLowerCase();
    const unit = (match[2] ?? match[4] ?? match[5])!.toLowerCase();
    return `${UNITS[unit] ?? unit} ${NUMBERS[number] ?? number}`;
  });

/** "What happened in the second week": the clause that is told of just that stretch. */
export function labelled(reading: Reading): ProseAnswer | null {
  const { asked, question, clauses, statements } = reading;
  const [label, more] = labelsIn(question);
  if (label === undefined || more !== undefined || !asked.which || asked.count || asked.else || asked.howLong)
    return null;
  const own = clauses.filter(({ text }) => labelsIn(text).includes(label));
  const [only, other] = own;
  if (!only || other || labelsIn(only.text).length > 1) return null;
  const end = /\p{Script=Han}/u.test(only.text) ? '。' : '.';
  return { text: `${only.text.replace(/[。.]$/, '')}${end}`, from: [statements[only.statement]!] };
}

const WHO = /^(?:那|所以|最后|后来)?(?:是)?谁|\bwho\b/i;
/** Whose it is, whom it struck, and who somebody is are other questions. */
const NO_DOER =
  /谁的|给谁|让谁|是谁[?？]?$|\bwhose\b|\bwhom\b|\bwho (?:is|are|was|were) (?:the|that|this|affected|hit|in)\b|反对|\bagainst\b/i;
/** People as they stand before what they did. */
const PERSON_EN =
  /(?:^|[.;,]\s|\band |\bbut |\bthen |\bwhen |\bwhile |\bby )([A-Z][a-z]{2,14})(?= (?:[a-z]+ly )?[a-z]+(?:ed|ew|und|ught|ok|ote|id|aw|ame|ade|an|ave|ent|et|ut|ooked)\b)/g;
const PERSON_ZH = new RegExp(
  `[老小阿][${SURNAMES}\\p{Script=Han}](?=[^\\p{Script=Han}]|[\\p{Script=Han}])|[${SURNAMES}](?:工|总|哥|姐)`,
  'gu',
);
const NO_PERSON =
  /^(?:The|This|That|Then|They|There|When|What|Which|While|After|Before|Nobody|Nothing|Someone|Everyone|Kubernetes|Postgres|Redis|Nginx|Docker|Kubelet|Prometheus|Grafana|Helm|Jenkins|Java|Linux|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Traffic|Checkout|Production|Staging|Since|Our|His|Her|Its|Pods?|Nodes?|Containers?|Deploy\w*|Alerts?|One|Two|Three|All|Most|Some|Both|Each|Latency|Memory|Engineering|Support|Operations|Security)$/;
/** What mends something, by what people do for it. */
const MENDS = new Set(['+fix', '+rollback', '+restore', '+renew']);

const peopleIn = (text: string): string[] => [
  ...[...text.matchAll(PERSON_EN)].map(([, name]) => name!).filter((name) => !NO_PERSON.test(name)),
  ...[...text.matchAll(PERSON_ZH)].map(([name]) => name),
];

/** Whether a clause tells of the deed that a question asks for: "who changed", "谁写的". */
function deedIn(question: string): (text: string) => boolean {
  const verb = /\bwho (?:first |finally |has |had )?([a-z]{3,})/i
    .exec(question)?.[1]
    ?.toLowerCase()
    .replace(/(?:ed|d|s)$/, '');
  if (verb)
    return (text) =>
      new RegExp(`\\b${verb}`, 'i').test(text) ||
      [...keysAcross(question)].some(
        (key) => /^\+/.test(key) && keysAcross(verb).has(key) && keysAcross(text).has(key),
      );
  const han = /谁(?:先|最先|最后|来)?(\p{Script=Han}{1,4})/u.exec(question)?.[1]?.replace(/[的了过来].*$/, '') ?? '';
  return (text) => han !== '' && [...han].some((character) => text.includes(character));
}

/** "Who rolled it back": the one person of the clause that tells it, or of the sentence up to there. */
export function whoDidIt(reading: Reading): ProseAnswer | null {
  const { asked, question, clauses, statements, keys } = reading;
  if (!WHO.test(question) || NO_DOER.test(question) || asked.else || asked.count) return null;
  const mends = keys.has('+fix');
  const plain = question.replace(/谁|的|了|是|把|来/g, ' ');
  // Who did what is told in words that only the same language shows.
  if (inOtherLanguage(question, statements)) return null;
  const stems = [...plain.toLowerCase().matchAll(/[a-z]{4,}/g)]
    .map(([word]) => word.replace(/(?:ing|ed|es|s)$/, ''))
    .filter((word) => !/^(?:who|did|does|have|been|that|this|them|they|first)$/.test(word));
  const score = ({ text, keys: own }: Clause): number =>
    shared(keys, own) +
    (mends && [...own].some((key) => MENDS.has(key)) ? 1 : 0) +
    (hanShared(plain, text) ? 0.9 : 0) +
    stems.filter((stem) => new RegExp(`\\b${stem}`, 'i').test(text)).length * 0.9;
  const did = deedIn(question);
  const told = clauses.flatMap((clause, index) => {
    const worth = score(clause);
    if (worth < 0.9 || (!(mends && [...clause.keys].some((key) => MENDS.has(key))) && !did(clause.text))) return [];
    const own = peopleIn(clause.text);
    // "Raj found the reason and rolled it back": the subject stands in an earlier clause of the sentence.
    const before = clauses.slice(0, index).filter(({ statement }) => statement === clause.statement);
    const people = own.length > 0 ? own : peopleIn(before.at(-1)?.text ?? '');
    return people.length === 1 ? [{ clause, name: people[0]!, worth }] : [];
  });
  const top = Math.max(...told.map(({ worth }) => worth), 0);
  const best = told.filter(({ worth }) => worth === top);
  const [first] = best;
  if (!first || new Set(best.map(({ name }) => name)).size > 1) return null;
  // Of somebody in another clause that speaks of more of it, this one tells nothing.
  if (clauses.some((clause) => score(clause) > top)) return null;
  return { text: `${first.name}${pick(reading, '。', '.')}`, from: [statements[first.clause.statement]!] };
}

/** The values a field may have, so that "the other two" can be named. */
const VALUES: [field: RegExp, values: string[]][] = [
  [/restartPolicy|重启策略|restart polic/i, ['Always', 'OnFailure', 'Never']],
  [/imagePullPolicy|拉取策略|pull polic/i, ['Always', 'IfNotPresent', 'Never']],
  [/\bqos\b|服务质量/i, ['Guaranteed', 'Burstable', 'BestEffort']],
  [/reclaim ?policy|回收策略/i, ['Retain', 'Delete', 'Recycle']],
];
const THE_OTHERS =
  /(?:另外|其余|其他|剩下)(?:的)?(?:那)?(?:两|2) ?(?:个|种)|\bthe other two\b|\bthe (?:remaining|latter) two\b/i;

/** "Which ones may a Job use", where the text says "the other two": their names. */
export function namedOthers(reading: Reading): ProseAnswer | null {
  const { asked, question, statements } = reading;
  if (!asked.which && !/哪[几些两]/.test(question)) return null;
  const field = VALUES.find(([name]) => name.test(question));
  const own = field ? statements.filter(({ text }) => field[0].test(text) && THE_OTHERS.test(text)) : [];
  const [only, other] = own;
  if (!field || !only || other) return null;
  const named = field[1].filter((value) => new RegExp(`\\b${value}\\b`).test(only.text));
  const rest = field[1].filter((value) => !named.includes(value));
  if (named.length !== 1 || shared(reading.keys, keysAcross(only.text)) < 0.9) return null;
  // The sentence has to speak of what the question limits it to.
  const limits = [...question.matchAll(/(?<![A-Za-z])(job|cronjob|deployment|static|init)s?(?![A-Za-z])/gi)].map(
    ([, word]) => word!.toLowerCase(),
  );
  if (limits.some((word) => !only.text.toLowerCase().includes(word))) return null;
  return { text: `${rest.join(pick(reading, '、', ', '))}${pick(reading, '。', '.')}`, from: [only] };
}
