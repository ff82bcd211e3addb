import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { msOf, spanWords } from './lifetime.ts';
import { quoted, refuse, reply } from './reply.ts';

/** Lines that say that something was not stopped as it should have been. */
const UNCLEAN =
  /\bnot (?:been )?(?:properly|cleanly) (?:shut ?down|stopped|closed|(?:un)?mounted)|\b(?:unclean|improper|dirty|abnormal|unexpected)(?:ly)? (?:shut ?down|stop|restart|close)|\buncleanly (?:shut ?down|closed)|\bnot shut ?down (?:properly|cleanly|normally|gracefully)|was interrupted|\bnot cleanly\b|非正常(?:关闭|停止|退出)|未正常(?:关闭|退出)/i;
const ASKS_UNCLEAN =
  /(?:没|不|未|非)(?:有)?(?:正常|干净|好好)(?:地)?(?:关|停|退|结束)|异常(?:关|停|退)|\b(?:not|n't|un|im)[ -]?(?:\w+ )?(?:clean|proper)\w*|\binterrupted\b|断电|停电|掉电|\bpower (?:loss|cut|failure|outage)\b|\blost power\b|拔(?:了)?电/i;
const ASKS_REBOOT = /重启|\bre-?boot(?:s|ed)?\b/i;
const ASKS_REASON =
  /为什么|为何|为啥|怎么(?:会|没|回事)?|原因|\bwhy\b|\bwhat (?:caused|made|happened)\b|[吗么]\s*[?？]?$|是不是|^(?:so |and )?(?:was|is|did|were)\b/i;
/** What would tell why it was stopped so. */
const TELLS_WHY = /power|断电|SIGKILL|signal 9|kill|panic|oom|reboot|crash|segfault/i;

/** "Why was it not shut down properly, a power cut?": the line that says so seldom says why. */
export function aboutUnclean(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  // Why a machine began anew: where no failure is logged, that it was not shut down is all there is.
  const asked = ASKS_UNCLEAN.test(question) || (facts.causes.length === 0 && ASKS_REBOOT.test(question));
  if (!asked || !ASKS_REASON.test(question)) return null;
  const entry = facts.quotable.find(({ text }) => UNCLEAN.test(text));
  if (!entry) return null;
  if (facts.quotable.some(({ at, text }) => at < entry.at && TELLS_WHY.test(text))) return null;
  const last = facts.quotable.find(({ text }) => /last known up|last (?:seen|mounted|checkpoint)/i.test(text));
  return refuse(
    facts,
    language,
    pick(
      language,
      `日志里没有说为什么：只写了 ${quoted(entry, 220)}。断电、被强杀、崩溃都会这样，从这里看不出是哪一种。${last && last !== entry ? `另外只有 ${quoted(last, 160)}。` : ''}`,
      `The log does not say why: it only has ${quoted(entry, 220)}. A power cut, a kill and a crash all look like this from here.${last && last !== entry ? ` Beside it there is only ${quoted(last, 160)}.` : ''}`,
    ),
    [entry.at, last?.at],
    0.8,
  );
}

const ASKS_LAST_UP =
  /(?:上|最后)一?次.{0,4}(?:正常|活着|在线|在跑|运行).{0,6}(?:时候|几点|时间|何时)|\blast (?:known )?(?:to be )?(?:up|alive|running|seen)\b/i;
const LAST_UP = /last (?:known )?(?:up|alive|seen)(?: at)?:? +(\d[\d:T./ -]{6,30}\d)/i;

/** "When was it last up": where a line says so itself. */
export function aboutLastUp(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKS_LAST_UP.test(question)) return null;
  const entry = facts.quotable.find(({ text }) => LAST_UP.test(text));
  if (!entry) return null;
  const at = LAST_UP.exec(entry.text)![1]!;
  return reply(facts, `\`${at}\`${pick(language, '：', ': ')}${quoted(entry, 220)}`, [entry.at], 0.88);
}

const ASKS_RECOVERY =
  /恢复(?:得)?(?:了|好|完|成功|完成)*(?:了)?(?:没有?|吗|么)|恢复.{0,4}(?:成功|完成|好).{0,3}(?:没有?|吗|么|了没)|\b(?:did|has|was|is)\b.{0,30}\brecover(?:y|ed)?\b|恢复.{0,6}(?:多久|多长)|(?:多久|多长).{0,6}恢复/i;
const BEGINS = /\brecover(?:y|ing)\b|\bredo starts\b|\breplay(?:ing)?\b|恢复/i;
const DONE =
  /\bready (?:to accept|for) (?:connections?|start)|\b(?:recovery|replay|redo) (?:is |was |has )?(?:complete|finish|done|succe)\w*|\b(?:completed|finished|done) (?:\w+ )?(?:recovery|replay)|恢复(?:完成|成功)|\brecovered\b/i;

const ASKS_BEGIN =
  /(?:什么时候|几点|何时|啥时候).{0,6}开始.{0,4}恢复|恢复.{0,6}(?:什么时候|几点|何时).{0,4}开始|\b(?:when|what time)\b.{0,24}\brecovery (?:start|beg[aiu]n)\w*|\bwhen did it (?:start|begin) (?:to )?recover\w*/i;

/** "When did the recovery start": the first line that tells of it. */
export function aboutRecoveryBegun(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKS_BEGIN.test(question)) return null;
  const begun = facts.quotable.find(({ text, time }) => time !== null && BEGINS.test(text));
  return begun
    ? reply(facts, `${begun.time!.slice(11, 19)}${pick(language, '：', ': ')}${quoted(begun, 220)}`, [begun.at], 0.9)
    : null;
}

