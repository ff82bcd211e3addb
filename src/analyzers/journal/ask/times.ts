import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { entryNumbers } from '../say/phrases.ts';
import type { Intent } from './intents.ts';
import { clockOf, msOf, spanWords } from './lifetime.ts';
import { entryAt, firstBad, quoted, refuse, reply } from './reply.ts';
import { search } from './search.ts';

/** "启动", "失败", "gave up": moments of a log that its lines do not call by that name. */
function landmark(words: string, facts: JournalFacts, after: number): EntryFact | undefined {
  if (/\d/.test(words) || words.length > 24) return undefined;
  if (/放弃|不再重启|g[ai]v(?:e|ing) up|gave up/i.test(words)) {
    const loop = facts.loops.find(({ gaveUp }) => gaveUp);
    return loop && entryAt(facts, loop.at.at(-1));
  }
  if (
    /^\W*(?:第一次|最初|最早|开始|刚)?(?:启动|开始|起来)\W*$|^\W*(?:the )?(?:first |initial )?(?:start(?:up|ing)?|launch|boot|it started)\W*$/i.test(
      words,
    )
  )
    return firstWith(facts, /^Start(?:ing|ed)\b|\bstarting\b|starting up/i);
  if (
    /^\W*(?:第一次)?(?:彻底|最终|最后)?(?:失败|报错|出错|挂掉?|退出|崩溃|崩)\W*$|^\W*(?:the |it )?(?:first )?(?:fail(?:ure|ed|s|ing)?|crash(?:ed)?|error|exit(?:ed)?|died?)\W*$/i.test(
      words,
    )
  ) {
    const bad = entryAt(facts, facts.causes[0]?.at[0]) ?? firstBad(facts);
    return bad && bad.at > after ? bad : undefined;
  }
  return undefined;
}

/** The entry a few words speak of, where they speak of one clearly. */
function entryOf(words: string, facts: JournalFacts, after = 0): EntryFact | undefined {
  const marked = landmark(words, facts, after);
  if (marked) return marked;
  const [best] = search(words, facts).filter(({ entry }) => entry.at > after);
  return best && best.coverage >= 0.5 ? best.entry : undefined;
}

const firstWith = (facts: JournalFacts, pattern: RegExp): EntryFact | undefined =>
  facts.quotable.find(({ text }) => pattern.test(text));

/** The first entry that tells of the end of a process, and not of what led there. */
const firstDeath = (facts: JournalFacts): EntryFact | undefined =>
  firstWith(
    facts,
    /dumped core|Main process exited|segfault|\bpanic\b|ContainerDied|Killed process|exited with|exit status|terminated by signal/i,
  );

function between(
  from: EntryFact | undefined,
  to: EntryFact | undefined,
  facts: JournalFacts,
  language: Language,
): AnswerAbout | null {
  const [start, end] = [msOf(from), msOf(to)];
  if (!from || !to || from === to || start === null || end === null) return null;
  const span = spanWords(Math.abs(end - start), language);
  return reply(
    facts,
    pick(
      language,
      `${span}：从 ${quoted(from, 140)} 到 ${quoted(to, 140)}。`,
      `${span}: from ${quoted(from, 140)} to ${quoted(to, 140)}.`,
    ),
    [from.at, to.at],
    0.88,
  );
}

const HOW_LONG = /多久|多长时间|几(?:秒|分钟|小时)|\bhow (?:long|soon|much time|many (?:seconds|minutes|hours))\b/i;

