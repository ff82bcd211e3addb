import { writeSeconds } from '../../../asking/amount.ts';
import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { clockOf, msOf } from './lifetime.ts';
import { quoted, reply } from './reply.ts';
import { search } from './search.ts';
import { selected } from './selected.ts';
import { contentWords } from './topics.ts';
import { holdsWord } from './whether.ts';

/** Something that begins and ends: how it is asked for, and how logs write the two. */
interface Course {
  asked: RegExp;
  begins: RegExp;
  ends: RegExp;
  /** Both lines name the same one of these. */
  same?: RegExp;
}

const COURSES: Course[] = [
  {
    asked: /玩|呆|待|在线|\bplay(?:ed)?\b|\bstay(?:ed)?\b|\bonline\b/i,
    begins: /\b[\w.-]+ joined\b/i,
    ends: /\b[\w.-]+ left\b/i,
    same: /([\w.-]+) (?:joined|left)\b/i,
  },
  {
    asked:
      /(?:断|掉)(?:线|开|了)?(?:之)?前.{0,8}(?:在线|连|用|好)|\bhow long\b.{0,24}\b(?:connected|online|up)\b.{0,10}\bbefore\b/i,
    begins: /(?<![a-z])(?:re-?)?connected\b|session opened|Link is Up|associated/i,
    ends: /\bdis-?connected\b|\blost\b|session closed|Link is Down|deauthenticated/i,
  },
  {
    asked: /登[录陆].{0,14}(?:呆|待|在线|用|多久|多长)|会话|\bsession\b|\blogged (?:in|on)\b|\bstay(?:ed)?\b|在线/i,
    begins: /session opened|Accepted (?:publickey|password)|logged in|New session/i,
    ends: /session closed|disconnected by user|Received disconnect|logged out|Removed session/i,
    same: /\[(\d+)\]:/,
  },
  {
    asked: /插|拔|\bplugged\b|\bunplugged\b|\battached\b/i,
    begins: /new (?:\S+ )*USB device|attached|inserted/i,
    ends: /USB disconnect|removed|detached|ejected/i,
  },
  {
    asked:
      /断开?了?|断连|断线|掉线|连不上|失联|不可用|中断|\bdown\b|\bdisconnected\b|\bconnection\b.{0,24}\b(?:lost|gone|out|broken)\b|\boffline\b|\bunavailable\b|\boutage\b|\bunreachable\b/i,
    begins:
      /\blost\b|disconnected|reset by peer|connection refused|is down\b|\bDOWN\b|Link is Down|unreachable|went offline|closed unexpectedly|lost carrier/i,
    ends: /\b(?:re)?connected\b|re-?established|restored|is up\b|\bUP\b|Link is Up|back online|recovered|gained carrier/i,
  },
  {
    asked:
      /关[闭停]|停[止机下掉]|关机|退出(?:花|用)|\bshut(?:ting)? ?down\b|\bto stop\b|\bstopping\b|\bto exit\b|\bterminat/i,
    begins: /shut(?:ting)? ?down|^Stopping\b|SIGTERM|stopping|received signal|terminating/i,
    ends: /\bstopped\b|\bexited\b|shutdown complete|shut down complete|terminated|deactivated successfully|goodbye|\bbye\b/i,
  },
];

/** A line that tells a length itself: "took 4200ms", "total=30.3 s", "finished in 2 min". */
const TOLD =
  /(?:\b(?:took|in|after|within|for|elapsed|duration|total(?: time)?|completed in|finished in|cost|used)\b|耗时|用时|总共|历时)[ :=]*(\d+(?:\.\d+)?) ?(ms|milliseconds|s|sec|secs|seconds|秒|毫秒|min|minutes|分钟|h|hours|小时|m\d+(?:\.\d+)?s|h\d+m(?:\d+(?:\.\d+)?s)?)(?![a-z])/i;

