import { loadKnowledge } from '../../knowledge/load.ts';
import type { Language } from '../../language/language.ts';
import type { AnswerAbout } from '../analyzer.ts';
import { aboutAdvice, told } from './ask/advice.ts';
import { aboutAttempts, aboutEventCount, aboutFile } from './ask/attempts.ts';
import { aboutVersionOf, lacksAttribute } from './ask/attributes.ts';
import { aboutCell } from './ask/cells.ts';
import { aboutHowMany } from './ask/counting.ts';
import { aboutDescribed } from './ask/described.ts';
import { aboutExtreme } from './ask/extremes.ts';
import { aboutField } from './ask/fields.ts';
import { INTENTS } from './ask/intents.ts';
import { aboutKey, sameValue } from './ask/keys.ts';
import { LIFETIME } from './ask/lifetime.ts';
import { aboutLastUp, aboutRecovery, aboutUnclean } from './ask/recovery.ts';
import { entryAt, quoted, reply } from './ask/reply.ts';
import { aboutRow } from './ask/rows.ts';
import { search } from './ask/search.ts';
import { aboutBefore, aboutBeginning, aboutGap, aboutLasting, aboutSpan } from './ask/spans.ts';
import { aboutTable } from './ask/tables.ts';
import { TALLIES } from './ask/tallies.ts';
import { TIMES } from './ask/times.ts';
import { contentWords, entriesWith, TOPICS, type Topic } from './ask/topics.ts';
import { aboutNodes } from './ask/unschedulable.ts';
import { valueAsked } from './ask/values.ts';
import { aboutBlame, PROOFS, WHO } from './ask/who.ts';
import type { JournalFacts } from './facts.ts';
import { entryNumbers, sentence } from './say/phrases.ts';

const WHICH_LINE =
  /(?:which|what|where).{0,20}\b(?:line|entry)\b.{0,30}|\bwhere (?:does|did) it say\b|(?:show|quote|find) (?:me )?(?:the )?(?:line|entry)|哪(?:一|几)?(?:行|条|句)|在哪(?:里|一行|行)?/i;
const IS_IT =
  /^(?:so |and |but )?(?:is|was|are|were|could|can|did|does|do|isn't|wasn't)\b|\bis (?:it|that|this)\b|is .{1,40} (?:the|a) (?:cause|reason|problem|culprit)|是不是|是.{0,16}(?:吗|么|导致|引起|造成)|的问题|有关(?:系)?|因为.{1,20}(?:吗|么)|跟.{1,16}有关|(?:吗|么|嘛)[?？]?\s*$/i;