/** Questions about when, how long and what came next; the entries meant are found by the words of the question. */
export const TIMES: Intent[] = [
  {
    // What will be is in no log.
    asked:
      /\bwill\b.{0,40}\b(?:next|again|start\w*|restart\w*|run|retry|happen|expire)\b|\bnext (?:time|run|start|attempt|retry)\b|下(?:一)?次(?:什么时候|几点|何时|启动|运行|重启|执行)|什么时候(?:才|会)(?:再|重新)|以后会/i,
    answer(facts, language) {
      const last = facts.quotable.at(-1);
      return refuse(
        facts,
        language,
        pick(
          language,
          `日志里没有写，看不出来：日志只到 ${last ? quoted(last, 160) : '这里'}。`,
          `The log does not say; what comes later is not in it. It ends with ${last ? quoted(last, 160) : 'this'}.`,
        ),
        [last?.at],
        0.65,
      );
    },
  },
  {
    // "日志是从几点到几点", "what time span does the log cover?"
    asked:
      /从(?:几点|什么时候|何时)(?:开始)?到|(?:日志|记录)(?:的)?(?:时间)?(?:范围|跨度|覆盖)|时间(?:范围|跨度)|\btime (?:range|span)\b|what (?:period|time).{0,20}\bcover|how long (?:is|does) (?:the|this) log|first and (?:the )?last/i,
    answer(facts, language) {
      const timed = facts.quotable.filter((entry) => msOf(entry) !== null);
      const [first, last] = [timed[0], timed.at(-1)];
      if (!first || !last || !facts.from || !facts.to) return null;
      const span = spanWords(msOf(last)! - msOf(first)!, language);
      const show = (time: string): string => time.slice(0, 19).replace('T', ' ');
      return reply(
        facts,
        pick(
          language,
          `从 ${show(facts.from)} 到 ${show(facts.to)}，共 ${span}，${facts.entries} 条。`,
          `From ${show(facts.from)} to ${show(facts.to)}: ${span}, ${facts.entries} entries.`,
        ),
        [first.at, last.at],
        0.88,
      );
    },
  },
  {
    // "how long was it up before it crashed", "跑了多久才挂"
    asked:
      /(?:跑|运行|活|工作|撑|正常)了?(?:多久|多长时间)|多久(?:之后|以后|后)?(?:才)?(?:开始)?(?:崩|挂|失败|出错|报错|退出|死|断|停|中断)|how (?:long|soon).{0,24}\b(?:up|run|running|alive|work\w*|last)\b.{0,24}(?:before|until|crash|fail|die|exit)|how (?:long|soon).{0,16}(?:after|before|until).{0,20}(?:crash|fail|die|exit|panic)/i,
    answer(facts, language, question) {
      // Of one thing among others the whole log's run tells nothing.
      const plain = question.replace(
        /程序|服务|进程|系统|容器|机器|它|这个?|那个?|之前|之后|以后|才|就|到底|一共|总共|运行|工作|开始|失败|出错|报错|退出|崩溃|中断|正常|启动|起来|多长时间/g,
        ' ',
      );
      if (/\p{Script=Han}{4,}/u.test(plain.replace(/(?:跑|活|撑)了?多久|多久|[挂死断停崩的了]/g, ' '))) return null;
      const run = facts.runs[0];
      const died = /崩|挂|死|退出|杀|\bcrash|\bdie[ds]?\b|\bexit|\bkill/i.test(question)
        ? firstDeath(facts)
        : undefined;
      const bad = died ?? entryAt(facts, run?.reason ?? null) ?? firstBad(facts);
      const started =
        facts.quotable.find(
          ({ text, at }) =>
            at < (bad?.at ?? 0) && /^Started\b|\bstarted\b|ContainerStarted|listening|ready/i.test(text),
        ) ??
        facts.quotable.find(({ text, at }) => at < (bad?.at ?? 0) && /^Starting\b|\bstart(?:ing)?\b/i.test(text)) ??
        facts.quotable.find(({ at }) => at < (bad?.at ?? 0));
      return between(started, bad, facts, language);
    },
  },
  {
    // "启动用了多久", "how long did it take to start"
    asked:
      /启动(?:到.{1,6})?(?:用|花|耗)了?(?:多久|多长时间)|启动耗时|how long did (?:it|the \w+|\w+) take to (?:start|fail|come up|boot|give up)|how long did (?:the )?(?:start|startup|boot)/i,
    answer(facts, language) {
      const starting = firstWith(facts, /^Starting\b|\bstarting\b/i);
      const done = facts.quotable.find(
        ({ at, text }) =>
          at > (starting?.at ?? Number.POSITIVE_INFINITY) &&
          /^Started\b|^Failed to start|failed to start|timed out|listening|ready\b|complete|exited/i.test(text),
      );
      return between(starting, done, facts, language);
    },
  },
  {
    // "how long between X and Y", "从 X 到 Y 过了多久", "X 之后多久 Y"
    asked: HOW_LONG,
    answer(facts, language, question) {
      const parts =
        /(?:between|from)\s+(.{2,60}?)\s+(?:and|to|until|till)\s+(.{2,60}?)\s*\??$/i.exec(question) ??
        /从\s*(.{1,30}?)\s*到\s*(.{1,30}?)(?:一共|总共|之间)?(?:用|花|过|隔|差|是|有)?了?(?:多久|多长|几)/.exec(
          question,
        ) ??
        /(.{1,30}?)(?:和|与|跟)(.{1,30}?)(?:之间)?(?:相)?(?:隔|差)了?(?:多久|多长|几)/.exec(question) ??
        /(.{2,30}?)(?:之后|以后|后)(?:过了|隔了|又)?(?:多久|多长时间|几秒|几分钟)(?:才|就)?(.{1,30}?)[的了]?\s*[?？]?$/.exec(
          question,
        );
      const later =
        /how (?:long|soon|many \w+) after\s+(.{2,60}?)\s+(?:did|was|were|does|is)\s+(.{2,60}?)\s*\??$/i.exec(question);
      const [one, two] = parts ? [parts[1], parts[2]] : later ? [later[1], later[2]] : [undefined, undefined];
      if (!one || !two) return null;
      const from = entryOf(one, facts);
      return from ? between(from, entryOf(two, facts, from.at) ?? entryOf(two, facts), facts, language) : null;
    },
  },
  {
    // "等了多久才超时"
    asked:
      /(?:等|过)了?(?:多久|多长时间).{0,4}超时|多久(?:后|才)?超时|超时(?:前|之前)?等了?(?:多久|多长)|how long (?:did it|does it|before it) wait\w*|how long before (?:it|the \w+) timed? out/i,
    answer(facts, language) {
      const out = firstWith(facts, /tim(?:ed|e)[- ]?out|deadline/i);
      if (!out) return null;
      const starting = facts.quotable.find(
        ({ at, text }) => at < out.at && /^Start(?:ing|ed)\b|starting|waiting/i.test(text),
      );
      return between(starting, out, facts, language);
    },
  },
  {
    // "what happened right after the panic", "OOM 之后发生了什么"
    asked:
      /(?:之后|以后|接着|然后|随后|紧接着|后来|后面)(?:又)?(?:发生|出现|怎么|是|有|做|干)?(?:了)?(?:什么|啥|怎样|哪)|\bwhat (?:happen\w*|came|comes|follow\w*|did \w+ do|was logged)\b.{0,20}\b(?:after|next|then|following)\b|\bwhat (?:is|was) the next\b|\bwhat follows\b/i,
    answer(facts, language, question) {
      const words = question
        .replace(/(?:之后|以后|接着|然后|随后|紧接着|后来|后面).*$/, '')
        .replace(/^.*\b(?:after|following)\b/i, '');
      const hits = search(words, facts);
      const named = hits[0] && hits[0].coverage >= 0.5 ? hits[0].entry : undefined;
      const entry = named ?? entryAt(facts, facts.causes[0]?.at[0]) ?? firstBad(facts);
      if (!entry) return null;
      const next = facts.quotable.filter(({ at }) => at > entry.at).slice(0, 3);
      if (next.length === 0)
        return reply(
          facts,
          pick(
            language,
            `${quoted(entry, 160)} 是最后一条，之后的日志里没有。`,
            `${quoted(entry, 160)} is the last entry; what came after is not in the log.`,
          ),
          [entry.at],
          0.8,
        );
      return reply(
        facts,
        pick(
          language,
          `${quoted(entry, 140)} 之后：\n${next.map((each) => `- ${quoted(each, 200)}`).join('\n')}`,
          `After ${quoted(entry, 140)}:\n${next.map((each) => `- ${quoted(each, 200)}`).join('\n')}`,
        ),
        [entry.at, ...next.map(({ at }) => at)],
        0.85,
      );
    },
  },
  {
    // "09:31:52 发生了什么", "what happened at 09:31"
    asked: /\b\d{1,2}:\d{2}(?::\d{2})?\b/,
    answer(facts, language, question) {
      const time = /\b(\d{1,2}:\d{2}(?::\d{2})?)\b/.exec(question)![1]!.padStart(5, '0');
      if (!/什么|啥|发生|怎么|what|happen/i.test(question)) return null;
      const found = facts.quotable.filter((entry) => entry.time?.slice(11).startsWith(time)).slice(0, 5);
      if (found.length === 0)
        return refuse(
          facts,
          language,
          pick(language, `日志里没有 ${time} 的记录。`, `Nothing is logged at ${time}.`),
          [],
          0.7,
        );
      return reply(
        facts,
        found.map((entry) => `- ${quoted(entry, 240)}`).join('\n'),
        found.map(({ at }) => at),
        0.88,
      );
    },
  },
  {
    // "第一条是什么", "what is the last line", "最后一个错误"
    asked:
      /(?:第一|最后(?:一)?|最末)(?:条|行|个)(?:日志|记录|报错|错误|消息|事件)?|\b(?:first|last|final)\b.{0,16}\b(?:line|entry|message|error|failure|event|log|thing)\b/i,
    answer(facts, language, question) {
      if (
        /哪(?:一)?(?:行|条)|which|几点|when|多久|how|第一个?失败|root|cause|原因/i.test(question) &&
        !/最后|last|final/i.test(question)
      )
        return null;
      if (/几点|什么时候|\bwhen\b|成功|success/i.test(question)) return null;
      const last = /最后|最末|last|final/i.test(question);
      const bad = /错|失败|error|fail|bad/i.test(question);
      const roles = new Map(facts.labels.map(({ at, role }) => [at, role]));
      // "the last thing nginx printed": its own lines.
      const own = facts.quotable.filter(
        ({ program }) =>
          program !== null &&
          new RegExp(`(?<![\\w-])${program.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`, 'i').test(question),
      );
      const pool = own.length > 0 ? own : facts.quotable;
      const list = bad ? pool.filter(({ at }) => /cause|symptom|consequence/.test(roles.get(at) ?? '')) : pool;
      const entry = last ? list.at(-1) : list[0];
      if (!entry) return null;
      return reply(
        facts,
        `${entryNumbers([entry.at], language)}${pick(language, '：', ': ')}${quoted(entry, 300)}`,
        [entry.at],
        0.88,
      );
    },
  },
  {
    // "when was it reloaded", "证书什么时候过期": the entry the words speak of, with its time.
    asked: /\bwhen\b|what time|几点|什么时候|何时|哪天|哪一刻/i,
    answer(facts, language, question) {
      if (
        /过期|到期|有效|expir|valid|开始|start\w* (?:to )?(?:fail|crash|break|die|go)|begin|began|first|break|broke|go(?:es)? wrong|went wrong|最早|最先/i.test(
          question,
        )
      )
        return null;
      const words = question.replace(/\bwhen\b|what time|几点|什么时候|何时/gi, ' ');
      const moment = landmark(words.replace(/\b(?:did|was|it|the|is)\b|的|它|了|是|在/gi, ' ').trim(), facts, 0);
      if (moment && (moment.time !== null || moment.uptime !== null))
        return reply(facts, `${clockOf(moment)}${pick(language, '：', ': ')}${quoted(moment, 260)}`, [moment.at], 0.86);
      if (
        /^[\s\p{P}]*(?:did|was|is)?\s*(?:it|this|出|的|问题|失败|fail(?:ed)?|错|出错|挂|挂的|报错)*[\s\p{P}]*$/iu.test(
          words,
        )
      )
        return null;
      const hits = search(words, facts);
      const top = hits[0];
      if (!top || top.coverage < 0.6) return null;
      const same = hits.filter(({ coverage }) => coverage >= top.coverage - 0.001);
      const last = /最后|last|latest/i.test(question);
      const entry = last ? same.reduce((a, b) => (b.entry.at > a.entry.at ? b : a)).entry : top.entry;
      if (entry.time === null && entry.uptime === null) return null;
      return reply(facts, `${clockOf(entry)}${pick(language, '：', ': ')}${quoted(entry, 260)}`, [entry.at], 0.86);
    },
  },
];
