import { loadKnowledge } from '../../../knowledge/load.ts';
import type { Language } from '../../../language/language.ts';
import { placeOf } from '../../../language/number-words.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { sentence } from '../say/phrases.ts';
import { entryAt, quoted, refuse, reply } from './reply.ts';

/** "Which line failed first" is about the order, not about a line that says "first". */
export const FIRST =
  /\b(?:first|earliest|root|most important|key|decisive)\b(?!["'”])|\b(?:line|entry) matters\b|关键|最重要|最要紧|最先|最早|第一个?(?:失败|出错|报错)|先(?:失败|出错|报错|挂)/i;
/** "第二条警告": counted among the warnings, not among all. */
const NTH_WARNING =
  /第\s*(\d{1,6}|[一二三四五六七八九十]{1,3})\s*(?:个|条|次)?(?:警告|告警|warning)|\b(first|second|third|fourth|fifth) warning\b/i;

const OF_THE_LINE =
  /那(?:条|行|个|句)|这(?:条|行)|要紧|什么意思|发生了?什么|怎么了|怎么回事|\b(?:line|entry|one|message|warning|error) (?:at|from|of)\b|\bat \d{1,2}:\d\d(?::\d\d)? (?:mean|bad|harm)|\bwhat happened at\b/i;

/** "14:20:09 那条": the one entry of that time. */
function atClock(question: string, facts: JournalFacts): EntryFact | undefined {
  const clock = /(?<![\d:])(\d{2}:\d{2}(?::\d{2})?)(?![\d:])/.exec(question)?.[1];
  if (!clock || !OF_THE_LINE.test(question)) return undefined;
  const [only, other] = facts.quotable.filter(({ time }) => time?.slice(11, 11 + clock.length) === clock);
  return other ? undefined : only;
}

/** "what about entry 7", "第 7 条呢": what that entry is in the story. */
export function aboutEntry(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const number =
    /(?:\b(?:line|entry|#)\s*#?(\d{1,6})\b|第\s*(\d{1,6}|[一二三四五六七八九十]{1,3})\s*(?:行|条)|\b(\w+) (?:line|entry)\b)/i.exec(
      question,
    );
  const warning = NTH_WARNING.exec(question);
  if (warning) {
    const nth = facts.quotable.filter(({ level }) => level === 'warn')[placeOf(warning[1] ?? warning[2]!) - 1];
    return nth ? explainEntry(nth.at, facts, language, 0.85) : null;
  }
  const told = atClock(question, facts);
  if (told) return explainEntry(told.at, facts, language, 0.88);
  const at = placeOf(number?.[1] ?? number?.[2] ?? number?.[3] ?? '');
  if (at > 0 && number?.[3] && FIRST.test(question)) return null;
  // A line counts in the paste, an entry in the log; of a text whose breaks had to be put back there are only entries.
  const ofPaste = facts.restoredText === null && /\bline\b|行/i.test(number?.[0] ?? '');
  const entry =
    at > 0
      ? ((ofPaste ? facts.quotable.find(({ lines }) => at >= lines[0] && at <= lines[1]) : undefined) ??
        entryAt(facts, at))
      : undefined;
  return entry ? explainEntry(entry.at, facts, language, 0.85) : null;
}

const ROLES = {
  cause: { zh: '这就是原因', en: 'This is the cause' },
  consequence: { zh: '这是后果，不是原因', en: 'This is a consequence, not the cause' },
  symptom: { zh: '这是症状', en: 'This is a symptom' },
  noise: { zh: '这条不要紧', en: 'This one is harmless' },
  context: { zh: '这条只是交代情况', en: 'This only describes what goes on' },
  healthy: { zh: '这条说明一切正常', en: 'This shows that something works' },
  unknown: { zh: '这条我不认识', en: 'I do not know this message' },
} as const;

/** What one entry is: the cause, what follows from which other, noise; and why. */
export function explainEntry(at: number, facts: JournalFacts, language: Language, confidence: number): AnswerAbout {
  const entry = entryAt(facts, at)!;
  const label = facts.labels.find((candidate) => candidate.at === at)!;
  const cause = facts.causes.find((candidate) => candidate.at.includes(at));
  const sameRule = (other: number) =>
    label.rule !== undefined && facts.labels.find((candidate) => candidate.at === other)?.rule === label.rule;
  const noise = facts.noise.find((candidate) => candidate.at === at || sameRule(candidate.at));
  const symptom = facts.symptoms.find((candidate) => candidate.at === at || sameRule(candidate.at));
  const rule = label.rule ? loadKnowledge('journal-rules').find(({ id }) => id === label.rule) : undefined;
  const why = cause?.why ?? noise?.why ?? symptom?.why ?? (rule && !rule.why.en.includes('{') ? rule.why : undefined);
  const of = label.of === undefined ? undefined : entryAt(facts, label.of);
  const from = of
    ? pick(
        language,
        `，它来自第 ${of.at} 条 ${quoted(of, 140)}`,
        `; it follows from entry ${of.at}, ${quoted(of, 140)}`,
      )
    : '';
  const told = `${quoted(entry)}\n${ROLES[label.role][language]}${from}${pick(language, '。', '.')}${why?.[language] ? ` ${sentence(why[language])}` : ''}`;
  return label.role === 'unknown'
    ? refuse(facts, language, told, [at, of?.at], confidence)
    : reply(facts, told, [at, of?.at], confidence);
}
