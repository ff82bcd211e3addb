// Above 400 lines: one table of the kinds of question, each with its wordings and its answer.
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { EXIT_WORDS } from '../reason/words.ts';
import { entryNumbers, sentence, writtenClock } from '../say/phrases.ts';
import { commands, inline } from '../say/quote.ts';
import { loopWords } from '../say.ts';
import { failuresTold } from './failing.ts';
import { MOMENT, onlyTold } from './failures.ts';
import { noSignal } from './lifetime.ts';
import { entryAt, firstBad, quoted, refuse, reply } from './reply.ts';
import { search } from './search.ts';
import { aboutTimesFailed } from './times-failed.ts';

/** "How often does it happen" of whatever went wrong. */
const HAPPENS =
  /^(?:and |so )?how (?:often|many times) (?:does|did|has|is) (?:it|this|that)(?: been)? (?:happen|occur)\w*\W*$|^(?:它|这个?)?(?:发生|出现)(?:了|过)?(?:几|多少)次\W*$/i;

/** A kind of question: its wordings, and its answer from the facts (null where the facts do not hold one). */
export interface Intent {
  asked: RegExp;
  answer(facts: JournalFacts, language: Language, question: string): AnswerAbout | null;
}

function cannotTell(facts: JournalFacts, language: Language, zh: string, en: string): AnswerAbout {
  return refuse(facts, language, pick(language, zh, en), [], 0.5);
}

/** Words of "when" itself, and of a beginning or a failure, which the log's own story tells. */
/** A single restart that systemd announces; more than one are a loop. */
const scheduledRestart = (facts: JournalFacts): EntryFact | undefined =>
  facts.quotable.findLast(({ raw }) => /Scheduled restart job/.test(raw));

function noRestarts(facts: JournalFacts, language: Language): AnswerAbout {
  const announced = scheduledRestart(facts);
  const backOff = facts.quotable.find(({ text }) => /^Back-off restarting/.test(text));
  if (!announced && backOff)
    return refuse(
      facts,
      language,
      pick(
        language,
        `重启过，但没写几次：${inline(backOff.raw.replace(/\s+/g, ' '), 200)}。括号里数的是这条事件，不是重启；次数看 \`kubectl get pod\` 的 RESTARTS。`,
        `It was restarted, and how often is not told: ${inline(backOff.raw.replace(/\s+/g, ' '), 200)}. What stands in brackets counts the event, not the restarts; those are in RESTARTS of \`kubectl get pod\`.`,
      ),
      [backOff.at],
      0.76,
    );
  if (!announced) return cannotTell(facts, language, '日志里没有重启的记录。', 'The log says nothing about restarts.');
  return reply(
    facts,
    `${pick(language, '安排过一次重启，后面怎样日志里没有：', 'One restart was scheduled; what came of it is not in the log: ')}${quoted(announced)}`,
    [announced.at],
    0.85,
  );
}

const WHEN =
  /\b(?:at )?what time\b|\bwhen(?: exactly)?\b|几点(?:钟)?|什么时候|何时|啥时候|哪(?:天|一天|个时间)|的?时间/gi;
/** Words of a failure, of which the log's own story tells the beginning; and of a beginning, which may be of anything. */
const OF_THE_STORY = /fail|crash|error|break|broke|wrong|失败|出错|报错|崩|挂|坏/i;
const OF_A_BEGINNING = /\b(?:begin\w*|began|begun|start\w*|first)\b|开始|启动|第一/gi;

/** "At what time did it turn read-only?": the entry that speaks of just that. */
function momentOf(question: string, facts: JournalFacts): EntryFact | undefined {
  if (OF_THE_STORY.test(question) || question.search(OF_A_BEGINNING) >= 0) return undefined;
  const [best] = search(question.replace(WHEN, ' '), facts).filter(({ entry }) => entry.time !== null);
  return best && best.coverage >= CLEARLY_NAMED ? best.entry : undefined;
}