const FROM_TO: RegExp[] = [
  /(?:between|from)\s+(.{2,70}?)\s+(?:and|to|until|till)\s+(.{2,70}?)\s*\??$/i,
  /(?:从|^)\s*(.{1,30}?)\s*(?:开始)?(?:直)?到\s*(.{1,30}?)(?:一共|总共|之间|中间)?(?:用|花|过|隔|差|是|有|经过|要)?了?(?:多久|多长|几|多少)/,
  /(.{1,30}?)(?:和|与|跟)(.{1,30}?)(?:之间)?(?:相)?(?:隔|差)了?(?:多久|多长|几|多少)/,
];
/** "From A till the error, how many seconds": the asking stands behind the two. */
const ASKS_LENGTH =
  /\s*[,，]\s*(?:how (?:long|many|much)\b|(?:一共|总共)?(?:过|用|花|隔)?了?(?:多久|多长|几|多少)).*$/i;
const LATER: RegExp[] = [
  /(.{2,30}?)(?:之后|以后|后)?[，, ]*(?:过了?|隔了?|又)?(?:多久|多长时间|几秒|几分钟|多少秒)(?:之后|以后|后)?(?:才|就|又)?(.{1,30}?)[的了]?\s*[?？]?$/,
];
const LATER_EN: RegExp[] = [
  /how (?:long|soon|many \w+|much later) after\s+(.{2,70}?)\s+(?:did|was|were|does|is)\s+(.{2,70}?)\s*\??$/i,
];

const FIRST_AND_LAST =
  /\bfirst and (?:the )?last\s+(.{3,60}?)\s*\??$|第一(?:个|次|条)(?:和|到|与)最后一(?:个|次|条)(.{1,30}?)(?:之间|相|隔|差|一共|多|$)/i;

const MARKS: [asked: RegExp, isMark: (entry: EntryFact, facts: JournalFacts) => boolean][] = [
  [
    /(?:第一个?|首个?|最[早初先]的?|first|initial)\s*(?:个|条|次)?\s*(?:的)?(?:错误|报错|异常|失败|errors?|failures?|sign)|^\W*(?:it |the )*(?:才|就|开始|began to |started to |first )*(?:出错|报错|失败|errors?|fail(?:ed|ure|ing|s)?)(?: (?:began|started|came))?\W*$/i,
    (entry, facts) =>
      /^(?:err|crit|fatal|alert|emerg)/i.test(entry.level ?? '') ||
      /\b(?:exception|error|failed|failure|fatal)\b/i.test(entry.text) ||
      facts.labels.some(({ at, role }) => at === entry.at && (role === 'cause' || role === 'symptom')),
  ],
  [
    /^\W*(?:程序|服务|进程|系统)?(?:刚|开始)?(?:启动|开始|起来)\W*$|^\W*(?:the |it |service |process )*(?:first )?(?:start(?:ed|ing|up)?|launch(?:ed)?|boot(?:ed)?)\W*$/i,
    ({ text }) => /\bstart(?:ing|ed|up)\b|\bboot/i.test(text),
  ],
  [
    /^[^\p{L}]*(?:它|服务|程序|进程)?(?:挂掉?|崩溃?|退出|死掉?|crash(?:ed)?|died?|exit(?:ed)?)了?[^\p{L}]*$/iu,
    ({ text }) =>
      /dumped core|Main process exited|segfault|\bpanic\b|ContainerDied|Killed process|exited with|exit status|terminated by signal/i.test(
        text,
      ),
  ],
  [
    /^\W*(?:日志)?(?:结束|最后|末尾)\W*$|^\W*the (?:end|last (?:line|entry))\W*$/i,
    (entry, facts) => entry === facts.quotable.at(-1),
  ],
];

