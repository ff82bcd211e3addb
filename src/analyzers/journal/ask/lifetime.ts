import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { EXIT_WORDS } from '../reason/words.ts';
import { sentence, writtenClock } from '../say/phrases.ts';
import { failuresTold } from './failing.ts';
import { onlyTold } from './failures.ts';
import type { Intent } from './intents.ts';
import { entryAt, firstBad, quoted, refuse, reply } from './reply.ts';
import { contentWords, entriesWith } from './topics.ts';

/** When an entry was written, in ms on one scale; null where the log has no times. */
export function msOf(entry: EntryFact | undefined): number | null {
  if (!entry) return null;
  if (entry.uptime !== null) return entry.uptime * 1000;
  return entry.time === null
    ? null
    : Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(entry.time) ? entry.time : `${entry.time}Z`);
}

/** "8 min 23 s", "3 分 5 秒". */
export function spanWords(ms: number, language: Language): string {
  const seconds = Math.round(ms / 1000);
  const parts: [number, string, string][] = [
    [Math.floor(seconds / 86_400), ' 天', ' d'],
    [Math.floor(seconds / 3600) % 24, ' 小时', ' h'],
    [Math.floor(seconds / 60) % 60, seconds % 60 === 0 ? ' 分钟' : ' 分', ' min'],
    [seconds % 60, ' 秒', ' s'],
  ];
  const shown = parts.filter(([value]) => value > 0).slice(0, 2);
  if (shown.length === 0)
    return ms >= 1
      ? `${Math.round(ms)}${pick(language, ' 毫秒', ' ms')}`
      : pick(language, '不到 1 秒', 'less than a second');
  return shown.map(([value, zh, en]) => `${value}${pick(language, zh, en)}`).join(' ');
}

/** The time of day of an entry, else how long after the boot it was. */
export const clockOf = (entry: EntryFact): string => writtenClock(entry) ?? `+${entry.uptime?.toFixed(1)} s`;

/** A signal that a question takes an exit status for. */
const SUPPOSES_SIGNAL =
  /段错误|信号|被杀|\bseg(?:mentation )?faults?(?:ed)?\b|\bsegfault\w*|\bsignal\b|\bSIG[A-Z]+\b|\bkilled\b/i;

/** That an exit status is no signal of the same number; null where nobody takes it for one, or it is one. */
export function noSignal(
  question: string,
  entry: EntryFact,
  meaning: Record<Language, string>,
  facts: JournalFacts,
  language: Language,
): AnswerAbout | null {
  if (!SUPPOSES_SIGNAL.test(question) || !/code=exited/.test(entry.raw)) return null;
  return reply(
    facts,
    pick(
      language,
      `不是：写的是 code=exited，程序自己退出，${sentence(meaning.zh)}被信号结束会写 code=killed 或 code=dumped。${quoted(entry)}`,
      `No: it says code=exited, so the program ended itself, ${sentence(meaning.en)} Ended by a signal it would say code=killed or code=dumped. ${quoted(entry)}`,
    ),
    [entry.at],
    0.9,
  );
}

/** The last entry that belongs to the failure, and the first that shows it working again. */
export function ends(facts: JournalFacts): { last: EntryFact | undefined; again: EntryFact | undefined } {
  const bad = facts.labels.findLast(({ role }) => role === 'cause' || role === 'symptom' || role === 'consequence');
  const last = entryAt(facts, bad?.at);
  const unit = facts.units[0];
  const again = facts.labels.find(({ at, role }) => {
    const entry = role === 'healthy' && at > (bad?.at ?? 0) ? entryAt(facts, at) : undefined;
    return entry && (entry.unit === unit || (unit && entry.raw.includes(unit.replace(/\.\w+$/, ''))));
  });
  return { last, again: entryAt(facts, again?.at) };
}

function notHere(facts: JournalFacts, language: Language, zh: string, en: string): AnswerAbout {
  return refuse(facts, language, pick(language, zh, en), [], 0.6);
}