/** "Did the database recover in the end": of a recovery that the log itself tells of, whatever failed beside it. */
export function aboutRecovery(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKS_RECOVERY.test(question)) return null;
  const begun = facts.quotable.find(({ text }) => BEGINS.test(text));
  if (!begun) return null;
  const after = facts.quotable.filter((entry) => entry.at > begun.at && sameProgram(entry, begun));
  const done = after.filter(({ text }) => DONE.test(text));
  const end = done.find(({ text }) => /ready/i.test(text)) ?? done.at(-1);
  const asksLength = readAsked(question).howLong;
  const stop = end ?? after.find(({ level }) => level === 'error' || level === 'fatal');
  const [from, to] = [msOf(begun), msOf(stop)];
  if (asksLength && stop && from !== null && to !== null)
    return reply(
      facts,
      pick(
        language,
        `${spanWords(to - from, 'zh')}：从 ${quoted(begun, 180)} 到 ${quoted(stop, 180)}${end ? '' : '，没有恢复完'}。`,
        `${spanWords(to - from, 'en')}: from ${quoted(begun, 180)} to ${quoted(stop, 180)}${end ? '' : '; it was not finished'}.`,
      ),
      [begun.at, stop.at],
      0.89,
    );
  if (!end) {
    const failed = after.findLast(({ level }) => level === 'error' || level === 'fatal');
    const last = failed ?? after.at(-1) ?? begun;
    const told = pick(
      language,
      `这段日志里没有恢复完：${quoted(begun, 180)}${last === begun ? '' : `，之后 ${quoted(last, 180)}`}。`,
      `No, not within this log: ${quoted(begun, 180)}${last === begun ? '' : `, and then ${quoted(last, 180)}`}.`,
    );
    if (failed) return reply(facts, told, [begun.at, last.at], 0.85);
    const open = pick(language, '后来怎样，日志里没有。', ' How it went on, the log does not say.');
    return refuse(facts, language, `${told}${open}`, [begun.at, last.at], 0.85);
  }
  return reply(
    facts,
    pick(
      language,
      `恢复成功了：${quoted(begun, 180)}，之后 ${quoted(end, 180)}。`,
      `Yes, it recovered: ${quoted(begun, 180)}, and then ${quoted(end, 180)}.`,
    ),
    [begun.at, end.at],
    0.9,
  );
}

const WENT_DOWN =
  /\b(?:go|went|gone|goes|taken|been) down\b|\bcrash(?:ed)?\b|\bdied?\b|\b(?:was|were|been) (?:stopped|killed|down)\b|\bstop(?:ped)?\b|(?:挂|崩|宕|停|中断)(?:了|过|掉)|重启(?:了|过)/i;
const HARM =
  /\b(?:fail\w*|stopp?\w*|exit\w*|kill\w*|crash\w*|dump\w*|panic\w*|segfault\w*|terminat\w*|shut(?:ting)? ?down|inactive|deactivat\w*|restart\w*|oom)\b/i;
const GOES_ON = /^Reload(?:ed|ing)\b|\breload(?:ed|ing)?\b|\brunning\b|\blistening\b|\bready\b|^Started\b|^Finished\b/i;

/** So many lines of a program show that it goes on, whatever they say. */
const LINES_OF_A_LIFE = 3;

/** "Did nginx go down here": of a program that is named, where every line of it says that it goes on. */
export function aboutWentDown(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (!asked.yesNo || asked.else || asked.which || asked.count || !WENT_DOWN.test(question)) return null;
  const names = new Set(
    facts.quotable
      .flatMap(({ program, unit }) => [program ?? '', unit?.replace(/\.\w+$/, '') ?? ''])
      .filter((name) => name.length > 2),
  );
  // "Redis" is what everybody calls redis-server.
  const called = (one: string): string => one.replace(/-server$/, '').replace(/[^\w]/g, '\\$&');
  const name = [...names].find((one) =>
    new RegExp(`(?<![\\w-])${called(one)}(?:-server)?(?![\\w-])`, 'i').test(question),
  );
  if (!name || name === 'systemd') return null;
  const own = facts.quotable.filter(
    ({ program, unit, text }) =>
      program === name || unit?.replace(/\.\w+$/, '') === name || text.includes(`${name}.service`),
  );
  const goesOn = own.findLast(({ text }) => GOES_ON.test(text) && !HARM.test(text.replace(GOES_ON, '')));
  if (own.length === 0 || own.some(({ text }) => HARM.test(text))) return null;
  const last = own.at(-1)!;
  if (!goesOn)
    return own.length < LINES_OF_A_LIFE
      ? null
      : reply(
          facts,
          pick(
            language,
            `没有：没有一行说 ${name} 停了，到最后它还在写日志：${quoted(last)}`,
            `No: no line tells of ${name} stopping, it still writes at the end: ${quoted(last)}`,
          ),
          [last.at],
          0.8,
        );
  const reloaded = /reload/i.test(goesOn.text);
  return reply(
    facts,
    pick(
      language,
      `没有：这段日志里 ${name} 没有停止也没有失败${reloaded ? '，只是重新加载了配置' : ''}：${quoted(goesOn)}`,
      `No: nothing here tells of ${name} stopping or failing${reloaded ? ', it only reloaded' : ''}: ${quoted(goesOn)}`,
    ),
    [goesOn.at],
    0.9,
  );
}

const sameProgram = (one: EntryFact, other: EntryFact): boolean => one.program === other.program;