/** Words of "when" questions that name no event of their own. */
const NO_EVENT =
  /\b(?:did|does|do|was|is|were|are|it|this|that|the|these|those|they|all|problem|issue|trouble|thing|things|whole|outage|incident|happen\w*|occur\w*|exactly|go|went|down|up|again|here|log|at)\b|这个?|那个?|它|的|了|是|在|问题|情况|事|故障|发生|出现|出|日志|里|到底|究竟|大概|具体|啊|呢|吗|第一次|最早|最先|警告|告警|\bwarnings?\b|[条个行]|服务|程序|系统|机器|[\s\p{P}]/giu;

/** What happened, of "when was the secret deleted": empty where the question names nothing but the trouble itself. */
function eventAsked(question: string): string {
  if (OF_THE_STORY.test(question)) return '';
  const rest = question.replace(WHEN, ' ').replace(OF_A_BEGINNING, ' ').replace(NO_EVENT, ' ').trim();
  return /[\p{L}\p{N}]{2}/u.test(rest) ? question.replace(WHEN, ' ') : '';
}

/** The share of a question's things that an entry has to speak of. */
const CLEARLY_NAMED = 0.6;

function why(facts: JournalFacts, language: Language): AnswerAbout {
  const cause = facts.causes[0];
  if (!cause) {
    const told = facts.verdict === 'healthy' ? failuresTold(facts).at(-1) : undefined;
    if (told) return onlyTold(told, facts, language);
    if (facts.verdict === 'healthy')
      return reply(facts, pick(language, '这段日志里没有失败。', 'Nothing failed in this log.'), [], 0.8);
    const bad = firstBad(facts);
    const run = facts.next[0] ? `\n${commands(facts.next.slice(0, 2))}` : '';
    const worst = facts.quotable.filter(
      ({ level, text, at }) =>
        (/^(?:error|fatal|critical|alert|emergency)$/.test(level ?? '') ||
          /\b(?:fatal|panic|error|could not|cannot|can't|unable to|denied|no space|refused)\b/i.test(text)) &&
        facts.labels.find((label) => label.at === at)?.role !== 'noise',
    );
    const own = worst.filter(({ program }) => program !== 'systemd');
    const shown = (own.length > 0 ? own : worst).slice(-2);
    const says =
      shown.length > 0
        ? `${pick(language, '日志里报的错是：', 'The errors it does show:')}\n${shown.map((entry) => `- ${quoted(entry, 240)}`).join('\n')}\n`
        : '';
    return refuse(
      facts,
      language,
      pick(
        language,
        `这段日志里没有认得出的原因，只有症状。${says}要看原因：${run}`,
        `No cause that I know is in this log, only symptoms. ${says}To see the cause:${run}`,
      ),
      [bad?.at, ...shown.map(({ at }) => at)],
      0.7,
    );
  }
  const entry = entryAt(facts, cause.at[0]);
  const title = cause.title[language].replace(/[.。]$/, '');
  return reply(
    facts,
    `${sentence(title)} ${entry ? quoted(entry) : ''}\n${sentence(cause.why[language])}`,
    [cause.at[0]],
    0.9,
  );
}

/** Entries of a role that answers show at most. */
const LIMIT_SHOWN = 3;

export const INTENTS: Intent[] = [
  {
    // "Which line is harmless", "哪几行可以忽略"
    asked:
      /(?=.*(?:哪|什么|有没有|\bwhich\b|\bwhat\b|\bany\b))(?=.*(?:无害|不要紧|没关系|不重要|可以(?:忽略|不管)|能忽略|不用管|噪音|干扰|\bharmless\b|\bignore\w*\b|\bnoise\b|\bred herring|\bnot (?:important|a problem|the problem)|\bunimportant\b|\bbenign\b))/i,
    answer(facts, language) {
      const role = new Map(facts.labels.map((label) => [label.at, label.role]));
      const told = [
        ...facts.noise.map(({ at, why }) => ({ at, why: why[language] })),
        ...facts.quotable.flatMap(({ at, level, text }) =>
          role.get(at) === 'context' && (/warn|error/i.test(level ?? '') || /\bwarn(?:ing)?\b|\bnot\b/i.test(text))
            ? [{ at, why: '' }]
            : [],
        ),
      ];
      const shown = [...new Map(told.map((one) => [one.at, one])).values()].slice(0, LIMIT_SHOWN);
      if (shown.length === 0)
        return reply(
          facts,
          pick(language, '没有哪一条只是看着吓人。', 'None of the lines only looks bad.'),
          [facts.causes[0]?.at[0]],
          0.7,
        );
      const lines = shown.map(({ at, why: because }) => {
        const reason = because === '' ? '' : ` ${sentence(because)}`;
        return `- ${entryNumbers([at], language)}${pick(language, '：', ': ')}${quoted(entryAt(facts, at)!, 220)}${reason}`;
      });
      return reply(
        facts,
        `${pick(language, '不要紧的：', 'Harmless:')}\n${lines.join('\n')}`,
        shown.map(({ at }) => at),
        0.86,
      );
    },
  },
  {
    // "Which one is fatal", "哪一行是致命的"
    asked:
      /(?=.*(?:哪|什么|\bwhich\b|\bwhat\b))(?=.*(?:致命|要命|决定性|真正(?:的)?(?:原因|错误|问题)|\bfatal\b|\bthe real (?:one|error|problem|cause)\b|\bkills? it\b|\bkilled it\b|\bdecisive\b))/i,
    answer(facts, language) {
      const cause = facts.causes[0];
      const entry = cause && entryAt(facts, cause.at[0]);
      if (!cause || !entry) return why(facts, language);
      return reply(
        facts,
        `${entryNumbers([entry.at], language)}${pick(language, '是致命的：', ' is the fatal one: ')}${quoted(entry, 400)}\n${sentence(cause.title[language])}`,
        [entry.at],
        0.9,
      );
    },
  },
  {
    // Did each run fail for the same reason?
    asked:
      /same (?:reason|cause|error|thing)|each time|every time|都是(?:因为)?同(?:一|样)|每次(?:都)?(?:是)?(?:同|一样)|原因一样|同一个原因/i,
    answer(facts, language) {
      const told = facts.runs.filter((run) => run.reason !== null);
      if (told.length === 0)
        return cannotTell(
          facts,
          language,
          '日志里没有每次失败各自的原因，说不准。',
          'The log does not show the reason of each failure, so I cannot tell.',
        );
      const kinds = new Map<string, number[]>();
      for (const run of told) {
        const text = entryAt(facts, run.reason)!.text.replace(/\d+|0x[0-9a-f]+/g, '0');
        kinds.set(text, [...(kinds.get(text) ?? []), run.reason!]);
      }
      const examples = [...kinds.values()].map((at) => ({ entry: entryAt(facts, at[0])!, times: at.length }));
      const list = examples
        .map(({ entry, times }) => `${quoted(entry, 160)}${times > 1 ? ` ×${times}` : ''}`)
        .join(language === 'zh' ? '；' : '; ');
      const answer =
        kinds.size === 1
          ? pick(
              language,
              `是，看得到原因的 ${told.length} 次都一样：${list}。`,
              `Yes: all ${told.length} failures that show a reason show the same one: ${list}.`,
            )
          : pick(
              language,
              `不是，有 ${kinds.size} 种不同的原因：${list}。`,
              `No, there are ${kinds.size} different reasons: ${list}.`,
            );
      return reply(
        facts,
        answer,
        examples.map(({ entry }) => entry.at),
        0.9,
      );
    },
  },
  {
    // Is it still being restarted?
    asked:
      /(?:还在?|仍在?|继续|最后).{0,10}(?:重启|尝试|启动)|放弃|(?:still|keep|keeps) (?:trying|restarting|being restarted)|g[ai]ve up|stop(?:ped)? (?:trying|restarting)/i,
    answer(facts, language, question) {
      const loop = facts.loops[0];
      // When a program gave up is when it failed, which is asked elsewhere.
      if (!loop && MOMENT.test(question)) return null;
      if (!loop) return noRestarts(facts, language);
      const last = entryAt(facts, loop.at.at(-1));
      const unit = loop.subject;
      const again = facts.labels.findLast((label) => label.rule?.includes('restart'))?.at;
      if (/放弃|g[ai]ve up|stop(?:ped)? (?:trying|restarting)/i.test(question))
        return loop.gaveUp
          ? reply(
              facts,
              pick(
                language,
                `是的，systemd 放弃了 ${unit}，不再重启：${last ? quoted(last) : ''}。`,
                `Yes, systemd gave up on ${unit} and does not restart it any more: ${last ? quoted(last) : ''}.`,
              ),
              [last?.at],
              0.92,
            )
          : reply(
              facts,
              pick(
                language,
                `没有，到日志结尾还在重启 ${unit}。`,
                `No: up to the end of the log ${unit} is being restarted.`,
              ),
              [again ?? last?.at],
              0.85,
            );
      return loop.gaveUp
        ? reply(
            facts,
            pick(
              language,
              `没有，systemd 已经放弃重启 ${unit}：${last ? quoted(last) : ''}。`,
              `No. systemd gave up on ${unit}: ${last ? quoted(last) : ''}.`,
            ),
            [last?.at],
            0.92,
          )
        : reply(
            facts,
            pick(
              language,
              `到日志结尾还在反复重启 ${unit}${loop.counter ? `，计数到 ${loop.counter}` : ''}。`,
              `Yes: up to the end of the log ${unit} is being restarted${loop.counter ? `, the counter is at ${loop.counter}` : ''}.`,
            ),
            [again ?? last?.at],
            0.85,
          );
    },
  },
  {
    // How often did it restart or fail?
    asked:
      /(?:how (?:many times|often)|number of (?:times|restarts)|count of).{0,40}|(?:重启|失败|崩溃|挂|重试)了?(?:几|多少)(?:次|遍|回)|(?:几|多少)次|重启次数/i,
    answer(facts, language, question) {
      const loop = facts.loops[0];
      const fails =
        (/fail|crash|\berrors?\b|went wrong|go wrong|失败|崩|挂|出错|报错/i.test(question) || HAPPENS.test(question)) &&
        !/restart|重启/i.test(question);
      if (!loop && fails) return aboutTimesFailed(question, facts, language);
      // How often something else happened is not told by restarts.
      if (!fails && !/restart|reboot|retr|重启|重试/i.test(question)) return null;
      if (!loop) {
        const [run] = facts.runs;
        if (run && !scheduledRestart(facts))
          return reply(
            facts,
            pick(language, '日志里没有重启的记录（0 次）。', 'No restart is logged (0 times).'),
            [run.end],
            0.75,
          );
        return facts.verdict === 'healthy'
          ? reply(facts, pick(language, '日志里一次失败也没有。', 'It did not fail in this log.'), [], 0.7)
          : noRestarts(facts, language);
      }
      const counted = Math.max(loop.counter ?? 0, loop.restarts);
      const more =
        loop.counter !== null && loop.counter > loop.restarts
          ? pick(
              language,
              `这段日志里看得到 ${loop.restarts} 次，计数器到了 ${loop.counter}。`,
              ` The log itself shows ${loop.restarts}; the counter is at ${loop.counter}.`,
            )
          : '';
      const at = [...loop.at.slice(0, 2), loop.at.at(-1)];
      if (fails)
        return reply(
          facts,
          pick(
            language,
            `${loop.subject} ${loopWords(loop, language)}。`,
            `${loop.subject} ${loopWords(loop, language)}.`,
          ),
          at,
          0.9,
        );
      return reply(
        facts,
        pick(
          language,
          `${loop.subject} 重启了 ${counted} 次${loop.gaveUp ? '，之后 systemd 放弃' : ''}。${more}`,
          `${loop.subject} was restarted ${counted} ${counted === 1 ? 'time' : 'times'}${loop.gaveUp ? ', then systemd gave up' : ''}.${more}`,
        ),
        at,
        0.92,
      );
    },
  },
  {
    // When did it begin?
    asked:
      /\bwhen\b|what time|since when|how long ago|几点|什么时候|何时|啥时候|哪(?:天|一天|个时间)|(?:开始|失败|出错|崩溃|报错)的?时间/i,
    answer(facts, language, question) {
      const starting =
        /(?:when did|what time did|when was).{0,20}(?:start(?:ed)?|launch|boot)\b(?!.{0,10}(?:fail|crash|error|break))|几点启动|什么时候启动/i.test(
          question,
        ) && !/fail|失败|出错|报错/.test(question);
      const ending = /(?:end|stop|last|give up|gave up|recover)|最后|结束|停|放弃|恢复/i.test(question);
      const told = starting ? undefined : momentOf(question, facts);
      if (told)
        return reply(
          facts,
          pick(
            language,
            `${told.time!.slice(11, 19)}：${quoted(told, 260)}。`,
            `At ${told.time!.slice(11, 19)}: ${quoted(told, 260)}.`,
          ),
          [told.at],
          0.88,
        );
      const event = starting || ending ? '' : eventAsked(question);
      if (event !== '') {
        const [near] = search(event, facts);
        return refuse(
          facts,
          language,
          pick(
            language,
            `日志里没有写那是什么时候，看不出来。${near ? `与此有关的只有：${quoted(near.entry, 200)}` : ''}`,
            `The log does not say when that was.${near ? ` All it has on this is: ${quoted(near.entry, 200)}` : ''}`,
          ),
          [near?.entry.at],
          0.6,
        );
      }
      const bad = firstBad(facts) ?? (starting ? undefined : failuresTold(facts)[0]);
      const loop = facts.loops[0];
      if (ending && loop) {
        const last = entryAt(facts, loop.at.at(-1));
        if (last?.time)
          return reply(
            facts,
            pick(
              language,
              `最后一次在 ${last.time.slice(11, 19)}：${quoted(last)}。`,
              `The last time at ${last.time.slice(11, 19)}: ${quoted(last)}.`,
            ),
            [last.at],
            0.85,
          );
      }
      const first = facts.quotable[0];
      const entry = starting && first && facts.verdict !== 'healthy' ? (bad ?? first) : bad;
      if (!entry)
        return facts.verdict === 'healthy'
          ? reply(
              facts,
              pick(
                language,
                '没有失败，所以也没有开始失败的时间。',
                'Nothing failed, so there is no time when it began.',
              ),
              [],
              0.7,
            )
          : null;
      if (!entry.time) {
        const clock = writtenClock(entry);
        if (clock && !clock.startsWith('+'))
          return reply(facts, `${clock}${pick(language, '：', ': ')}${quoted(entry)}`, [entry.at], 0.85);
        if (entry.uptime !== null)
          return reply(
            facts,
            pick(
              language,
              `开机后 ${entry.uptime.toFixed(3)} 秒：${quoted(entry)}。`,
              `${entry.uptime.toFixed(3)} s after boot: ${quoted(entry)}.`,
            ),
            [entry.at],
            0.85,
          );
        return cannotTell(facts, language, '这段日志没有时间。', 'This log has no times.');
      }
      const date = facts.assumed.includes('year') ? entry.time.slice(5, 10) : entry.time.slice(0, 10);
      return reply(
        facts,
        pick(
          language,
          `${date} ${entry.time.slice(11, 19)} 开始失败，第一条坏消息是：${quoted(entry)}。`,
          `It began to fail at ${entry.time.slice(11, 19)} (${date}); the first bad line is ${quoted(entry)}.`,
        ),
        [entry.at],
        0.9,
      );
    },
  },
  {
    // Which line failed first?
    asked:
      /(?:which|what).{0,20}(?:first|root).{0,20}|(?:first|root).{0,10}(?:line|error|failure|problem)|哪(?:一)?(?:行|条|句).{0,8}(?:先|最早|第一|关键|原因|根)|最(?:早|先|关键)的?(?:一)?(?:行|条|错误|报错)|第一(?:个|条)(?:错误|报错)/i,
    answer(facts, language, question) {
      const cause = facts.causes[0];
      const entry = cause ? entryAt(facts, cause.at[0]) : firstBad(facts);
      if (!entry) return facts.verdict === 'healthy' ? why(facts, language) : null;
      const number = entryNumbers([entry.at], language);
      const first = firstBad(facts);
      if (cause && first && first.at < entry.at && /first|earliest|最先|最早|先/i.test(question))
        return reply(
          facts,
          pick(
            language,
            `最早出问题的是${entryNumbers([first.at], language)}：${quoted(first)}。真正要紧的是${number}：${quoted(entry)}。${sentence(cause.title.zh)}`,
            `The first to go wrong is ${entryNumbers([first.at], language)}: ${quoted(first)}. The one that matters is ${number}: ${quoted(entry)}. ${sentence(cause.title.en)}`,
          ),
          [first.at, entry.at],
          0.85,
        );
      return reply(
        facts,
        cause
          ? pick(
              language,
              `关键是${number}：${quoted(entry)}。${sentence(cause.title.zh)}`,
              `The one that matters is ${number}: ${quoted(entry)}. ${sentence(cause.title.en)}`,
            )
          : pick(
              language,
              `最早的坏消息是${number}：${quoted(entry)}，但它只是症状。`,
              `The first bad line is ${number}: ${quoted(entry)}, but it is only a symptom.`,
            ),
        [entry.at],
        0.85,
      );
    },
  },
  {
    asked:
      /怎么(?:修|解决|办|处理|弄|改|搞|恢复)|如何(?:修|解决|处理|恢复)|咋(?:修|办|整)|解决(?:方法|办法|方案)|修复|\bfix\b|\bsolve\b|\brepair\b|\bsolution\b|how (?:do|can|to|should) (?:i |we )?(?:get|make|solve|resolve|fix|repair|stop|recover)|what (?:should|can|do) i (?:do|change)|workaround/i,
    answer(facts, language) {
      if (facts.causes.length === 0) {
        if (facts.verdict === 'healthy')
          return reply(
            facts,
            pick(language, '没有要修的：日志里没有失败。', 'There is nothing to fix: nothing failed in this log.'),
            [],
            0.75,
          );
        return refuse(
          facts,
          language,
          pick(
            language,
            `原因不在这段日志里，先别动手改。先看：\n${commands(facts.next.slice(0, 3))}`,
            `The cause is not in this log, so do not change anything yet. Look first:\n${commands(facts.next.slice(0, 3))}`,
          ),
          [firstBad(facts)?.at],
          0.8,
        );
      }
      return reply(
        facts,
        facts.causes.map((cause) => cause.fix[language].trim()).join('\n\n'),
        facts.causes.map((cause) => cause.at[0]),
        0.9,
      );
    },
  },
  {
    asked:
      /(?:what|which).{0,25}(?:run|command|check|look|do) next|what (?:should|do|can|must|shall) (?:i|we) (?:run|type|execute|check|look at)|which commands?\b|what to (?:run|check)|next (?:step|command)|what (?:now|next)|接下来|下一步|该(?:跑|执行|看|查)(?:什么|哪)|跑(?:什么|哪个)命令|哪(?:条|个)命令/i,
    answer(facts, language) {
      if (facts.next.length === 0)
        return reply(
          facts,
          pick(language, '不用再跑什么，日志里没有失败。', 'Nothing more to run: nothing failed in this log.'),
          [],
          0.7,
        );
      return reply(
        facts,
        `${pick(language, '按顺序跑：', 'In this order:')}\n${commands(facts.next.slice(0, 4))}`,
        [facts.causes[0]?.at[0] ?? firstBad(facts)?.at],
        0.9,
      );
    },
  },
  {
    asked: /(?:exit|return) (?:code|status)|退出码|返回码|\bstatus=?\d+|\b(?:137|139|143|203|217|127)\b/i,
    answer(facts, language, question) {
      const code = /\b\d{1,3}\b/.exec(question)?.[0];
      const exits = facts.quotable.filter((candidate) =>
        /status=\d+|exit(?:ed)?(?: with)? (?:code|status)|Exit Code|Exited \(\d+\)/i.test(candidate.raw),
      );
      const own = code === undefined ? undefined : exits.find(({ raw }) => new RegExp(`\\b${code}\\b`).test(raw));
      const entry = own ?? exits[0];
      if (!entry) return null;
      const meaning = own && !/code=killed|code=dumped/.test(own.raw) ? EXIT_WORDS('exited', Number(code)) : null;
      const exited = meaning && entry ? noSignal(question, entry, meaning, facts, language) : null;
      if (exited) return exited;
      if (meaning)
        return reply(
          facts,
          `${quoted(entry)}${pick(language, '：', ': ')}${sentence(meaning[language])}`,
          [entry.at],
          0.87,
        );
      const symptom =
        facts.symptoms.find((candidate) => candidate.at === entry.at) ??
        facts.symptoms.find((candidate) => /exit|退出|status|\d{3}/.test(candidate.why.en));
      return reply(
        facts,
        `${quoted(entry)}${symptom?.why[language] ? `${pick(language, '：', ': ')}${sentence(symptom.why[language])}` : ''}`,
        [entry.at],
        0.85,
      );
    },
  },
  {
    asked:
      /正常吗|有(?:没有|什么)?(?:问题|毛病|不对)|要紧吗|严重吗|\bis (?:this|it|that|everything) (?:normal|ok|okay|fine|healthy|bad|serious)|anything wrong|worr(?:y|ied)/i,
    answer(facts, language) {
      if (facts.verdict === 'healthy')
        return reply(
          facts,
          pick(
            language,
            `正常，没有失败。${facts.noise.length > 0 ? '看着吓人的几行都不要紧。' : ''}`,
            `It is fine, nothing failed.${facts.noise.length > 0 ? ' The lines that look bad are harmless.' : ''}`,
          ),
          facts.noise.slice(0, 2).map((line) => line.at),
          0.85,
        );
      return why(facts, language);
    },
  },
  {
    asked:
      /(?:which|what)(?! (?:is|are) an? ).{0,12}(?:unit|service|host|machine|node|program|process|pod)\b|哪(?:个|台)(?:服务|机器|主机|程序|进程|单元|节点|pod)/i,
    answer(facts, language, question) {
      const host = /host|machine|node|机器|主机|节点/i.test(question);
      const ofPod = facts.subject.pod ? [facts.subject.pod] : [];
      const units = facts.units.length > 0 ? facts.units : ofPod;
      // The unit that tells of a Pod is not the Pod.
      const names = host ? facts.hosts : /pod/i.test(question) ? ofPod : units;
      if (names.length === 0) return null;
      const entry = facts.quotable.find((candidate) => candidate.raw.includes(names[0]!.replace(/\.service$/, '')));
      return reply(
        facts,
        pick(language, `${names.slice(0, 3).join('、')}。`, `${names.slice(0, 3).join(', ')}.`),
        [entry?.at],
        0.8,
      );
    },
  },
  {
    asked:
      /为什么|为何|为啥|怎么(?:回事|会|死|挂|崩|退出|没)|how did (?:it|the \w+) (?:die|end|exit|fail)|啥(?:原因|问题|情况)|什么(?:原因|问题|情况|错)|原因(?:是|在|呢)?|\bwhy\b|what(?:'s| is| was)? (?:the )?(?:root )?(?:cause|reason|wrong|problem|issue|happening)|what happened|\bexplain\b|解释/i,
    answer: (facts, language) => why(facts, language),
  },
];