function nothingFailed(facts: JournalFacts, language: Language): AnswerAbout {
  const told = failuresTold(facts).at(-1);
  if (told) return onlyTold(told, facts, language);
  return reply(facts, pick(language, '这段日志里没有失败。', 'Nothing failed in this log.'), [], 0.7);
}

const IS_UP = /\bis (?:it|the \w+)(?: \w+)? (?:up|running|alive|working|back|ok|fine)\b/i;

/** Questions about how long, whether it is over, and what nobody can read from a log. */
export const LIFETIME: Intent[] = [
  {
    asked:
      /how long .{0,20}\b(?:down|out|offline|unavailable|broken|failing|last|take to recover)\b|(?:downtime|outage)\b|(?:停|挂|断|宕|中断|故障|失败)了?(?:多久|多长时间)|多久(?:才|后)?(?:恢复|好)|多长时间(?:才)?恢复/i,
    answer(facts, language) {
      if (facts.verdict === 'healthy') return nothingFailed(facts, language);
      const first = firstBad(facts);
      const from = msOf(first);
      if (!first || from === null)
        return notHere(facts, language, '这段日志没有时间，算不出来。', 'This log has no times, so I cannot tell.');
      const { again } = ends(facts);
      const to = msOf(again);
      if (again && to !== null)
        return reply(
          facts,
          pick(
            language,
            `${spanWords(to - from, language)}：${clockOf(first)} 开始失败，${clockOf(again)} 又起来了。`,
            `${spanWords(to - from, language)}: it began to fail at ${clockOf(first)} and was up again at ${clockOf(again)}.`,
          ),
          [first.at, again.at],
          0.9,
        );
      const end = facts.quotable.at(-1);
      const until = msOf(end);
      const shown = until !== null && until - from >= 1000 ? until : null;
      return reply(
        facts,
        pick(
          language,
          `到日志结尾都没有恢复${end && shown !== null ? `：${clockOf(first)} 开始失败，日志到 ${clockOf(end)} 为止，至少 ${spanWords(shown - from, language)}` : ''}。`,
          `It did not come back before the log ends${end && shown !== null ? `: it began to fail at ${clockOf(first)} and the log ends at ${clockOf(end)}, so at least ${spanWords(shown - from, language)}` : ''}.`,
        ),
        [first.at, end?.at],
        0.85,
      );
    },
  },
  {
    asked:
      /\b(?:did|has|is) (?:it|the \w+)(?: \w+)? (?:recover(?:ed)?|come back|back up|up again|up now|running|alive|fixed|working)\b|\b(?:still|now) (?:down|running|up|failing|broken)\b|恢复(?:了)?(?:没|吗|么)|(?:现在|还|最后)(?:还)?(?:在跑|在运行|起来了|好了|正常|活着).{0,3}(?:吗|么|没)|起来了(?:没|吗)/i,
    answer(facts, language, question) {
      if (facts.verdict === 'healthy') return nothingFailed(facts, language);
      const { last, again } = ends(facts);
      if (again)
        return reply(
          facts,
          pick(
            language,
            `恢复了：${quoted(again)}，之后没有再失败。`,
            `${IS_UP.test(question) ? 'Yes, it' : 'It'} recovered: ${quoted(again)}, and nothing fails after that.`,
          ),
          [again.at],
          0.88,
        );
      if (!last) return null;
      return reply(
        facts,
        pick(
          language,
          `这段日志里没有恢复，最后的坏消息是 ${quoted(last)}。现在怎样，日志里看不到。`,
          `Not in this log: the last bad line is ${quoted(last)}. What it does now, the log does not say.`,
        ),
        [last.at],
        0.85,
      );
    },
  },
  {
    asked:
      /(?:between|interval|apart).{0,20}(?:restarts?|failures?|attempts?)|(?:restarts?|failures?).{0,15}(?:apart|interval)|(?:重启|失败|重试)(?:的)?间隔|隔多久(?:重启|失败|重试|试|一次)|多久(?:重启|失败|挂|重试|再试|试)一次/i,
    answer(facts, language) {
      const loop = facts.loops.find((candidate) => candidate.times > 1);
      const times = (loop?.at ?? []).map((at) => msOf(entryAt(facts, at))).filter((ms) => ms !== null);
      const told = facts.quotable.find(({ text }) => /RestartSec=\S+|restarting in \d+|back-?off \d+\w*/i.test(text));
      const exit = facts.quotable.find(({ text }) => /Main process exited|exited with|Failed with result/i.test(text));
      const next = facts.quotable.find(
        ({ text, at }) => at > (exit?.at ?? 0) && /Scheduled restart|holdoff time over|scheduling restart/i.test(text),
      );
      const [left, came] = [msOf(exit), msOf(next)];
      if (times.length < 2 && (told || (left !== null && came !== null)))
        return reply(
          facts,
          `${left !== null && came !== null ? `${spanWords(came - left, language)}${pick(language, '：', ': ')}` : ''}${[
            exit,
            told ?? next,
          ]
            .filter((entry): entry is EntryFact => entry !== undefined)
            .map((entry) => quoted(entry, 180))
            .join(pick(language, '；', '; '))}`,
          [exit?.at, told?.at, next?.at],
          0.82,
        );
      if (!loop || times.length < 2)
        return notHere(facts, language, '日志里看不出间隔。', 'The log does not show an interval.');
      const gaps = times
        .slice(1)
        .map((ms, index) => ms - times[index]!)
        .filter((gap) => gap > 0);
      if (gaps.length === 0) return notHere(facts, language, '都在同一秒里。', 'They all fall within one second.');
      const [least, most] = [Math.min(...gaps), Math.max(...gaps)];
      const words =
        least === most ? spanWords(least, language) : `${spanWords(least, language)} – ${spanWords(most, language)}`;
      return reply(
        facts,
        pick(language, `两次失败之间 ${words}。`, `${words} between two failures.`),
        loop.at.slice(0, 4),
        0.85,
      );
    },
  },
  {
    asked: /\bignore\b|忽略|不用管|不管它|无视/i,
    answer(facts, language, question) {
      const words = contentWords(question).filter((word) => word !== 'ignore');
      const hit = entriesWith(facts, words).find((found) => found.hits * 2 >= words.length);
      const label = facts.labels.find((candidate) => candidate.at === hit?.at);
      const entry = entryAt(facts, hit?.at);
      if (!entry || !label)
        return words.length > 0 ? notHere(facts, language, '日志里没有这样的行。', 'No entry says that.') : null;
      const noise = facts.noise.find(
        ({ at }) => at === entry.at || facts.labels.find((other) => other.at === at)?.rule === label.rule,
      );
      if (label.role === 'noise' || noise || label.role === 'healthy' || label.role === 'context')
        return reply(
          facts,
          pick(
            language,
            `可以：${quoted(entry, 160)}。${noise ? sentence(noise.why.zh) : ''}`,
            `Yes: ${quoted(entry, 160)}. ${noise ? sentence(noise.why.en) : ''}`,
          ),
          [entry.at, noise?.clearedBy],
          0.88,
        );
      const of = entryAt(facts, label.of);
      return reply(
        facts,
        label.role === 'cause'
          ? pick(language, `不能，这就是原因：${quoted(entry, 160)}。`, `No, this is the cause: ${quoted(entry, 160)}.`)
          : pick(
              language,
              `它本身不是原因${of ? `，来自第 ${of.at} 条 ${quoted(of, 120)}` : ''}；修好原因它就没了：${quoted(entry, 160)}。`,
              `It is not the cause itself${of ? ` but follows from entry ${of.at}, ${quoted(of, 120)}` : ''}; it goes away with the cause: ${quoted(entry, 160)}.`,
            ),
        [entry.at, of?.at],
        0.85,
      );
    },
  },
  {
    asked:
      /how many (?:errors?|failures?|problems?|warnings?|bad lines?)\b|(?:几|多少)(?:个|条|处|种)(?:错误|报错|问题|故障|异常)/i,
    answer(facts, language) {
      if (facts.verdict === 'healthy') return nothingFailed(facts, language);
      const count = (role: string) => facts.labels.filter((label) => label.role === role).length;
      const [causes, follow, symptoms, noise] = [
        count('cause'),
        count('consequence'),
        count('symptom'),
        count('noise'),
      ];
      const kinds = facts.causes.length;
      return reply(
        facts,
        pick(
          language,
          `${kinds > 0 ? `${kinds} 个故障：说原因的有 ${causes} 条` : '原因不在里面'}，症状 ${symptoms} 条，后果 ${follow} 条，另有 ${noise} 条只是看着像。`,
          `${kinds > 0 ? `${kinds === 1 ? 'One failure' : `${kinds} failures`}: ${causes} ${causes === 1 ? 'entry says' : 'entries say'} the cause` : 'The cause is not in it'}; ${symptoms} symptoms, ${follow} consequences, and ${noise} that only look bad.`,
        ),
        facts.causes.map((cause) => cause.at[0]),
        0.85,
      );
    },
  },
  {
    asked: /last (?:success|time it (?:worked|was (?:ok|fine|up)))|最后一次(?:成功|正常|好)/i,
    answer(facts, language) {
      const good = facts.labels.findLast(({ role }) => role === 'healthy');
      const entry = entryAt(facts, good?.at);
      return entry
        ? reply(
            facts,
            pick(
              language,
              `最后一次正常：${quoted(entry)}。`,
              `The last line that shows it working: ${quoted(entry)}.`,
            ),
            [entry.at],
            0.85,
          )
        : notHere(facts, language, '日志里没有一条说它正常。', 'No entry shows it working.');
    },
  },
  {
    asked:
      /(?:what|anything).{0,12}(?:happened|came|was|logged)? ?(?:right |just )?before\b|(?:在)?(?:那|这|它)?之前(?:发生|有|是|出)?(?:了)?什么/i,
    answer(facts, language) {
      const bad = facts.causes[0]?.at[0] ?? firstBad(facts)?.at;
      if (bad === undefined) return facts.verdict === 'healthy' ? nothingFailed(facts, language) : null;
      const before = facts.quotable.filter((entry) => entry.at < bad).slice(-3);
      if (before.length === 0)
        return notHere(
          facts,
          language,
          '它就是第一条，之前的不在这段日志里。',
          'It is the first entry; what came before is not in this log.',
        );
      return reply(
        facts,
        before.map((entry) => `- ${quoted(entry, 180)}`).join('\n'),
        before.map((entry) => entry.at),
        0.8,
      );
    },
  },
  {
    // "What does exit code 203 mean": from the line that has it; a code that is not there is not guessed at.
    asked: /(?:exit|return) (?:code|status) \d+|退出码 ?\d+|返回码 ?\d+|status=\d+/i,
    answer(facts, language, question) {
      const code = /(?:code|status|码)[ =]?(\d{1,3})/i.exec(question)?.[1];
      const entry = facts.quotable.find((candidate) =>
        new RegExp(
          `(?:status=|exit(?:ed)?(?: with)?(?: code| status)?:?[ =]|Exit Code: +|Exited \\()${code}\\b`,
          'i',
        ).test(candidate.raw),
      );
      if (!entry)
        return notHere(facts, language, `这段日志里没有退出码 ${code}。`, `There is no exit code ${code} in this log.`);
      const meaning = EXIT_WORDS('exited', Number(code));
      const own = meaning ? noSignal(question, entry, meaning, facts, language) : null;
      if (own) return own;
      return reply(
        facts,
        `${quoted(entry)}${meaning ? `${pick(language, '：', ': ')}${sentence(meaning[language])}` : ''}`,
        [entry.at],
        0.88,
      );
    },
  },
];