function entryFor(words: string, facts: JournalFacts, after: number): EntryFact | null {
  for (const [asked, isMark] of MARKS) {
    if (!asked.test(words)) continue;
    const found = facts.quotable.find((entry) => entry.at > after && isMark(entry, facts));
    if (found) return found;
  }
  const plain = words.replace(/开始|结束|完成|\b(?:began|begin|start(?:ed)?|end(?:ed)?|finish(?:ed)?)\b/gi, ' ');
  const named = inOneName(words, facts).find(({ at }) => at > after);
  if (named) return named;
  const exact = selected(/\S/.test(plain) ? plain : words, facts);
  const own = exact.left || exact.conditions === 0 ? undefined : exact.entries.find(({ at }) => at > after);
  if (own) return own;
  const [best, next] = search(words, facts).filter(({ entry }) => entry.at > after);
  return best && best.coverage >= 0.66 && (!next || next.coverage < best.coverage || next.entry.at > best.entry.at)
    ? best.entry
    : null;
}

/** Entries that hold every word of it, also inside a name: the "pool" of `PayPool - Starting...`. */
function inOneName(words: string, facts: JournalFacts): EntryFact[] {
  const stems = contentWords(words).map((word) => (word.length > 5 ? word.replace(/(?:ing|ed|es|s)$/, '') : word));
  if (stems.length < 2 || /\p{Script=Han}/u.test(words)) return [];
  return facts.quotable.filter(({ text }) => {
    const parted = ` ${text.replace(/([a-z\d])(?=[A-Z])/g, '$1 ').toLowerCase()}`;
    return stems.every((stem) => new RegExp(`[^a-z\\d]${stem.replace(/\W/g, '\\$&')}`).test(parted));
  });
}

/** The time of an entry with the fractions of a second that its stamp has. */
const timed = (entry: EntryFact): number | null => msOf(entry);

function spanOf(from: EntryFact, to: EntryFact, facts: JournalFacts, language: Language): AnswerAbout | null {
  const [start, end] = [timed(from), timed(to)];
  if (from === to || start === null || end === null) return null;
  const seconds = Math.abs(end - start) / 1000;
  const fraction = seconds < 60 && !Number.isInteger(seconds);
  const span =
    fraction && seconds >= 1
      ? `${Number(seconds.toFixed(2))}${pick(language, ' 秒', ' s')}`
      : writeSeconds(seconds, language);
  const plain =
    seconds >= 60 && seconds < 6_000
      ? pick(language, `（${Number(seconds.toFixed(1))} 秒）`, ` (${Number(seconds.toFixed(1))} s)`)
      : '';
  return reply(
    facts,
    pick(
      language,
      `${span}${plain}：从 ${quoted(from, 150)} 到 ${quoted(to, 150)}。`,
      `${span}${plain}: from ${quoted(from, 150)} to ${quoted(to, 150)}.`,
    ),
    [from.at, to.at],
    0.9,
  );
}

