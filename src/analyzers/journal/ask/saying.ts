import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { entryNumbers, sentence } from '../say/phrases.ts';
import { explainEntry } from './entry.ts';
import { fits } from './fitting.ts';
import { entryAt, quoted, refuse, reply } from './reply.ts';
import { search } from './search.ts';
import { contentWords, entriesWith, TOPICS } from './topics.ts';

/** Entries of a log that is shown whole. */
const SHORT_LOG = 4;

/** What is asked stands in none of its words; of a few lines the reader sees at a glance whether they hold it. */
function shortLog(facts: JournalFacts, language: Language): AnswerAbout | null {
  const told = facts.quotable.filter(({ at }) => facts.labels.find((label) => label.at === at)?.role !== 'healthy');
  if (told.length === 0 || told.length > SHORT_LOG) return null;
  return refuse(
    facts,
    language,
    `${pick(language, '日志里没有说到这一点。它说的只有：', 'The log does not say that in so many words; that is not in it. All it says is:')}\n${told.map((entry) => `- ${quoted(entry, 260)}`).join('\n')}`,
    told.map(({ at }) => at),
    0.35,
  );
}

export const WHY = /为什么|为何|为啥|怎么(?:没|不|会)|\bwhy\b|how come/i;

const WHY_NOT = /没|不|未|\bnot\b|n't\b|\bfail/i;
const FAILS = /\b(?:fail(?:ed|ure)?|error|refused|timed? ?out|denied|unable|cannot|could not)\b/i;

/** A line that says itself why. */
const GIVES_REASON = /\berr(?:or)?=\\?"|\bbecause\b|\bdue to\b|\breason[:=]|因为|原因/i;

/** "Why was there no scale-up?": a line that speaks of just that, where it is none of the cause's. */
export function aboutReason(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const found = search(question.replace(WHY, ' '), facts);
  const isBad = ({ at, level, text }: EntryFact): boolean =>
    /^(?:cause|symptom|consequence)$/.test(facts.labels.find((label) => label.at === at)?.role ?? '') ||
    /^(?:warn|error|fatal)$/.test(level ?? '') ||
    FAILS.test(text);
  const first = found[0]?.entry;
  // What goes on is no reason why something did not: a failure that speaks of the same is, or the one that ended it.
  const failed =
    !first || isBad(first)
      ? []
      : found.filter(({ entry, coverage }) => entry.at !== first.at && isBad(entry) && coverage >= 0.4);
  const end =
    first && !isBad(first) && failed.length === 0 && found[0]!.coverage >= 0.85 && WHY_NOT.test(question)
      ? facts.quotable.find(({ at, program }) => at > first.at && program === first.program)
      : undefined;
  if (first && end && isBad(end))
    return reply(
      facts,
      pick(
        language,
        `${quoted(first, 160)}，接着就失败了：${quoted(end, 240)}`,
        `${quoted(first, 160)}, and then it failed: ${quoted(end, 240)}`,
      ),
      [first.at, end.at],
      0.82,
    );
  const hits = failed.length > 0 ? failed : found;
  const [top, next] = hits;
  if (!top || (top.coverage < 0.85 && failed.length === 0) || (next && next.coverage >= top.coverage - 0.2))
    return null;
  const { entry } = top;
  const cause = facts.causes[0];
  if (cause?.at.includes(entry.at)) return null;
  const shown = entryAt(facts, cause?.at[0]);
  const root = cause
    ? pick(language, `\n原因：${sentence(cause.title.zh)}`, `\nThe cause: ${sentence(cause.title.en)}`)
    : '';
  // Beside its own cause the line has nothing to do with the log's first one.
  const label = facts.labels.find(({ at }) => at === entry.at);
  // "Status: Pending" says what, and the cause says why.
  if (cause && label?.role === 'symptom' && entry.time === null && /^[A-Z][\w ]*: +\S+$/.test(entry.text)) return null;
  const of = label?.of;
  // What failed in the end is no reason where the log's one cause is known.
  if (
    cause &&
    facts.causes.length === 1 &&
    of === undefined &&
    label?.role === 'symptom' &&
    !GIVES_REASON.test(entry.text)
  )
    return null;
  if (!cause || of === undefined || !cause.at.includes(of)) return explainEntry(entry.at, facts, language, 0.8);
  return reply(
    facts,
    `${quoted(entry, 300)}${root}${shown ? ` ${quoted(shown, 160)}` : ''}`,
    [entry.at, shown?.at],
    0.8,
  );
}