/** "Which line failed first" is about the order, not about a line that says "first". */
const FIRST =
  /\b(?:first|earliest|root|most important|key|decisive)\b(?!["'”])|\b(?:line|entry) matters\b|关键|最重要|最要紧|最先|最早|第一个?(?:失败|出错|报错)|先(?:失败|出错|报错|挂)/i;
const ASKS_WHICH = /^(?:and |so )?(?:which|what|who|whose|how|when|where)\b(?!.{0,20}\bis it\b)/i;
const MEANS = /\bmean(?:s|ing)?\b|什么意思|啥意思|是什么|是啥|what(?:'s| is| are)\b|what about|how about|呢[?？]?$/i;
/** Entries of a log that is shown whole. */
const SHORT_LOG = 4;
const HOW_MANY = /\bhow (?:many|much)\b|(?:多少|几)(?:个|台|条|次|行|节点)?/i;

/** What a word of Kubernetes means is no question about this log; the notes know it. */
const ASKS_WHAT_A_POD_IS =
  /^(?:so )?what(?:'s| is| are)(?: a| an| the)? (?:kubernetes )?(?:pods?|containers?|sidecars?|probes?)\s*[?？]?$|^(?:pod|容器|边车|探针)\s*(?:是什么|是啥)/i;

/** Answers a question about an explained log from its facts; null where the question is about something else. */
export function ask(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const text = question.trim();
  if (text === '' || ASKS_WHAT_A_POD_IS.test(text)) return null;
  const lacking = lacksAttribute(text, facts, language);
  if (lacking) return lacking;
  const numbered =
    aboutUnclean(text, facts, language) ??
    aboutLastUp(text, facts, language) ??
    aboutRecovery(text, facts, language) ??
    aboutTable(text, facts, language) ??
    aboutEntry(text, facts, language) ??
    aboutExtreme(text, facts, language) ??
    aboutNodes(text, facts, language) ??
    aboutDescribed(text, facts, language) ??
    aboutVersionOf(text, facts, language) ??
    aboutBeginning(text, facts, language) ??
    aboutGap(text, facts, language) ??
    aboutLasting(text, facts, language) ??
    aboutSpan(text, facts, language) ??
    aboutBefore(text, facts, language) ??
    aboutAttempts(text, facts, language) ??
    aboutEventCount(text, facts, language) ??
    aboutHowMany(text, facts, language) ??
    aboutFile(text, facts, language) ??
    aboutField(text, facts, language) ??
    aboutRow(text, facts, language) ??
    aboutCell(text, facts, language) ??
    aboutAdvice(text, facts, language);
  if (numbered) return numbered;
  for (const intent of [...PROOFS, ...WHO, ...TIMES, ...TALLIES]) {
    const answer = intent.asked.test(text) ? intent.answer(facts, language, text) : null;
    if (answer) return answer;
  }
  for (const intent of LIFETIME) {
    const answer = intent.asked.test(text) ? intent.answer(facts, language, text) : null;
    if (answer) return answer;
  }
  const pair = aboutKey(text, facts, language) ?? sameValue(text, facts, language);
  if (pair) return pair;
  const value = FIRST.test(text) ? null : valueAsked(text, facts, language);
  if (value) return value;
  if (WHICH_LINE.test(text) && !FIRST.test(text)) {
    const lines = linesSaying(text, facts, language);
    if (lines) return lines;
  }
  const blame = aboutBlame(text, facts, language);
  if (blame) return blame;
  const suspicion = IS_IT.test(text) && !ASKS_WHICH.test(text) ? aboutSuspicion(text, facts, language) : null;
  if (suspicion) return suspicion;
  if (HOW_MANY.test(text)) {
    const counted = countedIn(text, facts, language);
    if (counted) return counted;
  }
  const because = WHY.test(text) ? aboutReason(text, facts, language) : null;
  if (because) return because;
  for (const intent of INTENTS) {
    if (!intent.asked.test(text)) continue;
    const answer = intent.answer(facts, language, text);
    if (answer) return answer;
  }
  const words = contentWords(text);
  if (MEANS.test(text) || words.length > 0) {
    const meaning = aboutWords(text, words, facts, language);
    if (meaning) return meaning;
  }
  return told(text, facts, language) ?? aboutNearest(text, facts, language);
}

/** What is asked stands in none of its words; of a few lines the reader sees at a glance whether they hold it. */
function shortLog(facts: JournalFacts, language: Language): AnswerAbout | null {
  const told = facts.quotable.filter(({ at }) => facts.labels.find((label) => label.at === at)?.role !== 'healthy');
  if (told.length === 0 || told.length > SHORT_LOG) return null;
  return reply(
    facts,
    `${pick(language, '日志里没有说到这一点。它说的只有：', 'The log does not say that in so many words; that is not in it. All it says is:')}\n${told.map((entry) => `- ${quoted(entry, 260)}`).join('\n')}`,
    told.map(({ at }) => at),
    0.35,
    true,
  );
}

const WHY = /为什么|为何|为啥|怎么(?:没|不|会)|\bwhy\b|how come/i;

/** "Why was there no scale-up?": a line that speaks of just that, where it is none of the cause's. */
function aboutReason(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const hits = search(question.replace(WHY, ' '), facts);
  const [top, next] = hits;
  if (!top || top.coverage < 0.85 || (next && next.coverage >= top.coverage - 0.2)) return null;
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
  if (cause && facts.causes.length === 1 && of === undefined && label?.role === 'symptom') return null;
  if (!cause || of === undefined || !cause.at.includes(of)) return explainEntry(entry.at, facts, language, 0.8);
  return reply(
    facts,
    `${quoted(entry, 300)}${root}${shown ? ` ${quoted(shown, 160)}` : ''}`,
    [entry.at, shown?.at],
    0.8,
  );
}

/** A question of no kind we know: the entries that speak of its things, said to be no more than that. */
function aboutNearest(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const hits = search(question, facts);
  const [top] = hits;
  if (!top || top.coverage < 0.3) return shortLog(facts, language);
  const shown = hits.filter(({ coverage }) => coverage >= top.coverage - 0.001).slice(0, 3);
  const lines = shown.map(({ entry }) => `- ${quoted(entry, 260)}`).join('\n');
  const sure = top.coverage >= 0.75;
  const head = sure
    ? pick(language, '日志里是这样写的：', 'This is what the log says of it:')
    : pick(
        language,
        '日志里没有说到这一点，最接近的是：',
        'The log does not say that in so many words; the nearest is:',
      );
  return reply(
    facts,
    `${head}\n${lines}`,
    shown.map(({ entry }) => entry.at),
    sure ? 0.6 : 0.4,
    !sure,
  );
}

function pick(language: Language, zh: string, en: string): string {
  return language === 'zh' ? zh : en;
}

/** "第二条警告": counted among the warnings, not among all. */
const NTH_WARNING =
  /第\s*(\d{1,6}|[一二三四五六七八九十]{1,3})\s*(?:个|条|次)?(?:警告|告警|warning)|\b(first|second|third|fourth|fifth) warning\b/i;

/** "what about entry 7", "第 7 条呢": what that entry is in the story. */
function aboutEntry(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const number =
    /(?:\b(?:line|entry|#)\s*#?(\d{1,6})\b|第\s*(\d{1,6}|[一二三四五六七八九十]{1,3})\s*(?:行|条)|\b(\w+) (?:line|entry)\b)/i.exec(
      question,
    );
  const warning = NTH_WARNING.exec(question);
  if (warning) {
    const nth = facts.quotable.filter(({ level }) => level === 'warn')[numberOf(warning[1] ?? warning[2]!) - 1];
    return nth ? explainEntry(nth.at, facts, language, 0.85) : null;
  }
  const at = numberOf(number?.[1] ?? number?.[2] ?? number?.[3] ?? '');
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

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const HAN_DIGITS = '一二三四五六七八九十';

/** 3, "third", 三, 十二. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const ordinal = ORDINALS.indexOf(text.toLowerCase()) + 1;
  if (ordinal > 0 || text === '') return ordinal;
  const han = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text);
  if (!han) return 0;
  const digit = (sign: string | undefined): number => (sign ? HAN_DIGITS.indexOf(sign) + 1 : 0);
  return han[2] ? (digit(han[1]) || 1) * 10 + digit(han[3]) : digit(han[1] ?? han[3]);
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

function explainEntry(at: number, facts: JournalFacts, language: Language, confidence: number): AnswerAbout {
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
  return reply(
    facts,
    `${quoted(entry)}\n${ROLES[label.role][language]}${from}${pick(language, '。', '.')}${why?.[language] ? ` ${sentence(why[language])}` : ''}`,
    [at, of?.at],
    confidence,
    label.role === 'unknown',
  );
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
function linesSaying(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
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
    return reply(facts, pick(language, `没有哪一条提到“${wanted}”。`, `No entry says "${wanted}".`), [], 0.7, true);
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

/** The question is whether something is the reason, and not whether it is so. */
const BLAMED =
  /错|问题|原因|警告|报错|导致|引起|造成|因为|有关|要紧|\b(?:cause|reason|problem|error|warning|culprit|fault|blame|fail\w*|issue|because|due|it)\b/i;

/** "is it the network?", "is it the overlay error?": yes or no, with what shows it. */
function aboutSuspicion(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const words = contentWords(question);
  const named = words.length > 0 ? entriesWith(facts, words) : [];
  const noise = named.find(
    (hit) =>
      facts.noise.some((line) => line.at === hit.at) ||
      facts.labels.find((label) => label.at === hit.at)?.role === 'noise',
  );
  const topic = TOPICS.find((candidate) => candidate.asked.test(question));
  const guilty =
    facts.causes.find((cause) => named.some((hit) => cause.at.includes(hit.at) && hit.hits === words.length)) ??
    facts.causes.find((cause) => topic?.kinds.test(cause.causeId));
  const silent = topic && facts.causes.find((cause) => isSilence(cause));
  if (silent && (silent === guilty || !guilty) && ON_THE_WAY.test(topic.en))
    return onlySilence(silent, facts, language);
  if (guilty) {
    const entry = entryAt(facts, guilty.at[0])!;
    return reply(
      facts,
      pick(
        language,
        `是。${sentence(guilty.title.zh)}${quoted(entry)}`,
        `Yes. ${sentence(guilty.title.en)} ${quoted(entry)}`,
      ),
      [entry.at],
      0.88,
    );
  }
  if (noise && words.length > 0 && noise.hits * 2 >= words.length && BLAMED.test(question))
    return ruledOut(noise.at, facts, language);
  if (!topic) return null;
  return notTheTopic(topic, facts, language);
}

/** What may be behind it when nobody answers: all of them look the same from here. */
const ON_THE_WAY = /^(?:the firewall|a service it depends on)$/;
const NO_ANSWER =
  /\bi\/o timeout\b|\b(?:connection|connect(?:ing)?|dial|operation|read) timed out\b|\bETIMEDOUT\b|连接超时/i;

/** True for a cause that only shows that no answer came. */
function isSilence(cause: JournalFacts['causes'][number]): boolean {
  return (
    /^(?:connection-timeout|network-unreachable)$/.test(cause.causeId) &&
    cause.lines.some((line) => NO_ANSWER.test(line))
  );
}

function onlySilence(cause: JournalFacts['causes'][number], facts: JournalFacts, language: Language): AnswerAbout {
  const entry = entryAt(facts, cause.at[0])!;
  const next = cause.next[0] ? `\n\`${cause.next[0]}\`` : '';
  return reply(
    facts,
    pick(
      language,
      `说不准：日志里只有超时，${quoted(entry, 160)}，就是没有任何回应。防火墙丢包、对方主机没开、地址或路由不对，从这边看都一样；要是对方机器在、只是服务没监听，一般会是“拒绝连接”。${next}`,
      `I cannot tell: the log only shows the timeout, ${quoted(entry, 160)}, so no answer came at all. A firewall that drops, a host that is down and a wrong address or route look the same from here; a machine that is up without the service would mostly say "connection refused".${next}`,
    ),
    [entry.at],
    0.7,
    true,
  );
}

function ruledOut(at: number, facts: JournalFacts, language: Language): AnswerAbout {
  const entry = entryAt(facts, at)!;
  const label = facts.labels.find((candidate) => candidate.at === at);
  const line =
    facts.noise.find((candidate) => candidate.at === at) ??
    facts.noise.find((candidate) => facts.labels.find((other) => other.at === candidate.at)?.rule === label?.rule);
  const later = facts.quotable.find(
    (candidate) =>
      candidate.at > at &&
      candidate.program === entry.program &&
      candidate.level !== 'error' &&
      candidate.level !== 'fatal',
  );
  const proof = line?.clearedBy ?? later?.at ?? null;
  const shown = entryAt(facts, proof);
  const cause = facts.causes[0];
  const real = cause
    ? pick(language, `原因是：${sentence(cause.title.zh)}`, `The cause is: ${sentence(cause.title.en)}`)
    : '';
  return reply(
    facts,
    pick(
      language,
      `不是。${line ? sentence(line.why.zh) : ''}${shown ? `第 ${shown.at} 条 ${quoted(shown, 120)} 表明程序在它之后继续往下走。` : ''}${real}`,
      `No. ${line ? sentence(line.why.en) : ''}${shown ? ` Entry ${shown.at}, ${quoted(shown, 120)}, shows that the program went on after it.` : ''} ${real}`,
    ),
    [at, proof, cause?.at[0]],
    0.88,
  );
}

function notTheTopic(topic: Topic, facts: JournalFacts, language: Language): AnswerAbout {
  const mention = facts.quotable.find((entry) => topic.words.test(entry.text));
  const cause = facts.causes[0];
  if (cause) {
    const entry = entryAt(facts, cause.at[0])!;
    const beside =
      mention && !cause.at.includes(mention.at)
        ? pick(
            language,
            `提到${topic.zh}的只有 ${quoted(mention, 120)}，它不是原因。`,
            ` Only ${quoted(mention, 120)} mentions it, and that is not the cause.`,
          )
        : '';
    return reply(
      facts,
      pick(
        language,
        `不是${topic.zh}的问题。原因是：${sentence(cause.title.zh)}${quoted(entry, 160)} ${beside}`,
        `No, it is not ${topic.en}. The cause is: ${sentence(cause.title.en)} ${quoted(entry, 160)}${beside}`,
      ),
      [entry.at, mention?.at],
      0.85,
    );
  }
  if (facts.verdict === 'healthy')
    return reply(
      facts,
      pick(
        language,
        `日志里没有失败，也看不出${topic.zh}有问题。`,
        `Nothing failed in this log, and nothing points to ${topic.en}.`,
      ),
      [mention?.at],
      0.75,
    );
  const next = facts.next[0] ? `\n\`${facts.next[0]}\`` : '';
  return mention
    ? reply(
        facts,
        pick(
          language,
          `说不准：有一条提到${topic.zh}，${quoted(mention, 160)}，但没有行把它和失败连起来。${next}`,
          `I cannot tell: one entry mentions it, ${quoted(mention, 160)}, but nothing ties it to the failure.${next}`,
        ),
        [mention.at],
        0.6,
        true,
      )
    : reply(
        facts,
        pick(
          language,
          `这段日志里没有一条提到${topic.zh}，所以既不能说是，也不能说不是。${next}`,
          `No entry in this log mentions ${topic.en}, so it neither proves nor rules it out.${next}`,
        ),
        [],
        0.6,
        true,
      );
}

/** "how many nodes are short of memory": the number that stands beside the word in a line. */
function countedIn(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (/restart|times|fail|crash|error|重启|失败|错|次|\bip\b|地址|多少(?:钱|号)|是多少/i.test(question)) return null;
  const words = contentWords(question).filter((word) => !/^(?:short|have|node|nodes|pods?|lack)$/.test(word));
  const topic = TOPICS.find((candidate) => candidate.asked.test(question));
  if (/\b(?:lines?|entries)\b|多少(?:行|条)|几(?:行|条)/i.test(question) && words.length === 0) {
    return reply(facts, pick(language, `共 ${facts.entries} 条。`, `${facts.entries} entries.`), [], 0.7);
  }
  for (const entry of facts.quotable) {
    for (const clause of entry.text.split(/[,;:]\s|\.\s/)) {
      const number = /(?<![\w./-])(\d+)(?![\w./-])/.exec(clause);
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

/** Anything else: the entries that hold the question's own words, and what they are. */
function aboutWords(question: string, words: string[], facts: JournalFacts, language: Language): AnswerAbout | null {
  const quote = /["'`“‘「]([^"'`”’」]{3,200})["'`”’」]/.exec(question)?.[1]?.toLowerCase();
  const exact = quote ? facts.quotable.find((entry) => entry.raw.toLowerCase().includes(quote)) : undefined;
  if (exact) return explainEntry(exact.at, facts, language, 0.85);
  const hits = topHits(facts, words);
  if (hits.length === 0) return null;
  const best =
    hits.find((at) => facts.causes.some((cause) => cause.at.includes(at))) ??
    hits.find((at) => facts.labels.find((label) => label.at === at)?.role !== 'context') ??
    hits[0]!;
  return explainEntry(best, facts, language, words.length >= 2 ? 0.7 : 0.6);
}