/** "How long did the checkpoint take", "从断开到重连过了多久": from one entry to another, or as a line tells it. */
export function aboutSpan(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (!asked.howLong || asked.else || facts.quotable.length < 2) return null;
  const two = THE_TWO.exec(question)
    ?.slice(1)
    .find((words) => words !== undefined);
  if (two) {
    const { entries, left, conditions } = selected(two, facts);
    const found =
      !left && conditions > 0 && entries.length === 2 ? spanOf(entries[0]!, entries[1]!, facts, language) : null;
    if (found) return found;
  }
  if (!two && BARE_TWO.test(question.trim())) {
    const alike = facts.quotable.filter(({ at }) => facts.causes[0]?.at.includes(at));
    const found = alike.length === 2 ? spanOf(alike[0]!, alike[1]!, facts, language) : null;
    if (found) return found;
  }
  const ends = FIRST_AND_LAST.exec(question)
    ?.slice(1)
    .find((words) => words !== undefined);
  if (ends) {
    const { entries, left, conditions } = selected(ends, facts);
    const [first, last] = [entries[0], entries.at(-1)];
    const found = !left && conditions > 0 && first && last ? spanOf(first, last, facts, language) : null;
    if (found) return found;
  }
  for (const [patterns, both] of [
    [FROM_TO, true],
    [LATER_EN, true],
    [LATER, false],
  ] as const)
    for (const pattern of patterns) {
      const match = pattern.exec(question);
      if (!match) continue;
      // "How long after A did B": A comes first in the log and in the question.
      const from = entryFor(match[1]!, facts, 0);
      const to = from ? entryFor(match[2]!.replace(ASKS_LENGTH, ''), facts, from.at) : null;
      const found = from && to ? spanOf(from, to, facts, language) : null;
      if (found) return found;
      if (both) return null;
    }
  for (const { asked: spoken, begins, ends, same } of COURSES) {
    if (!spoken.test(question)) continue;
    const said = selected(question.replace(spoken, ' '), facts);
    const began = facts.quotable.filter((entry) => begins.test(entry.text));
    const own = began.filter((entry) => said.entries.includes(entry));
    const from = (own.length > 0 ? own : began)[0];
    if (!from) continue;
    const id = same?.exec(from.raw)?.[1];
    const to = facts.quotable.find(
      (entry) => entry.at > from.at && ends.test(entry.text) && (id === undefined || same!.exec(entry.raw)?.[1] === id),
    );
    const found = to ? spanOf(from, to, facts, language) : null;
    if (found) return found;
  }
  if (/多久|多长|\bhow long\b/i.test(question)) {
    const words = question.replace(
      /多久|多长时间?|花了?|用了?|耗时|how long|\bdid\b|\btake\b|\btook\b|\blast\b/gi,
      ' ',
    );
    const [hit] = search(words, facts).filter(({ entry }) => TOLD.test(entry.text));
    const done = untilDone(words, facts, language);
    if (done) return done;
    const rest = selected(words, facts);
    if (hit && hit.coverage >= 0.66 && !rest.left) {
      const [, amount, unit] = TOLD.exec(hit.entry.text)!;
      const total = /\btotal[ :=]+(\d+(?:\.\d+)?) ?(ms|s|min|h)\b/i.exec(hit.entry.text);
      return reply(
        facts,
        `${total?.[1] ?? amount}${/^[mh]\d/.test(unit!) ? '' : ' '}${total?.[2] ?? unit}${pick(language, '：', ': ')}${quoted(hit.entry)}`,
        [hit.entry.at],
        0.88,
      );
    }
  }
  return null;
}

/** What a whole log is called, and words of asking how long. */
const THE_WHOLE =
  /整个|全程|全部|从头到尾|一共|总共|总时长|总耗时|这次|任务|作业|流程|过程|跑完?|下来|运行|执行|备份|用时|耗时|\b(?:the|whole|entire|all|everything|total|overall|complete|full|run|job|task|process|thing|it|this|take|took|last|altogether|in total|from start to (?:end|finish))\b/gi;
const SAYS_WHOLE =
  /整个|全程|全部|从头到尾|一共|总共|总时长|总耗时|\b(?:whole|entire|everything|total|overall|altogether|all of it|from start to)\b/i;

/** "How long did the whole thing take": from the first entry to the last. */
export function aboutWhole(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (!asked.howLong || asked.else || !SAYS_WHOLE.test(question) || facts.loops.length > 0) return null;
  const rest = question
    .replace(THE_WHOLE, ' ')
    .replace(
      /多久|多长时间?|花了?|用了?|了|几(?:秒|分钟|小时)|\bhow (?:long|many (?:seconds|minutes))\b|\bdid\b/gi,
      ' ',
    );
  if (/\p{L}{2}/u.test(rest)) return null;
  const all = facts.quotable.filter((entry) => timed(entry) !== null);
  const [first, last] = [all[0], all.at(-1)];
  return first && last ? spanOf(first, last, facts, language) : null;
}

/** "Between the two errors": the first two entries that the words hold for. */
const THE_TWO =
  /\b(?:between|apart)\b.{0,12}\b(?:the )?two\b\s*(.{3,50}?)\s*\??$|^(?:how (?:long|many \w+) (?:between|apart are) )?(?:the )?two (.{3,50}?) apart|(?:两|2)[次条个](.{1,20}?)(?:之间)?(?:相)?(?:隔|差)/i;