/** A question of no kind we know: the entries that speak of its things, said to be no more than that. */
export function aboutNearest(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const hits = search(question, facts);
  const [top] = hits;
  if (!top || top.coverage < 0.3) return shortLog(facts, language);
  const shown = hits.filter(({ coverage }) => coverage >= top.coverage - 0.001).slice(0, 3);
  const lines = shown.map(({ entry }) => `- ${quoted(entry, 260)}`).join('\n');
  const sure =
    top.coverage >= 0.75 &&
    fits(question, { answer: lines.replaceAll('`', ''), declined: false, quotes: [], confidence: 1 });
  const at = shown.map(({ entry }) => entry.at);
  if (sure)
    return reply(
      facts,
      `${pick(language, '日志里是这样写的：', 'This is what the log says of it:')}\n${lines}`,
      at,
      0.6,
    );
  const head = pick(
    language,
    '日志里没有说到这一点，最接近的是：',
    'The log does not say that in so many words; the nearest is:',
  );
  return refuse(facts, language, `${head}\n${lines}`, at, 0.4);
}

/** "which line shows it?", "哪一行说明的?": the cause's own line. */
const POINTS_AT_CAUSE =
  /\b(?:shows?|says?|proves?|tells?|indicates?|is)\s+(?:it|this|that|so|the (?:cause|reason|error|problem))\s*[?.!]*$|哪一?(?:行|条|句)(?:日志)?(?:说明|证明|显示|能?看出来?|写)(?:的|了|这个|原因|问题)*\s*[?？。]*$/i;

function lineOfCause(facts: JournalFacts, language: Language): AnswerAbout | null {
  const cause = facts.causes[0];
  const entry = cause && entryAt(facts, cause.at[0]);
  if (!entry) return null;
  return reply(
    facts,
    `${entryNumbers([entry.at], language)}${pick(language, '：', ': ')}${quoted(entry, 300)}`,
    [entry.at],
    0.9,
  );
}