/** "Between the two", where nothing says what they are: the two lines of the log's own cause. */
const BARE_TWO =
  /^(?:这|那|前后)?(?:两|2)次(?:之间)?(?:中间)?(?:相)?(?:隔|差)了?(?:多久|多长|几|多少)|^how (?:long|far) (?:apart|between) (?:were |are |was )?(?:they|the two|them|those|the (?:two )?(?:kills|crashes|times))\s*\??$/i;

const DONE = /\bdone\b|complete|finished|succeeded|success|\bended\b|完成|结束/i;

/** From the entry that begins a thing to the next of the same program that says it is done. */
function untilDone(words: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const { entries, left, conditions } = selected(words, facts);
  const [from] = entries;
  if (left || conditions === 0 || !from || DONE.test(from.text)) return null;
  const subject = /^\S+/.exec(from.text)?.[0];
  const names = contentWords(words).filter((word) => holdsWord(from.text, word));
  const to = facts.quotable.find(
    ({ at, program, text }) =>
      at > from.at &&
      program === from.program &&
      DONE.test(text) &&
      (text.startsWith(subject ?? '') || names.some((name) => holdsWord(text, name))),
  );
  return to ? spanOf(from, to, facts, language) : null;
}

const WHEN_BEGAN =
  /\bwhen did (?:the )?(.{3,50}?) (?:start|begin)\b|(.{2,24}?)(?:是|在)?(?:什么时候|几点|何时)开始的?\W*$|(?:什么时候|几点|何时)开始(.{2,16}?)的?\W*$/i;
const EVENT_AGE = /^\s*(?:Normal|Warning)\s+\w+\s+(\d\w*)/;
const WHEN = /什么时候|几点|何时|\bwhen\b/i;

/** "When did the recovery start", "什么时候调度的": the first entry that tells of it, by its time or its age. */
export function aboutBeginning(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const match = WHEN_BEGAN.exec(question);
  const words = match?.[1] ?? match?.[2] ?? match?.[3];
  if (words !== undefined && !/失败|出错|报错|fail|error|crash|problem|问题|故障/i.test(words)) {
    const { entries, left, conditions } = selected(words, facts);
    const [entry] = entries;
    if (!left && conditions > 0 && entry && timed(entry) !== null)
      return reply(facts, `${clockOf(entry)}${pick(language, '：', ': ')}${quoted(entry, 260)}`, [entry.at], 0.88);
  }
  if (!WHEN.test(question)) return null;
  const { entries, left, conditions } = selected(question.replace(WHEN, ' '), facts);
  const aged = entries.flatMap((entry) => {
    const age = EVENT_AGE.exec(entry.raw)?.[1];
    return age ? [{ entry, age }] : [];
  });
  const [first, other] = aged;
  if (left || conditions === 0 || !first || other || first.entry.time !== null) return null;
  return reply(
    facts,
    pick(language, `${first.age} 之前：`, `${first.age} ago: `) + quoted(first.entry),
    [first.entry.at],
    0.88,
  );
}

const LASTING = /最[慢久长快短]|\b(?:slowest|longest|fastest|shortest|quickest)\b/i;
const QUICK = /最[快短]|\b(?:fastest|shortest|quickest)\b/i;
const IN_MS: Record<string, number> = {
  ms: 1,
  milliseconds: 1,
  毫秒: 1,
  min: 60_000,
  minutes: 60_000,
  分钟: 60_000,
  h: 3_600_000,
  hours: 3_600_000,
  小时: 3_600_000,
};

/** A length as a line tells it, in ms: `230 ms`, and `2m51s` in two parts. */
function msTold(amount: string, unit: string): number {
  const parts = /^([mh])(\d+)(?:m(\d+)?s?|s)?/i.exec(unit);
  if (!parts) return Number(amount) * (IN_MS[unit.toLowerCase()] ?? 1_000);
  const [first, second] = parts[1] === 'h' ? [3_600_000, 60_000] : [60_000, 1_000];
  return Number(amount) * first + Number(parts[2]) * second + Number(parts[3] ?? 0) * 1_000;
}

/** "Which query was the slowest": the longest of the times that lines tell themselves. */
export function aboutLasting(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!LASTING.test(question)) return null;
  const told = facts.quotable.flatMap((entry) => {
    const match = TOLD.exec(entry.text);
    return match ? [{ entry, match, ms: msTold(match[1]!, match[2]!) }] : [];
  });
  if (told.length < 2) return null;
  const words = selected(question.replace(LASTING, ' '), facts);
  const own = told.filter(({ entry }) => words.entries.includes(entry));
  const pool = own.length > 0 ? own : told;
  const quick = QUICK.test(question);
  const best = pool.reduce((top, next) => ((quick ? next.ms < top.ms : next.ms > top.ms) ? next : top));
  return reply(
    facts,
    `${best.match[1]}${/^[mh]\d/.test(best.match[2]!) ? '' : ' '}${best.match[2]}${pick(language, '：', ': ')}${quoted(best.entry)}`,
    [best.entry.at],
    0.9,
  );
}

const BEFORE = /(?:right |just |immediately |directly |shortly )?before\s+(?:the |it |that )?(.{3,60}?)\s*\??$/i;
const BEFORE_ZH =
  /(.{2,30}?)(?:的)?(?:之前|以前|前面?|上)(?:一?[条行])?(?:的)?(?:日志)?(?:发生|出现|说|写|做|打印|记录|是)(?:了|过|的)?(?:什么|啥|哪)/;

const CRASH = /^(?:the |it |程序|服务|进程)?(?:crash(?:ed)?|panic(?:ked)?|died|blew up|崩溃?|挂|炸|报错)(?:了|掉)?$/i;

/** "What happened right before X": the entries in front of the one that X is. */
export function aboutBefore(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!/什么|啥|哪|\bwhat\b|\bwhich\b/i.test(question) || readAsked(question).howLong) return null;
  const words = BEFORE_ZH.exec(question)?.[1] ?? BEFORE.exec(question)?.[1];
  if (!words) return null;
  // The crash itself is what its cause says, and not how it ended behind the trace.
  const crashed = CRASH.test(words.trim())
    ? facts.quotable.find(({ at }) => facts.causes[0]?.at.includes(at))
    : undefined;
  const entry = crashed ?? entryFor(words.replace(/\bfirst\b|第一次?/gi, ' '), facts, 0);
  if (!entry) return null;
  const before = facts.quotable.filter(({ at }) => at < entry.at).slice(-2);
  if (before.length === 0)
    return reply(
      facts,
      pick(
        language,
        `${quoted(entry, 160)} 是第一条，之前的日志里没有。`,
        `${quoted(entry, 160)} is the first entry; what came before is not in the log.`,
      ),
      [entry.at],
      0.85,
    );
  return reply(
    facts,
    `${pick(language, `${quoted(entry, 120)} 之前：`, `Before ${quoted(entry, 120)}:`)}\n${before
      .reverse()
      .map((each) => `- ${quoted(each, 220)}`)
      .join('\n')}`,
    [...before.map(({ at }) => at), entry.at],
    0.87,
  );
}

const GAP =
  /最[长大久].{0,6}(?:间隔|空档|空白|停顿|静默)|(?:间隔|空档|停顿)最[长大久]|\b(?:longest|biggest|largest) (?:gap|silence|pause|interval|quiet)/i;

/** "The longest gap between two lines". */
export function aboutGap(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!GAP.test(question)) return null;
  let best: { from: EntryFact; to: EntryFact; ms: number } | null = null;
  for (const [index, to] of facts.quotable.entries()) {
    const from = facts.quotable[index - 1];
    const [start, end] = [from ? timed(from) : null, timed(to)];
    if (!from || start === null || end === null) continue;
    if (!best || end - start > best.ms) best = { from, to, ms: end - start };
  }
  return best ? spanOf(best.from, best.to, facts, language) : null;
}