/** "which line says permission denied": the lines, word for word. */
export function linesSaying(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (POINTS_AT_CAUSE.test(question)) return lineOfCause(facts, language);
  const phrase =
    /(?:says?|mention(?:s|ed)?|contain(?:s|ed)?|with|about|shows?|写(?:着|了)?|提到|说(?:了|的是)?|有|出现)\s*["'“‘「]?(.{2,80}?)["'”’」]?\s*[?？。]?$/i
      .exec(question)?.[1]
      ?.trim();
  const wanted = phrase?.replace(/^(?:the|a|an|了)\s+/i, '').toLowerCase();
  const exact = wanted ? facts.quotable.filter((entry) => entry.raw.toLowerCase().includes(wanted)) : [];
  const found = exact.length > 0 ? exact.map((entry) => entry.at) : topHits(facts, contentWords(phrase ?? question));
  if (found.length === 0) {
    if (!wanted || contentWords(wanted).length === 0) return null;
    return refuse(
      facts,
      language,
      pick(language, `没有哪一条提到“${wanted}”。`, `No entry says "${wanted}".`),
      [],
      0.7,
    );
  }
  // Where several say it, the one that matters comes first.
  const causes = new Set(facts.causes.flatMap((cause) => cause.at));
  const ordered = [...found].sort((a, b) => Number(causes.has(b)) - Number(causes.has(a)) || a - b);
  const shown = ordered
    .slice(0, 3)
    .map(
      (at) =>
        `${entryNumbers([at], language)}${pick(language, '：', ': ')}${quoted(entryAt(facts, at)!, 300)}${causes.has(at) ? pick(language, '（这就是原因）', ' (this is the cause)') : ''}`,
    );
  const more =
    found.length > 3 ? pick(language, `\n另有 ${found.length - 3} 条。`, `\nand ${found.length - 3} more.`) : '';
  return reply(facts, shown.join('\n') + more, ordered.slice(0, 3), 0.9);
}

function topHits(facts: JournalFacts, words: string[]): number[] {
  const hits = entriesWith(facts, words);
  const best = hits[0]?.hits ?? 0;
  // One word of two is a different question.
  const needed = words.length <= 2 ? words.length : words.length / 2;
  return best === 0 || best < needed ? [] : hits.filter((hit) => hit.hits === best).map((hit) => hit.at);
}

const OF_THE_LOG = /日志|这段|这里|记录|贴|这个|\blogs?\b|\bhere\b|\bpast(?:e|ed)\b|\bthis\b|\bit\b/i;

/** "how many nodes are short of memory": the number that stands beside the word in a line. */
export function countedIn(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (/restart|times|fail|crash|error|重启|失败|错|次|\bip\b|地址|多少(?:钱|号)|是多少/i.test(question)) return null;
  const words = contentWords(question).filter((word) => !/^(?:short|have|node|nodes|pods?|lack)$/.test(word));
  const topic = TOPICS.find((candidate) => candidate.asked.test(question));
  if (/\b(?:lines?|entries)\b|多少(?:行|条)|几(?:行|条)/i.test(question) && words.length === 0) {
    // Rows that a program fetched are no lines of the log.
    if (!OF_THE_LOG.test(question)) return null;
    return reply(facts, pick(language, `共 ${facts.entries} 条。`, `${facts.entries} entries.`), [], 0.7);
  }
  // Of a path that is named only its own lines tell.
  const path = /(?:^|\s)(\/[\w./-]*)(?=[\s?？]|$)/.exec(question)?.[1]?.replace(/\W/g, '\\$&');
  const ofPath = path === undefined ? null : new RegExp(`(?:^|[\\s"'(])${path}(?=[\\s"':,)]|$)`);
  for (const entry of facts.quotable) {
    if (ofPath && !ofPath.test(entry.text)) continue;
    for (const clause of entry.text.split(/[,;:]\s|\.\s/)) {
      const number = /(?<![\w./[-])(\d+)(?![\w./\]-])/.exec(clause);
      if (!number) continue;
      const lower = clause.toLowerCase();
      const fits =
        words.length > 0 ? words.every((word) => lower.includes(word.replace(/s$/, ''))) : topic?.words.test(clause);
      if (fits)
        return reply(
          facts,
          pick(language, `${number[1]}：${quoted(entry, 260)}`, `${number[1]}: ${quoted(entry, 260)}`),
          [entry.at],
          0.85,
        );
    }
  }
  return null;
}

const ASKS_OF_LINE =
  /什么意思|啥意思|是什么|是啥|怎么回事|呢\s*[?？]?$|那(?:条|行|句)|这(?:条|行|句)|\bmean|\bwhat(?:'s| is| are| about)\b|\bhow about\b|\bexplain\b|\b(?:line|entry|message|warning)\b|["'“”「」`]/i;

/** Anything else: the entries that hold the question's own words, and what they are. */
export function aboutWords(
  question: string,
  words: string[],
  facts: JournalFacts,
  language: Language,
): AnswerAbout | null {
  const quote = /["'`“‘「]([^"'`”’」]{3,200})["'`”’」]/.exec(question)?.[1]?.toLowerCase();
  const exact = quote ? facts.quotable.find((entry) => entry.raw.toLowerCase().includes(quote)) : undefined;
  if (exact) return explainEntry(exact.at, facts, language, 0.85);
  const hits = topHits(facts, words);
  if (hits.length === 0) return null;
  const best =
    hits.find((at) => facts.causes.some((cause) => cause.at.includes(at))) ??
    hits.find((at) => facts.labels.find((label) => label.at === at)?.role !== 'context') ??
    hits[0]!;
  // A line that nobody knows answers only who asks what it is; for anything else it is the nearest there is.
  if (facts.labels.find(({ at }) => at === best)?.role === 'unknown' && !ASKS_OF_LINE.test(question)) return null;
  return explainEntry(best, facts, language, words.length >= 2 ? 0.7 : 0.6);
}

const ASKS_HARM =
  /(?:有|是)(?:什么|个)?(?:问题|事)(?:吗|么|嘛)|要紧(?:吗|么|不)|有(?:害|影响)(?:吗|么)|正常(?:吗|么|不)|(?:需要|用)(?:管|担心|处理)(?:吗|么)|\b(?:is|are|was|were)\b.{2,60}\b(?:an? (?:problem|issue|concern)|harmful|bad|normal|harmless|dangerous|worr\w+)\b/i;
const CALM = /^(?:context|healthy|noise)$/;

/** "Is the checkpoint line a problem": of entries that only tell what goes on, no. */
export function aboutHarm(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKS_HARM.test(question)) return null;
  const words = contentWords(question).filter(
    (word) => !/^(?:line|entry|message|problem|issue|normal|harmful|bad)$/.test(word),
  );
  const found = words.length === 0 ? [] : topHits(facts, words);
  const roles = found.map((at) => facts.labels.find((label) => label.at === at));
  if (
    found.length === 0 ||
    found.length > 4 ||
    !roles.every((label) => label?.rule !== undefined && CALM.test(label.role))
  )
    return null;
  const told = explainEntry(found[0]!, facts, language, 0.86);
  const normal = /正常|\bnormal\b|\bharmless\b/i.test(question);
  return (
    told && {
      ...told,
      answer: `${normal ? pick(language, '正常。', 'Yes. ') : pick(language, '没事。', 'No. ')}${told.answer}`,
    }
  );
}

const WHAT_OF =
  /^(?:那|那个|这个)?\s*(.{2,24}?)\s*(?:又)?(?:是)?(?:怎么回事|咋回事|什么情况|怎么了)\s*[?？]?$|^(?:and |so )?what(?:'s| is| was| happened| went wrong)? (?:up |wrong |happening )?(?:with|to) (?:the )?(.{2,30}?)\s*\??$/i;

/** "What about redis": what the log says went wrong with the thing that is named, where that is not its one cause. */
export function aboutNamedTrouble(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const match = WHAT_OF.exec(question.trim());
  const name = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (!name || !/^[a-z0-9][\w.-]{1,30}$/.test(name)) return null;
  const own = facts.quotable.filter(({ text, at }) => {
    const role = facts.labels.find((label) => label.at === at)?.role;
    return (
      text.toLowerCase().includes(name) && (FAILS.test(text) || /^(?:cause|symptom|consequence)$/.test(role ?? ''))
    );
  });
  if (own.length === 0 || own.length > 3 || own.some(({ at }) => facts.causes[0]?.at.includes(at))) return null;
  return explainEntry(own.at(-1)!.at, facts, language, 0.84);
}

/** Entries told of what comes next. */
const LIMIT_NEXT = 3;

/** "And then?": the entries behind what was told. */
export function whatFollowed(
  { lines: told }: AnswerAbout['quotes'][number],
  facts: JournalFacts,
  language: Language,
): AnswerAbout | null {
  if (told === null) return null;
  const next = facts.quotable.filter(({ lines }) => lines[0] > told[1]).slice(0, LIMIT_NEXT);
  if (next.length === 0)
    return reply(
      facts,
      pick(language, '后面没有了，日志到这里为止。', 'Nothing more: the log ends there.'),
      [facts.quotable.at(-1)?.at],
      0.85,
    );
  return reply(
    facts,
    `${pick(language, '接下来是：', 'Then came:')}\n${next.map((entry) => `- ${quoted(entry, 220)}`).join('\n')}`,
    next.map(({ at }) => at),
    0.87,
  );
}
